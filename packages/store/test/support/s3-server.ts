import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SCRIPT = join(__dirname, '../../../../infra/bootstrap/s3-server.mjs');
/** The server may have to be built first. */
export const S3_START_TIMEOUT_MS = 300_000;

interface Settings {
  HEADWATER_TEST_S3_ENDPOINT: string;
  HEADWATER_TEST_S3_BUCKET: string;
  HEADWATER_TEST_S3_KEY: string;
  HEADWATER_TEST_S3_SECRET: string;
}

export interface TestS3 {
  endpoint: string;
  bucket: string;
  key: string;
  secret: string;
  /** The URI of a prefix in the server's bucket. */
  uri(prefix: string, bucket?: string): string;
  stop(): Promise<void>;
}

/**
 * The S3 server of the whole test run, or one of our own when this file is run alone. Sets the AWS_ variables that the
 * store reads. Fails, and does not skip, when there is no server and none can be built.
 */
export async function testS3(): Promise<TestS3> {
  const given = process.env as Partial<Settings>;
  const { settings, stop } = given.HEADWATER_TEST_S3_ENDPOINT
    ? { settings: given as Settings, stop: () => Promise.resolve() }
    : await startOwn();
  const { HEADWATER_TEST_S3_ENDPOINT: endpoint, HEADWATER_TEST_S3_BUCKET: bucket } = settings;
  const { HEADWATER_TEST_S3_KEY: key, HEADWATER_TEST_S3_SECRET: secret } = settings;
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret });
  const uri = (prefix: string, other = bucket) => `s3://${other}/${prefix}?endpoint=${endpoint}&region=us-east-1`;
  return { endpoint, bucket, key, secret, uri, stop };
}

async function startOwn(): Promise<{ settings: Settings; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [SCRIPT], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const first = new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
  const line = await Promise.race([first, closed.then(() => undefined)]);
  if (line === undefined) throw new Error(`the S3 tests cannot be run: ${said.trim()}`);
  return {
    settings: JSON.parse(line) as Settings,
    stop: async () => {
      child.stdin.end();
      await closed;
    },
  };
}
