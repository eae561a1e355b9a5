// Writes one random half of the training rows as if a generator had made them from the other half: rows that are real,
// and not those they are compared with. It is what no generator is expected to beat.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { csvCodec, frameToBatches, splitFrame } from '@headwater/tables';
import { readJob, writeResult } from '../support/measure.mjs';
import { readFrame } from '../support/tables.mjs';

const job = readJob();
const { train, holdout } = splitFrame(await readFrame(job.train, { numeric: job.numeric }), 0.5, job.seed);
const other = job.synthetic.replace(/\.csv$/, '.other-half.csv');
mkdirSync(dirname(job.synthetic), { recursive: true });
await csvCodec.write(job.synthetic, holdout.schema, frameToBatches(holdout));
await csvCodec.write(other, train.schema, frameToBatches(train));
writeResult(job, { rows: holdout.rows, trainedOn: other });
