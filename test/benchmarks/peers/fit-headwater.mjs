// Fits, samples, writes the rows; one process, as fit_mostly.py and fit_sdv.py. Argument: a job file (see fits.mjs).
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { readModelCard } from '@headwater/generators';
import { csvCodec, frameToBatches } from '@headwater/tables';
import { sha256OfFile } from '../support/files.mjs';
import { family, sampleRequest, trainRequest } from '../support/headwater.mjs';
import { peakMB, readJob, timed, writeResult } from '../support/measure.mjs';
import { readFrame } from '../support/tables.mjs';

const job = readJob();
const importsMB = peakMB();
const numeric = job.types === 'inferred' ? null : job.numeric;
const { value: frame, seconds: readSeconds } = await timed(() => readFrame(job.train, { numeric, target: job.target }));
const { seed } = job;
const request = trainRequest({ frame, seed, parameters: job.parameters ?? {}, dataSha256: sha256OfFile(job.train) });
const fitted = await timed(() => family().train(request));
const bundle = fitted.value;
const fitMB = peakMB();

const draw = (index) => timed(() => family().sample(bundle, sampleRequest({ rows: frame.rows, seed, index })));
const first = await draw(0);
mkdirSync(dirname(job.synthetic), { recursive: true });
await csvCodec.write(job.synthetic, first.value.schema, frameToBatches(first.value));
const further = [];
for (const index of [1, 2, 3]) further.push((await draw(index)).seconds);

const card = readModelCard(bundle);
writeResult(job, {
  rows: frame.rows,
  readSeconds,
  fitSeconds: fitted.seconds,
  fitCpuSeconds: fitted.cpuSeconds,
  epochs: card.training.at(-1)?.epoch ?? null,
  stoppedBecause: card.stoppedBecause,
  modelParameters: card.modelParameters,
  sampleSeconds: first.seconds,
  sampleCpuSeconds: first.cpuSeconds,
  sampleAgainSeconds: further,
  importsMB,
  fitMB,
  peakMB: peakMB(),
  modelBytes: Object.values(bundle).reduce((sum, file) => sum + file.length, 0),
  versions: card.runtime,
});
