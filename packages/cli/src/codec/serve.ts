import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { HeadwaterError } from '@headwater/contracts';
import {
  codecKeyFile,
  createCodecKeys,
  embeddedWebPage,
  findExternalCluster,
  KeyRing,
  startCodecServer,
} from '@headwater/platform';
import { say } from '../output';
import { prepareState, stateFolder } from '../state-folder';

interface ServeOptions {
  state: string;
  port?: string;
  tokenFile?: string;
  origin?: string;
}

const PORT = 8_081;
const LEAST_TOKEN_BYTES = 16;

/** `headwater codec serve`: until SIGINT or SIGTERM. */
export async function codecServeCommand(options: ServeOptions): Promise<void> {
  const state = stateFolder(options.state);
  prepareState(state);
  const page = embeddedWebPage(state.root);
  const port = portOf(options.port) ?? page?.codecPort ?? PORT;
  const file = codecKeyFile(state.root);
  if (process.env['HEADWATER_CODEC_KEYS'] === undefined) createCodecKeys(file);
  const tokenFile = resolve(options.tokenFile ?? join(state.root, 'keys', 'codec-token'));
  const server = await startCodecServer({
    keys: new KeyRing(file),
    namespace: findExternalCluster()?.namespace ?? 'default',
    token: readToken(tokenFile, options.tokenFile === undefined),
    origins: options.origin === undefined ? (page?.origins ?? []) : [options.origin],
    port,
    log: (line) => say(JSON.stringify({ level: 'info', time: new Date().toISOString(), ...line })),
  });
  say(`codec server at http://127.0.0.1:${port}, token in ${tokenFile}`);
  await new Promise<void>((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
  });
  server.close();
  server.closeAllConnections();
}

function readToken(file: string, makeIt: boolean): string {
  if (makeIt) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    try {
      writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new HeadwaterError('USAGE', `the token file ${file} cannot be read`, { where: file, cause });
  }
  if (Buffer.byteLength(token) >= LEAST_TOKEN_BYTES) return token;
  throw new HeadwaterError('USAGE', `the token in ${file} is shorter than ${LEAST_TOKEN_BYTES} bytes`, { where: file });
}

function portOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  const port = Number(written);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new HeadwaterError('USAGE', `--port ${JSON.stringify(written)} is no port`, { hint: 'From 1 to 65535.' });
}
