import { standardErrorsFor } from '../intervals/normal';

/** Differences nearer to 0 than this are a tie: they differ by rounding alone. */
const TIE = 1e-9;

/** The nearest real row of one side: how far it is, which one, and how many are as near. */
export interface NearestRow {
  distance: number;
  row: number;
  ties: number;
}

/** A share, and what it differs by when labels are dealt again. */
export interface LabelledShare {
  share: number;
  error: number;
}

/**
 * The share of synthetic rows that are nearer to a training row than to a held-out one, ties half, as in mostlyai-qa's
 * DCR share. Its error is that of random labels: as if each real row were a training row by the toss of a coin. One real
 * row that is nearest to many synthetic rows makes it wide, where Wilson's would take them for independent.
 */
export class RandomLabels {
  private closer = 0;
  private total = 0;
  /** Synthetic rows with the same nearest real row or, where the sides tie, rows. */
  private readonly clusters = new Map<string, { count: number; rows: number }>();

  add(train: NearestRow, holdout: NearestRow): void {
    const tie = Math.abs(train.distance - holdout.distance) <= TIE;
    const isCloser = train.distance < holdout.distance;
    this.total++;
    this.closer += tie ? 0.5 : Number(isCloser);
    const nearer = isCloser ? train : holdout;
    const key = tie ? `${train.row}=${holdout.row}` : `${isCloser ? 't' : 'h'}${nearer.row}`;
    const cluster = this.clusters.get(key) ?? { count: 0, rows: tie ? train.ties + holdout.ties : nearer.ties };
    cluster.count++;
    this.clusters.set(key, cluster);
  }

  /** Of r equally near rows with random labels all have one label with chance 2^(1-r); else the share is 1/2 exactly. */
  result(): LabelledShare {
    let variance = 0;
    for (const { count, rows } of this.clusters.values()) variance += (count ** 2 / 4) * 2 ** (1 - rows);
    return { share: this.closer / this.total, error: Math.sqrt(variance) / this.total };
  }
}

/** The interval of a share at this level, within 0 and 1. */
export function labelInterval({ share, error }: LabelledShare, level = 0.95): [number, number] {
  const margin = standardErrorsFor(level) * error;
  return [Math.max(0, share - margin), Math.min(1, share + margin)];
}
