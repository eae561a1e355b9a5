/** Of the embedded server; it has no other. */
export const NAMESPACE = 'default';
