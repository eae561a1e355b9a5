import type { PolicySpec } from '@headwater/contracts';
import { exploratory } from './exploratory';
import { externalRelease } from './external-release';
import { finance } from './finance';
import { healthCare } from './health-care';
import { internal } from './internal';

export type ShippedPolicyName = 'exploratory' | 'internal' | 'external-release' | 'health-care' | 'finance';

/** The policy of a chain that names none. */
export const DEFAULT_POLICY: ShippedPolicyName = 'internal';

/** By name: the general ones from lenient to strict, then those of a trade. */
export const shippedPolicies: Readonly<Record<ShippedPolicyName, PolicySpec>> = {
  exploratory,
  internal,
  'external-release': externalRelease,
  'health-care': healthCare,
  finance,
};
