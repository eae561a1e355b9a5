import { join } from 'node:path';
import { assessPrivacy } from '@headwater/privacy';
import { assessQuality } from '@headwater/quality';
import { writeJson } from '../support/files.mjs';
import { machine, machineLine } from '../support/machine.mjs';
import { table } from '../support/markdown.mjs';
import { DAMAGE } from './damage.mjs';
import { CHANGED_SHARE, LEAKS, OUTLIER_SHARE } from './leaks.mjs';
import { adult, drawTables, unwatched } from './populations.mjs';

export const summary = 'which measure sees which planted leak and which planted damage, and how often clean rows alarm';

export const options = {
  rows: { type: 'string', number: true, default: '8000', help: 'training rows, and as many synthetic ones' },
  seeds: { type: 'string', number: true, default: '20', help: 'draws of real rows' },
  damaged: { type: 'string', number: true, default: '5', help: 'draws that are damaged' },
  only: { type: 'string', help: 'leaks or damage' },
};

const USUAL_DEVIATIONS = 3;

export async function run(settings) {
  const { out, quick, only } = settings;
  const host = machine();
  const all = await adult(join(out, 'work'));
  const sizes = quick ? { rows: 400, seeds: 2, damaged: 1 } : settings;
  const result = { machine: host, ...sizes };
  if (only !== 'damage') {
    result.leaks = await leaks(all, sizes);
    writeJson(join(out, 'planted.json'), result);
    console.log(leakReport(result.leaks, sizes));
  }
  if (only !== 'leaks') {
    result.damage = await damage(all, sizes);
    writeJson(join(out, 'planted.json'), result);
    console.log(damageReport(result.damage));
  }
  console.log(`\n${machineLine(host)}`);
}

/** By leak, by measure: of how many draws it raised an alarm, and what it scored. */
async function leaks(all, { rows, seeds }) {
  const found = {};
  for (let seed = 0; seed < seeds; seed++) {
    const tables = drawTables(all, rows, seed);
    for (const [leak, make] of Object.entries(LEAKS)) {
      const synthetic = make({ ...tables, seed });
      const { train, holdout } = tables;
      const { measures } = await assessPrivacy({ train, holdout, synthetic, sampleRows: 10_000, seed, ...unwatched });
      for (const measure of measures) {
        const entry = ((found[measure.name] ??= {})[leak] ??= { of: 0, alarms: 0, scores: [] });
        entry.of++;
        entry.alarms += alarms(measure) ? 1 : 0;
        entry.scores.push(measure.score);
      }
      console.error(`seed ${seed}: ${leak}`);
    }
  }
  return found;
}

/** Its 95 % interval lies wholly on the worse side of what real rows score. */
function alarms({ score, interval, reference, better }) {
  if (score === null || interval === null || reference === null) return false;
  return better === 'lower' ? interval[0] > reference : interval[1] < reference;
}

/**
 * Of the measures of quality, those that a damage moves to the worse by more than three standard deviations of what
 * undamaged draws of as many real rows score against their reference, or for which the measure's own interval lies wholly
 * on the worse side of it.
 */
async function damage(all, { rows, seeds, damaged }) {
  const usual = {};
  const worst = {};
  const assess = async (tables, synthetic, seed) => {
    const { train, holdout } = tables;
    const request = { train, holdout, synthetic, target: 'income', protected: ['sex'], segments: [] };
    return (await assessQuality({ ...request, sampleRows: 4000, seed, ...unwatched })).measures;
  };
  for (let seed = 0; seed < seeds; seed++) {
    const tables = drawTables(all, rows, seed);
    for (const measure of await assess(tables, tables.clean, seed)) {
      const value = worseBy(measure);
      if (value !== null) (usual[measure.name] ??= []).push(value);
    }
    console.error(`clean ${seed}`);
  }
  for (const [name, { sizes, make }] of Object.entries(DAMAGE)) {
    for (const size of sizes) {
      for (let seed = 0; seed < damaged; seed++) {
        const tables = drawTables(all, rows, seed);
        const measures = await assess(tables, make({ ...tables, size, seed }), seed);
        for (const measure of measures) {
          const value = worseBy(measure);
          if (value === null || usual[measure.name] === undefined) continue;
          const entry = (((worst[name] ??= {})[size] ??= {})[measure.name] ??= []);
          entry.push(alarms(measure) ? Infinity : deviations(value, usual[measure.name]));
        }
      }
      console.error(`${name} ${size}`);
    }
  }
  return worst;
}

/** How much worse than its reference, or than nothing where it has none. */
function worseBy({ score, reference, better }) {
  if (score === null) return null;
  const from = reference ?? 0;
  return better === 'lower' ? score - from : from - score;
}

function deviations(value, usual) {
  const mean = usual.reduce((a, b) => a + b, 0) / usual.length;
  const variance = usual.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, usual.length - 1);
  if (variance === 0) return value > mean ? Infinity : 0;
  return (value - mean) / Math.sqrt(variance);
}

function leakReport(found, { rows, seeds }) {
  const names = Object.keys(LEAKS);
  const head =
    `## Leaks\n\nDraws of ${seeds} in which the measure's 95 % interval lay wholly on the worse side of what unseen rows score. ` +
    `${rows} training and ${rows} synthetic rows of Adult, ${rows / 2} held out. Of changed copies there are ` +
    `${CHANGED_SHARE * 100} % of the rows, of the outlier ${OUTLIER_SHARE * 100} %.\n\n`;
  return (
    head +
    table(
      ['measure', ...names],
      Object.entries(found)
        .filter(([, by]) => names.some((leak) => (by[leak]?.alarms ?? 0) > 0))
        .map(([measure, by]) => [measure, ...names.map((leak) => `${by[leak].alarms}`)]),
    )
  );
}

function damageReport(worst) {
  const lines = Object.entries(DAMAGE).flatMap(([name, { what, sizes }]) =>
    sizes.map((size) => {
      const seen = Object.entries(worst[name]?.[size] ?? {})
        .map(([measure, all]) => ({ measure, least: Math.min(...all) }))
        .filter(({ least }) => least > USUAL_DEVIATIONS)
        .sort((a, b) => b.least - a.least)
        .map(({ measure, least }) => `${measure} (${least === Infinity ? '∞' : least.toFixed(0)})`);
      return [`${name}: ${what}`, `${size * 100} %`, seen.slice(0, 6).join(', ') || '-', String(seen.length)];
    }),
  );
  return `\n## Damage\n\nMeasures beyond ${USUAL_DEVIATIONS} standard deviations of undamaged draws, or with their own 95 % interval wholly on the worse side (∞), in every damaged draw (the least in brackets), clearest first.\n\n${table(['damage', 'size', 'seen by', 'measures'], lines)}`;
}
