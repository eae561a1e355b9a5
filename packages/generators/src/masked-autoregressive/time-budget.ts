import type { Layout } from './layout';
import { trainedSpecs, type NetworkSize } from './network';

/** What a core is taken to do, in floating-point operations a second: two thirds of what was measured on servers of 2024. */
const OPERATIONS_PER_SECOND = 60e9;
/** How speed grows with threads: 2 threads count for 1.7. */
const THREAD_POWER = 0.75;
/** Of the budget, what is planned for steps; the rest is for validation, the codec and slower machines. */
const PLANNED_SHARE = 0.8;
/** Fewer steps than these leave a network unlearnt: it is made narrower first. */
const FEWEST_STEPS = 1000;
const FEWEST_STEPS_AT_ALL = 50;
const NARROWEST = 32;

interface Size extends NetworkSize {
  steps: number;
}

/**
 * The size that fits a time budget: fewer steps, and a narrower network (never one whose width the user chose) when too
 * few would be left. It depends on the budget and the threads alone, not on a clock.
 */
export function withinBudget(
  seconds: number,
  threads: number,
  layout: Layout,
  batch: number,
  wished: Size,
  chosen: { hidden: number | null },
): Size {
  const size = { ...wished };
  const fitting = (): number => Math.floor((PLANNED_SHARE * seconds) / stepSeconds(layout, batch, size, threads));
  while (chosen.hidden === null && size.hidden > NARROWEST && fitting() < Math.min(FEWEST_STEPS, wished.steps))
    size.hidden = Math.max(NARROWEST, size.hidden / 2);
  size.steps = Math.min(wished.steps, Math.max(FEWEST_STEPS_AT_ALL, fitting()));
  return size;
}

/** A step takes about six operations a weight and row: two forward, four backward. */
function stepSeconds(layout: Layout, batch: number, size: NetworkSize, threads: number): number {
  const weights = trainedSpecs(layout, size).reduce((sum, { shape }) => sum + shape.reduce((n, dim) => n * dim, 1), 0);
  return (6 * batch * weights) / (OPERATIONS_PER_SECOND * threads ** THREAD_POWER);
}
