import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { REPOSITORY } from './cli';

/** A temporary folder with data and chain files in it. */
export class Workspace {
  readonly root = mkdtempSync(join(tmpdir(), 'headwater-test-'));

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  write(name: string, content: string | Uint8Array): string {
    const path = this.path(name);
    writeFileSync(path, content);
    return path;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** The first rows of the Adult example, as CSV with its header. */
export function adultRows(rows: number, part: 'train' | 'holdout' = 'train'): string {
  const text = gunzipSync(readFileSync(join(REPOSITORY, 'examples', 'adult', `adult_${part}.csv.gz`))).toString();
  return `${text
    .split('\n')
    .slice(0, rows + 1)
    .join('\n')}\n`;
}

/** A chain small enough for a test: few rows, few epochs, few rows judged, a policy that lets anything pass. */
export function smallChain(
  options: { rows?: number; shardRows?: number; epochs?: number; extra?: string } = {},
): string {
  const { rows = 400, shardRows = 200, epochs = 2, extra = '' } = options;
  const checks = /^checks:/m.test(extra) ? '' : 'checks: { sampleRows: 200 }\n';
  return `version: 1
name: small
source: { path: train.csv }
split: { holdout: holdout.csv }
generator:
  family: masked-autoregressive
  parameters: { epochs: ${epochs} }
  seed: 7
output: { rows: ${rows}, shardRows: ${shardRows} }
policy:
  name: anything
  rules:
    column_shapes: { atLeast: 0 }
${checks}${extra}`;
}

/** The smallest of all, by another name, reading `source`; `more` are lines of the chain file. */
export function tinyChain(name: string, more: string, source = 'train.csv'): string {
  return smallChain({ rows: 100, shardRows: 100, epochs: 1, extra: `checks: { sampleRows: 60 }\n${more}` })
    .replace('name: small', `name: ${name}`)
    .replace('train.csv', source);
}
