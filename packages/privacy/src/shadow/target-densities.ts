import { compareColumns, type Pace } from '@headwater/quality';
import { RandomStream } from '@headwater/random';
import { takeRows, type Frame } from '@headwater/tables';
import type { AttackColumn } from '../attacks/attack-tables';
import { SharedRarity, type Densities } from './shared-rarity';

/** Rows of a synthetic table that are searched at most. */
const MOST_SEARCHED = 20_000;

/** Columns that attacks look at, with the real rows as `train` and nobody held out. */
export function attackColumns(real: Frame, synthetic: Frame): AttackColumn[] {
  return compareColumns(real, takeRows(real, []), synthetic).filter((c): c is AttackColumn => c.kind !== 'free');
}

/** How densely synthetic tables lie around the targets. */
export class TargetDensities {
  private readonly rarity: SharedRarity;

  constructor(
    private readonly real: Frame,
    targets: Uint32Array,
    private readonly watch: { seed: number; pace: Pace },
  ) {
    const columns = attackColumns(real, takeRows(real, []));
    const cells = columns.map(({ kind, train }) => ({ kind, values: train }));
    this.rarity = new SharedRarity(cells, real.rows, targets);
  }

  /** `index` is the table's own: its rows, if there are too many, are drawn by it. */
  of(synthetic: Frame, index: number, note: string): Promise<Densities> {
    const { seed, pace } = this.watch;
    const few = synthetic.rows <= MOST_SEARCHED;
    const searched = few
      ? synthetic
      : takeRows(
          synthetic,
          new RandomStream(seed, 'privacy/shadow/searched', index).sample(synthetic.rows, MOST_SEARCHED),
        );
    const cells = attackColumns(this.real, searched).map((column) => column.synthetic);
    return this.rarity.densities(cells, searched.rows, pace, note);
  }
}
