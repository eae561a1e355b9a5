// Trains with checkpoints in a folder and says where it is, one line of JSON at a time. Argument: a job file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256OfFile } from '../support/files.mjs';
import { family, trainRequest } from '../support/headwater.mjs';
import { readJob } from '../support/measure.mjs';
import { readFrame } from '../support/tables.mjs';
import { folderCheckpoints } from './folder-checkpoints.mjs';

const job = readJob();
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const request = trainRequest({
  frame: await readFrame(job.train),
  parameters: job.parameters,
  seed: job.seed,
  dataSha256: sha256OfFile(job.train),
  checkpoints: folderCheckpoints(job.checkpoints, (label) => say({ saving: label })),
  report: ({ done, total }) => say({ step: total > 1 ? done : 0, total }),
});
const bundle = await family().train(request);
mkdirSync(job.bundle, { recursive: true });
for (const [name, bytes] of Object.entries(bundle)) writeFileSync(join(job.bundle, name), bytes);
