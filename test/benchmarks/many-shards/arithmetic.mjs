import { grouped } from '../support/markdown.mjs';
import { MB } from '../support/resident.mjs';

const SHARD_ROWS = 50_000;
const WINDOW = 500;
/** Of the canonical JSON of one artifact reference in the list of shards. */
const REF_BYTES = 150;
const ROWS_PER_FILE = 1_000_000;
/** Of one file in a manifest. */
const FILE_BYTES = 130;
/** A parent of many windows: child started, begun, ended, and a workflow task for two of them. */
const EVENTS_PER_WINDOW = 9;
/** What a run has beside its windows, with reports of progress, their workflow tasks and the other stages. */
const EVENTS_BESIDE = 1000;

/** Rows of the table: what so many rows take, by what was measured of fewer. */
export function arithmetic({ rows, phases, storeBytes }, histories, wanted) {
  const shards = Math.ceil(wanted / SHARD_ROWS);
  const windows = Math.ceil(shards / WINDOW);
  const whole = histories.slice(1).reduce((most, one) => (one.events > (most?.events ?? 0) ? one : most), undefined);
  const fastest = Math.max(...phases.map(({ rowsPerSecond }) => rowsPerSecond));
  const run = histories[0];
  const perWindow = run === undefined ? 0 : run.bytes / Math.max(1, histories.length - 1);
  return [
    [`shards of ${grouped(SHARD_ROWS)} rows`, grouped(shards), '-'],
    ['windows, each a history of its own', grouped(windows), '-'],
    ['events of the run', grouped(EVENTS_BESIDE + windows * EVENTS_PER_WINDOW), '51,200'],
    ['bytes of the run, at most', `${grouped((perWindow * windows) / MB)} MB`, '50 MB'],
    ['events of a window, the largest seen', grouped(whole?.events), '51,200'],
    ['list of shards, one artifact', `${grouped((shards * REF_BYTES) / MB)} MB`, 'memory'],
    ['published files', grouped(wanted / ROWS_PER_FILE), '-'],
    ['manifest', `${grouped(((wanted / ROWS_PER_FILE) * FILE_BYTES) / MB)} MB`, 'memory'],
    ['store', `${grouped((storeBytes / Math.max(1, rows)) * (wanted / 1e9))} GB`, 'disk'],
    ['scratch space of publishing', 'the size of the published files', 'disk'],
    ['days on this machine', grouped(wanted / fastest / 86_400), '-'],
  ];
}
