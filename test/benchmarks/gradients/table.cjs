/**
 * Prints how far every operator's value, gradients and second derivatives are from what PyTorch recorded in float64
 * (test/reference/onnx-graph) and its gradients from central differences:
 *
 *     node test/benchmarks/gradients/table.cjs
 *
 * An error is the largest |a - b| / (1 + |b|) over all cases and elements; the columns of second derivatives end in 2nd.
 * Operators are computed in the type named, float64 where ONNX Runtime can, and for two columns in float32; a dash stands
 * where differences say nothing.
 */
const engine = require('@headwater/onnx-graph');
const cases = require('../../../packages/onnx-graph/test/cases/index.cjs').operatorCases(engine);
const {
  centralDifferences,
  differentiatedModel,
  largestError,
  stepOf,
} = require('../../../packages/onnx-graph/test/cases/differentiated.cjs');

/** The function a case is of: the longest name the package exports that its name begins with; networks by their own. */
function operatorOf(name) {
  const found = Object.keys(engine).filter((key) => typeof engine[key] === 'function' && name.startsWith(key));
  return found.sort((a, b) => b.length - a.length)[0] ?? name;
}

const data = (tensors) => tensors.map((tensor) => tensor.data);

/** Errors of one case against the record, of the value with the gradients, and of the second derivatives. */
function againstRecord(results, { output, gradients, second }) {
  return {
    first: largestError([results.output, ...results.gradients], [output.data, ...data(gradients)]),
    second: largestError(results.second, data(second)),
  };
}

async function measure(tested) {
  const run = await differentiatedModel(engine, tested);
  const results = await run();
  const single = await (await differentiatedModel(engine, tested, 'float32'))();
  const step = stepOf(tested);
  const differences = step === undefined ? undefined : await centralDifferences(run, tested, step);
  return {
    torch: againstRecord(results, tested.recorded),
    single: againstRecord(single, tested.recorded),
    differences:
      differences === undefined
        ? undefined
        : {
            first: largestError(results.gradients, differences.gradients),
            second: largestError(results.second, differences.second),
          },
  };
}

/** The largest of the errors there are, as text. */
function worst(errors) {
  const known = errors.filter((error) => error !== undefined);
  return known.length === 0 ? '-' : Math.max(...known).toExponential(1);
}

async function main() {
  const rows = new Map();
  for (const [name, tested] of Object.entries(cases)) {
    const key = operatorOf(name);
    const row = rows.get(key) ?? { type: tested.type, measured: [] };
    row.measured.push(await measure(tested));
    rows.set(key, row);
  }
  const columns = ['PyTorch', 'float32', 'differences'].flatMap((title) => [title, `${title} 2nd`]);
  const titles = ['operator', 'type', 'cases', ...columns];
  const lines = [...rows].map(([key, { type, measured }]) => [
    key,
    type,
    String(measured.length),
    worst(measured.map(({ torch }) => torch.first)),
    worst(measured.map(({ torch }) => torch.second)),
    worst(measured.map(({ single }) => single.first)),
    worst(measured.map(({ single }) => single.second)),
    worst(measured.map(({ differences }) => differences?.first)),
    worst(measured.map(({ differences }) => differences?.second)),
  ]);
  const widths = titles.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i].length)));
  const print = (cells) => console.log(`| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`);
  print(titles);
  print(widths.map((width) => '-'.repeat(width)));
  lines.forEach(print);
  console.log(`\n${Object.keys(cases).length} cases of ${rows.size} operators and networks`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
