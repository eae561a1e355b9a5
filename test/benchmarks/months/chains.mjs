import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const nameOf = (index) => `c${String(index).padStart(2, '0')}`;

/** `20261121T180000Z`, as runs on a schedule are named. */
export function partitionAt(seconds) {
  return new Date(seconds * 1000)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
}

/** Every time a multiple of `every` falls on from `from` up to `to`, in seconds. */
export function timesBetween(from, to, every) {
  const times = [];
  for (let time = Math.ceil(from / every) * every; time <= to; time += every) times.push(time);
  return times;
}

/** Chain files of their own seed; each partition reads rows of its own. */
export function writeChains(folder, { chains, every, rows, data, from, to, seed, ends }) {
  mkdirSync(join(folder, 'in'), { recursive: true });
  const [header, ...lines] = readFileSync(data.train, 'utf8').trimEnd().split('\n');
  for (const time of timesBetween(from, to, every)) {
    const first = ((time / every) * rows) % Math.max(1, lines.length - rows);
    const own = lines.slice(first, first + rows);
    writeFileSync(join(folder, 'in', `${partitionAt(time)}.csv`), `${[header, ...own].join('\n')}\n`);
  }
  const holdout = readFileSync(data.holdout, 'utf8').split('\n').slice(0, 301).join('\n');
  writeFileSync(join(folder, 'holdout.csv'), `${holdout}\n`);
  return Array.from({ length: chains }, (_, index) => {
    const path = join(folder, `${nameOf(index)}.yaml`);
    writeFileSync(
      path,
      `version: 1
name: ${nameOf(index)}
source: { path: "in/{partition}.csv" }
split: { holdout: holdout.csv }
generator: { family: masked-autoregressive, parameters: { epochs: 4 }, seed: ${seed * 1000 + index} }
output: { rows: 1000, shardRows: 250 }
checks: { sampleRows: 200 }
policy: { name: anything, rules: { column_shapes: { atLeast: 0 } } }
schedule: { every: ${every}s, overlap: buffer-all, catchup: 6h, endAt: "${new Date(ends * 1000).toISOString()}" }
`,
    );
    return path;
  });
}
