import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_FILE_NAMES } from '@headwater/generators';
import { RandomStream } from '@headwater/random';
import { concatFrames, takeRows } from '@headwater/tables';
import { sha256OfFile, writeJson } from '../support/files.mjs';
import { family, sampleRequest, trainRequest } from '../support/headwater.mjs';
import { machine, machineLine } from '../support/machine.mjs';
import { timed } from '../support/measure.mjs';
import { findTables, readFrame } from '../support/tables.mjs';
import { compareOverHalves } from './compare.mjs';
import { report } from './report.mjs';
import { rowsThatMeet, withoutColumns } from './subset.mjs';

export const summary = 'rows drawn under conditions beside the real rows that meet them (Adult: women above 50K)';

export const options = {
  bundle: { type: 'string', help: 'folder of a bundle trained on Adult (default: one is trained, a minute or two)' },
  rows: { type: 'string', number: true, default: '10000', help: 'rows to draw under the conditions' },
  filtered: {
    type: 'string',
    number: true,
    default: '200000',
    help: 'rows to draw without, of which those that fit are kept',
  },
  splits: { type: 'string', number: true, default: '10', help: 'random halvings of the real rows to average over' },
  threads: { type: 'string', number: true, default: '1', help: 'threads' },
};

const CONDITIONS = { income: '>50K', sex: 'Female' };
const QUICK = { train: 4000, parameters: { epochs: 5 }, rows: 1000, filtered: 5000, splits: 2 };

export async function run(settings) {
  const { out, seed, threads, quick } = settings;
  const { rows, filtered, splits } = quick ? QUICK : settings;
  const [{ train: path, holdout: holdoutPath }] = findTables({ names: ['adult'], work: join(out, 'tables') });
  const host = machine();
  const train = await readFrame(path);
  const holdout = await readFrame(holdoutPath, { like: train.schema });
  const bundle = settings.bundle === undefined ? await trained(train, path, settings) : readBundle(settings.bundle);
  const draw = (over) => timed(() => family().sample(bundle, sampleRequest({ seed, threads, ...over })));
  console.error(`drawing ${rows} rows under conditions`);
  const given = await draw({ rows, conditions: CONDITIONS });
  const misses = rows - rowsThatMeet(given.value, CONDITIONS).length;
  console.error(`drawing ${filtered} rows without conditions`);
  const free = await draw({ rows: filtered, index: 1 });
  const kept = rowsThatMeet(free.value, CONDITIONS);

  const other = (frame) => withoutColumns(frame, Object.keys(CONDITIONS));
  const both = concatFrames([train, holdout]);
  const real = other(takeRows(both, rowsThatMeet(both, CONDITIONS)));
  const candidates = { given: other(given.value), filtered: other(takeRows(free.value, kept)) };
  console.error('comparing');
  const scores = await compareOverHalves(real, candidates, { splits, random: new RandomStream(seed, 'halves') });
  const result = {
    machine: host,
    conditions: CONDITIONS,
    rows,
    misses,
    realRows: real.rows,
    given: { rows, seconds: given.seconds },
    filtered: { drawn: filtered, kept: kept.length, seconds: free.seconds },
    splits,
    ...scores,
  };
  writeJson(join(out, 'conditions.json'), result);
  console.log(report(result));
  console.log(`\n${machineLine(host)} ${threads} thread(s).`);
  return misses === 0 ? 0 : 1;
}

async function trained(frame, path, { seed, threads, quick, out }) {
  const some = quick
    ? takeRows(
        frame,
        Array.from({ length: QUICK.train }, (_, i) => i),
      )
    : frame;
  console.error(`training on ${some.rows} rows`);
  const bundle = await family().train(
    trainRequest({
      frame: some,
      parameters: quick ? QUICK.parameters : {},
      seed,
      threads,
      dataSha256: sha256OfFile(path),
    }),
  );
  mkdirSync(join(out, 'bundle'), { recursive: true });
  for (const [name, bytes] of Object.entries(bundle)) writeFileSync(join(out, 'bundle', name), bytes);
  return bundle;
}

function readBundle(folder) {
  return Object.fromEntries(BUNDLE_FILE_NAMES.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]));
}
