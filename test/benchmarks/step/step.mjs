import { join } from 'node:path';
import { writeJson } from '../support/files.mjs';
import { machine, machineLine } from '../support/machine.mjs';
import { fixed, grouped, table } from '../support/markdown.mjs';
import { median } from '../support/numbers.mjs';
import { CORE } from '../support/options.mjs';
import { canPin, pythonPackage } from '../support/process.mjs';
import { stepper } from './stepper.mjs';
import { writeStart } from './start.mjs';

export const summary = "a training step of Headwater's network beside the same step in PyTorch";

export const options = {
  ...CORE,
  torch: { type: 'string', help: 'Python with PyTorch; without it only Headwater is timed' },
  threads: { type: 'string', number: true, default: '1', help: 'threads of both (give as many cores by --core 0,1)' },
  batch: { type: 'string', number: true, default: '512', help: 'rows a step' },
  rounds: { type: 'string', number: true, default: '9', help: 'blocks of steps of each, taken in turn' },
};

/** Width of the hidden layers, and steps a block so that it takes about a second, as a chunk of training does. */
const SIZES = [
  { hidden: 64, steps: 200 },
  { hidden: 160, steps: 100 },
  { hidden: 352, steps: 40 },
];
const FIRST_STEPS = 20;

export async function run(settings) {
  const version = pythonPackage(settings.torch, 'torch');
  if (version === null) console.error(`PyTorch: not installed${settings.torch ? '' : ' (no --torch)'}`);
  const host = machine();
  const points = [];
  for (const { hidden, steps } of settings.quick ? SIZES.slice(0, 1) : SIZES)
    points.push(await measure({ ...settings, hidden, steps: settings.quick ? 20 : steps }, version));
  writeJson(join(settings.out, 'step.json'), { machine: host, torch: version, points });
  console.log(report(points));
  const pinned = canPin(settings.core) ? `Pinned to core ${settings.core}` : 'Not pinned';
  console.log(
    `\n${machineLine(host)} ${pinned}, ${settings.threads} thread(s). PyTorch ${version ?? 'not installed'}.`,
  );
}

/** Both programs start from the same weights and batches, and then take turns. */
async function measure({ hidden, steps, batch, threads, core, seed, rounds, torch, out, quick }, version) {
  const start = writeStart({ folder: join(out, 'start'), hidden, batch, steps, seed });
  console.error(`${grouped(start.parameters)} parameters`);
  const sides = { headwater: await stepper('headwater', { start, threads, core }) };
  if (version !== null) sides.torch = await stepper('torch', { start, threads, core, python: torch });
  const names = Object.keys(sides);
  const losses = {};
  for (const name of names) losses[name] = (await sides[name].block(FIRST_STEPS)).losses;
  const blocks = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < (quick ? 2 : rounds); round++) {
    // Each goes first every other time.
    for (const name of round % 2 === 0 ? names : [...names].reverse())
      blocks[name].push(await sides[name].block(steps));
  }
  const point = { hidden, batch, steps, parameters: start.parameters };
  for (const name of names) {
    point[name] = {
      ready: sides[name].ready,
      wallMs: median(blocks[name].map(({ wallMs }) => wallMs)),
      cpuMs: median(blocks[name].map(({ cpuMs }) => cpuMs)),
      rounds: blocks[name].map(({ wallMs }) => wallMs),
    };
    await sides[name].end();
  }
  if (version === null) return point;
  const ratios = blocks.headwater.map(({ wallMs }, round) => wallMs / blocks.torch[round].wallMs);
  const gaps = losses.headwater.map((loss, i) => Math.abs(loss / losses.torch[i] - 1));
  return { ...point, ratio: median(ratios), lossGap: Math.max(...gaps) };
}

function report(points) {
  const headers = [
    'parameters',
    'Headwater ms a step (CPU ms)',
    'PyTorch ms a step (CPU ms)',
    'Headwater / PyTorch',
    `largest gap of the first ${FIRST_STEPS} losses`,
    'graph and bytes, ms',
    'session, ms',
  ];
  const side = (one) => (one === undefined ? '-' : `${fixed(one.wallMs, 2)} (${fixed(one.cpuMs, 2)})`);
  return table(
    headers,
    points.map(({ parameters, headwater, torch, ratio, lossGap }) => [
      grouped(parameters),
      side(headwater),
      side(torch),
      fixed(ratio, 2),
      lossGap === undefined ? '-' : lossGap.toExponential(1),
      fixed(headwater.ready.buildMs, 0),
      fixed(headwater.ready.sessionMs, 0),
    ]),
  );
}
