import type { Measure } from '@headwater/contracts';
import { notApplicable } from '../measured';
import { LEARNERS } from './compare-learners';
import { tstrDefinition } from './definitions';
import type { Task } from './learners/loss';

/** The measures of the kind of target that this one is not: a policy may ask for both. */
export function ofOtherKind(kind: Task['kind']): Measure[] {
  const reason = kind === 'numbers' ? 'the target is a number' : 'the target has classes';
  const since = performance.now();
  const other = kind === 'numbers' ? 'classes' : 'numbers';
  return LEARNERS.map((name) => notApplicable(tstrDefinition(name, other), reason, since));
}
