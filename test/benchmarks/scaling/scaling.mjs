import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeJson } from '../support/files.mjs';
import { machine, machineLine } from '../support/machine.mjs';
import { fixed, grouped, table } from '../support/markdown.mjs';
import { CORE, listOf, UsageError } from '../support/options.mjs';
import { canPin, runJob } from '../support/process.mjs';
import { bendLine, slopes } from './bends.mjs';
import { agreement, CORRELATION, LEVELS } from './rows.mjs';

export const summary = 'time and memory against rows, columns and levels of a category, on made tables';

const BASE = { rows: 100_000, columns: 10, cardinality: LEVELS };
const AXES = {
  rows: [1e4, 1e5, 1e6, 1e7],
  columns: [10, 50, 300],
  cardinality: [1e2, 1e4, 1e5],
};
const QUICK = { rows: [2000, 8000], columns: [4, 8], cardinality: [20, 200] };
const SAMPLE_ROWS = 10_000;

export const options = {
  ...CORE,
  axes: { type: 'string', help: `which axes (default ${Object.keys(AXES).join(',')})` },
  most: { type: 'string', number: true, help: 'leaves out points with more rows than this' },
  epochs: { type: 'string', number: true, help: "epochs of each training (default: the product's own choice)" },
  threads: { type: 'string', number: true, default: '1', help: 'threads (give as many cores by --core 0,1)' },
};

export async function run(settings) {
  const axes = listOf(settings.axes) ?? Object.keys(AXES);
  const unknown = axes.find((axis) => AXES[axis] === undefined);
  if (unknown !== undefined)
    throw new UsageError(`There is no axis ${unknown}. There are: ${Object.keys(AXES).join(', ')}.`);
  const host = machine();
  const points = [];
  for (const axis of axes) {
    for (const value of (settings.quick ? QUICK : AXES)[axis]) {
      const size = { ...BASE, ...(settings.quick ? { rows: 2000 } : {}), [axis]: value };
      if (settings.most !== null && size.rows > settings.most) continue;
      console.error(`${axis} ${grouped(value)}`);
      points.push({ axis, ...size, ...(await measure(axis, size, settings)) });
      writeJson(join(settings.out, 'scaling.json'), { machine: host, points });
    }
  }
  console.log(report(points));
  for (const axis of axes)
    console.log(
      `\n${bendLine(
        axis,
        points.filter((point) => point.axis === axis),
      )}`,
    );
  const pinned = canPin(settings.core) ? `Each point pinned to core ${settings.core}` : 'Not pinned';
  console.log(`\n${machineLine(host)} ${pinned}, ${settings.threads} thread(s).`);
  return points.some(({ error }) => error !== undefined) ? 1 : 0;
}

function measure(axis, size, { out, core, seed, quick, epochs, threads }) {
  const stem = `${axis}-${size[axis]}`;
  const wanted = quick ? 2 : epochs;
  return runJob({
    command: process.execPath,
    args: [fileURLToPath(new URL('point.mjs', import.meta.url))],
    job: {
      ...size,
      seed,
      threads,
      parameters: wanted === null ? {} : { epochs: wanted },
      sampleRows: quick ? 1000 : SAMPLE_ROWS,
      result: join(out, 'points', `${stem}.json`),
    },
    log: join(out, 'logs', `${stem}.log`),
    core,
    threads,
  });
}

function report(points) {
  const headers = [
    'rows x columns, levels',
    'fit s (CPU s)',
    'slope',
    'steps',
    'fit ms / step',
    'peak MB (with table only)',
    'slope',
    'parameters',
    'rows/s sampled',
    `correlation (${fixed(CORRELATION, 2)})`,
    `agreement (${fixed(agreement(LEVELS), 3)})`,
  ];
  const rows = Object.values(byAxis(points)).flatMap((own) => {
    const [time, memory] = [slopes(own, 'fitSeconds'), slopes(own, 'peakMB')];
    return own.map((point, i) => row(point, time[i], memory[i]));
  });
  return table(headers, rows);
}

function row(point, timeSlope, memorySlope) {
  const name = `${grouped(point.rows)} x ${point.columns}, ${grouped(point.cardinality)}`;
  if (point.error !== undefined) return [name, point.error.split('\n', 1)[0], ...Array(9).fill('-')];
  return [
    name,
    `${fixed(point.fitSeconds, 1)} (${fixed(point.fitCpuSeconds, 1)})`,
    fixed(timeSlope, 2),
    grouped(point.steps),
    fixed((1000 * point.fitSeconds) / point.steps, 2),
    `${grouped(point.peakMB)} (${grouped(point.tableMB)})`,
    fixed(memorySlope, 2),
    grouped(point.modelParameters),
    grouped(point.sampleRowsPerSecond),
    fixed(point.correlation, 3),
    fixed(point.agreement, 3),
  ];
}

function byAxis(points) {
  const groups = {};
  for (const point of points) (groups[point.axis] ??= []).push(point);
  return groups;
}
