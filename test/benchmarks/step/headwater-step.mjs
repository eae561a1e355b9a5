// Makes training steps on request: a number of steps per line in, one line of JSON out. Argument: a job file.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { TrainingSession } from '@headwater/onnx-graph';
import { readJob, timed } from '../support/measure.mjs';
import { programOf } from './network.mjs';

const job = readJob();
const built = await timed(() => programOf(job.hidden, job.batch));
const opened = await timed(() => TrainingSession.create(built.value, { threads: job.threads }));
const session = opened.value;
session.setParameters(weights());
const rows = {
  codes: new Int32Array(buffer(job.codes)),
  observed: new Float32Array(buffer(job.observed)),
  weighting: new Float32Array(buffer(job.weighting)),
};
say({ buildMs: built.seconds * 1000, sessionMs: opened.seconds * 1000, modelBytes: built.value.bytes.length });

for await (const line of createInterface({ input: process.stdin })) {
  const steps = Number(line);
  const length = steps * job.batch * job.columns;
  const data = Object.fromEntries(Object.entries(rows).map(([name, values]) => [name, values.subarray(0, length)]));
  const made = await timed(() => session.runChunk({ steps, learningRate: job.learningRate, data }));
  const perStep = 1000 / steps;
  say({ wallMs: made.seconds * perStep, cpuMs: made.cpuSeconds * perStep, losses: [...made.value.losses] });
}

function weights() {
  const all = new Float32Array(buffer(job.weights));
  let at = 0;
  return new Map(
    job.specs.map(({ name, shape }) => {
      const size = shape.reduce((product, dim) => product * dim, 1);
      return [name, all.slice(at, (at += size))];
    }),
  );
}

/** The file's bytes as a buffer of their own, aligned for any element type. */
function buffer(path) {
  return new Uint8Array(readFileSync(path)).buffer;
}

function say(value) {
  console.log(JSON.stringify(value));
}
