import type { Constraint, PoolManifest, PoolPart } from '@headwater/contracts';
import { brokenRows } from '@headwater/generators';
import { nearCopies } from '@headwater/privacy';
import { densityRatios, drawByWeight, importanceWeights, rareCells, type Watcher } from '@headwater/quality';
import { RandomStream } from '@headwater/random';
import { RowGatherer, takeRows, type Frame, type RowPicker, type RowSource } from '@headwater/tables';
import { brokenCombinations } from './broken-combinations';
import { partPicker } from './part-rows';

/** Rows looked at for each that is wanted: what is refused has substitutes, and the weights have a choice. */
const LOOKED_AT = 4;
/** Rows that are this many times rarer among real ones than among synthetic ones are not drawn at all. */
const IMPLAUSIBLE = 20;

/** The real rows that synthetic ones are held against: samples of the training and the held-out rows. */
export interface RealFrames {
  train: Frame;
  holdout: Frame;
  constraints: readonly Constraint[];
}

export interface ReusedRows {
  rows: Frame;
  found: PoolManifest['verification'][number];
}

/**
 * Synthetic rows that may be trained on. Four times as many as wanted are drawn and looked at; those that break a declared rule,
 * lie nearer to a training row than held-out rows do, or where real rows hardly are, are left out. Of the others as many as
 * are wanted are drawn by importance weights; all of them where they are fewer.
 */
export async function reusedRows(
  source: RowSource,
  part: PoolPart,
  real: RealFrames,
  { seed, ...watcher }: Watcher & { seed: number },
): Promise<ReusedRows> {
  const looked = await gather(source, partPicker(source, part, LOOKED_AT * part.rows, seed));
  const broken = new Uint8Array(looked.rows);
  for (const rule of real.constraints) {
    const of =
      rule.kind === 'fixed-combinations' ? brokenCombinations(looked, real.train, rule) : brokenRows(looked, rule);
    of.forEach((bad, i) => (broken[i] = (broken[i] as number) | bad));
  }
  const kept = without(looked, broken);
  const near = await nearCopies({ ...watcher, train: real.train, holdout: real.holdout, rows: kept, seed });
  const distinct = without(kept, near);
  const ratios = await densityRatios({ ...watcher, real: real.train, synthetic: distinct, seed });
  const implausible = Uint8Array.from(ratios, (ratio) => (ratio * IMPLAUSIBLE < 1 ? 1 : 0));
  const plausible = without(distinct, implausible);
  const { weights, effectiveRows } = importanceWeights(
    ratios.filter((_, i) => implausible[i] === 0),
    rareCells(real.train, plausible),
  );
  const drawn = drawByWeight(weights, part.rows, new RandomStream(seed, 'pool/importance', part.generation));
  return {
    rows: takeRows(plausible, drawn),
    found: {
      generation: part.generation,
      rows: looked.rows,
      brokenRules: looked.rows - kept.rows,
      nearCopies: kept.rows - distinct.rows,
      implausible: distinct.rows - plausible.rows,
      effectiveRows: Math.round(effectiveRows),
    },
  };
}

async function gather(source: RowSource, picker: RowPicker): Promise<Frame> {
  const gatherer = new RowGatherer(source.schema, picker.count);
  for await (const frame of source.batches()) gatherer.add(frame, picker.next(frame.rows));
  return gatherer.finish();
}

function without(frame: Frame, refused: Uint8Array): Frame {
  const kept = Uint32Array.from(refused.keys()).filter((i) => refused[i] === 0);
  return kept.length === frame.rows ? frame : takeRows(frame, kept);
}
