export { decide, type JudgedMeasure, type ReportedMeasure } from './decide';
export { describeRule } from './describe-rule';
export { exploratory } from './exploratory';
export { internal } from './internal';
export { DEFAULT_POLICY, shippedPolicies, type ShippedPolicyName } from './shipped-policies';
export { worst } from './verdicts';
