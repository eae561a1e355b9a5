import type { Examples } from './learner';

/** Mean and population deviation of numbers to be learnt (1 where they are constant); 0 and 1 for classes. */
export function unitScale({ task, target }: Examples): { centre: number; scale: number } {
  if (task.kind === 'classes') return { centre: 0, scale: 1 };
  const centre = target.reduce((sum, y) => sum + y, 0) / target.length;
  const variance = target.reduce((sum, y) => sum + (y - centre) ** 2, 0) / target.length;
  return { centre, scale: variance > 0 ? Math.sqrt(variance) : 1 };
}
