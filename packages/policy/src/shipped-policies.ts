import type { PolicySpec } from '@headwater/contracts';
import { exploratory } from './exploratory';
import { internal } from './internal';

export type ShippedPolicyName = 'exploratory' | 'internal';

/** The policy of a chain that names none. */
export const DEFAULT_POLICY: ShippedPolicyName = 'internal';

/** By name, from lenient to strict. */
export const shippedPolicies: Readonly<Record<ShippedPolicyName, PolicySpec>> = { exploratory, internal };
