import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { initialise } from '@headwater/onnx-graph';
import { RandomStream } from '@headwater/random';
import { layout, specsOf } from './network.mjs';

/**
 * Writes what both programs start from, as raw little-endian numbers: weights.f32 (all parameters one after the other),
 * codes.i32, observed.f32 and weighting.f32 ([steps x batch, columns] each). Returns its description, which goes into both jobs.
 */
export function writeStart({ folder, hidden, batch, steps, seed }) {
  mkdirSync(folder, { recursive: true });
  const specs = specsOf(hidden);
  const weights = [...initialise(specs, new RandomStream(seed, 'initial-weights')).values()];
  const rows = maskedRows(steps * batch, batch, new RandomStream(seed, 'step-rows'));
  const files = { weights: join(folder, 'weights.f32') };
  writeFileSync(files.weights, Buffer.concat(weights.map(bytesOf)));
  for (const [name, values] of Object.entries(rows)) {
    files[name] = join(folder, `${name}.${name === 'codes' ? 'i32' : 'f32'}`);
    writeFileSync(files[name], bytesOf(values));
  }
  return {
    ...files,
    hidden,
    batch,
    steps,
    learningRate: 0.001,
    specs: specs.map(({ name, shape }) => ({ name, shape })),
    parameters: weights.reduce((sum, { length }) => sum + length, 0),
    columns: layout.columns,
    total: layout.total,
    groups: layout.groups.map(({ first, count, width }) => ({ first, count, width, start: layout.offsets[first] })),
  };
}

/**
 * Codes that lean on each other (there is something to learn), masks that show a random number of columns, and what each
 * column not shown counts in the loss: columns / (how many are not shown) / rows of the batch.
 */
function maskedRows(rows, batch, stream) {
  const { columns, offsets, widths } = layout;
  const codes = new Int32Array(rows * columns);
  const observed = new Float32Array(rows * columns);
  const weighting = new Float32Array(rows * columns);
  for (let at = 0; at < rows * columns; at += columns) {
    const common = stream.uniform();
    const shown = stream.uniform();
    let hidden = 0;
    for (let j = 0; j < columns; j++) {
      const u = stream.uniform() < 0.5 ? common : stream.uniform();
      codes[at + j] = offsets[j] + Math.floor(u * widths[j]);
      observed[at + j] = stream.uniform() < shown ? 1 : 0;
      hidden += 1 - observed[at + j];
    }
    for (let j = 0; j < columns; j++) weighting[at + j] = observed[at + j] === 1 ? 0 : columns / hidden / batch;
  }
  return { codes, observed, weighting };
}

function bytesOf(values) {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
