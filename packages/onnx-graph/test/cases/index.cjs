const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const families = {
  'gradients.json': [require('./elementwise.cjs'), require('./tensor.cjs')],
  'layers.json': [require('./convolution.cjs'), require('./layer.cjs'), require('./composed.cjs')],
};

const folder = join(__dirname, '../../../../test/reference/onnx-graph');

/**
 * Every operator under test with what PyTorch recorded of it, by name. `engine` is the package: its sources in tests, its
 * build in scripts.
 */
exports.operatorCases = (engine) => {
  const cases = {};
  for (const [file, members] of Object.entries(families)) {
    const recorded = JSON.parse(readFileSync(join(folder, file), 'utf8')).cases;
    for (const family of members) {
      const { builders, float32 = [], differences = {}, tolerance = {}, dynamic = {} } = family(engine);
      for (const [name, build] of Object.entries(builders)) {
        if (recorded[name] === undefined) throw new Error(`${name} is not recorded in ${file}`);
        cases[name] = {
          build,
          recorded: recorded[name],
          type: float32.includes(name) ? 'float32' : 'float64',
          differences: differences[name] ?? true,
          tolerance: tolerance[name],
          dynamic: dynamic[name],
        };
      }
    }
    const unused = Object.keys(recorded).find((name) => cases[name] === undefined);
    if (unused !== undefined) throw new Error(`${unused} of ${file} has no builder`);
  }
  return cases;
};
