export { assessPrivacy, type PrivacyRequest } from './assess-privacy';
export { detectPii } from './detect-pii';
export { assessAttacks, type AttackRequest } from './attacks/assess-attacks';
export type { AttackMeasure } from './attacks/by-rates';
