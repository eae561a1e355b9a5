/**
 * Told of the passes that opening a file takes, between the pieces that are read, and free to throw to stop them.
 * `total` is 0 where
 * it is not known.
 */
export type ReadWatch = (pass: 'checking' | 'typing', done: number, total: number, unit: 'bytes' | 'rows') => void;
