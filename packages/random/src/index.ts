export { philox4x32 } from './philox';
export { RandomStream } from './stream';
