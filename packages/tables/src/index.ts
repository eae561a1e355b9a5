export * from './frame';
export { frameFromBatches } from './arrow/frame-from-batches';
export { frameToBatches } from './arrow/frame-to-batches';
