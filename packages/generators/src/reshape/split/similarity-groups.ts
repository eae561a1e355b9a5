import { RandomStream } from '@headwater/random';
import type { LevelEmbedding } from './level-embedding';

/** Levels looked at for a direction, and rounds of the power iteration. */
const DIRECTION_SAMPLE = 512;
const ROUNDS = 10;

/**
 * Divides `levels` (ranks by frequency, most frequent first) into `groups` groups of at most `most`, alike in what the
 * embedding says of them: cut in two across the direction of greatest variance, again and again (a PCA tree; Dasgupta
 * and Freund, "Random projection trees and low dimensional manifolds", STOC 2008, section 2). Cuts halve the mean of
 * rows and number of levels, so that no group has far more of either than others. Groups come in the tree's order;
 * their levels stay in order of frequency. `groups * most` must be at least the number of levels, which must be at
 * least `groups`.
 */
export function similarityGroups(
  levels: Int32Array,
  rows: Float64Array,
  embedding: LevelEmbedding,
  groups: number,
  most: number,
): Int32Array[] {
  const total = levels.reduce((sum, level) => sum + (rows[level] as number), 0);
  const weight = (level: number) => (rows[level] as number) / total + 1 / levels.length;
  const keys = new Float64Array(rows.length);
  const out: Int32Array[] = [];
  const divide = (part: Int32Array, into: number): void => {
    if (into === 1) {
      out.push(part.sort());
      return;
    }
    const direction = principalDirection(part, weight, embedding);
    for (const level of part) keys[level] = along(direction, embedding, level);
    // Ties by frequency: where nothing tells levels apart, those of like frequency share a group.
    part.sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
    const low = into >> 1;
    const cut = cutAt(part, weight, low / into, [low, into - low], most);
    divide(part.slice(0, cut), low);
    divide(part.slice(cut), into - low);
  };
  divide(levels.slice(), groups);
  return out;
}

/** Where the wanted share of the weight is reached, moved as far as both sides need to hold all of their groups. */
function cutAt(
  part: Int32Array,
  weight: (level: number) => number,
  share: number,
  [low, high]: [number, number],
  most: number,
): number {
  const wanted = share * part.reduce((sum, level) => sum + weight(level), 0);
  let cut = 0;
  for (let sum = 0; cut < part.length; cut++) {
    const next = sum + weight(part[cut] as number);
    if (next - wanted > wanted - sum) break;
    sum = next;
  }
  const least = Math.max(low, part.length - high * most);
  const greatest = Math.min(part.length - high, low * most);
  return Math.min(greatest, Math.max(least, cut));
}

function along(direction: Float64Array, { dimensions, values }: LevelEmbedding, level: number): number {
  let sum = 0;
  for (let d = 0; d < dimensions; d++) sum += (direction[d] as number) * (values[level * dimensions + d] as number);
  return sum;
}

/** Of the weighted covariance, over at most DIRECTION_SAMPLE levels evenly chosen, by power iteration. */
function principalDirection(
  part: Int32Array,
  weight: (level: number) => number,
  embedding: LevelEmbedding,
): Float64Array {
  const { dimensions, values } = embedding;
  const step = Math.max(1, part.length / DIRECTION_SAMPLE);
  const sample = Array.from({ length: Math.min(part.length, DIRECTION_SAMPLE) }, (_, i) => part[Math.floor(i * step)]);
  const chosen = sample.map((level) => ({ at: (level as number) * dimensions, weight: weight(level as number) }));
  const total = chosen.reduce((sum, c) => sum + c.weight, 0);
  const mean = new Float64Array(dimensions);
  for (const c of chosen)
    for (let d = 0; d < dimensions; d++) mean[d]! += ((values[c.at + d] as number) * c.weight) / total;
  const start = new RandomStream(0, 'split/direction');
  let direction = Float64Array.from({ length: dimensions }, () => start.normal());
  for (let round = 0; round < ROUNDS; round++) {
    const next = new Float64Array(dimensions);
    for (const c of chosen) {
      let dot = 0;
      for (let d = 0; d < dimensions; d++)
        dot += ((values[c.at + d] as number) - (mean[d] as number)) * (direction[d] as number);
      dot *= c.weight;
      for (let d = 0; d < dimensions; d++) next[d]! += ((values[c.at + d] as number) - (mean[d] as number)) * dot;
    }
    const length = Math.hypot(...next);
    if (length === 0) return next;
    direction = next.map((x) => x / length);
  }
  return direction;
}
