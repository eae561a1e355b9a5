import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of recorded values, from test/reference/onnx-graph at the root of the repository. */
export function reference<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, '../../../../test/reference/onnx-graph', name), 'utf8')) as T;
}
