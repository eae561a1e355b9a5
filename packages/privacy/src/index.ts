export { assessPrivacy } from './assess-privacy';
export type { PrivacyRequest } from './privacy-request';
export { RowDigests } from './copies/row-digests';
export { detectPii } from './detect-pii';
export type { ShadowTrainer } from './shadow/shadow-models';
export { nearCopies, type NearCopyRequest } from './reuse/near-copies';
