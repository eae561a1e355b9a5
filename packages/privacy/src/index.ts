export { assessPrivacy, type PrivacyRequest } from './assess-privacy';
export { detectPii } from './detect-pii';
