import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { obtainS3Server } from '../../../infra/bootstrap/s3-server.mjs';
import { until } from './command-line.mjs';

const BUCKET = 'headwater';
const KEYS = { ROOT_ACCESS_KEY: 'headwater-bench-key', ROOT_SECRET_KEY: 'headwater-bench-secret' };

/** An S3 server on a folder and a port that stay, so that it can be killed and started again. */
export class S3Store {
  #child = null;

  constructor(path, folder, port, env) {
    Object.assign(this, { path, folder, port, inherited: env });
    this.endpoint = `http://127.0.0.1:${port}`;
    /** For Headwater's processes. */
    this.env = {
      HEADWATER_STORE: `s3://${BUCKET}/store?endpoint=${this.endpoint}&region=us-east-1`,
      AWS_ACCESS_KEY_ID: KEYS.ROOT_ACCESS_KEY,
      AWS_SECRET_ACCESS_KEY: KEYS.ROOT_SECRET_KEY,
    };
  }

  static async create(folder, env) {
    mkdirSync(join(folder, 'data', BUCKET), { recursive: true });
    mkdirSync(join(folder, 'attributes'), { recursive: true });
    return new S3Store(await obtainS3Server(process.env), folder, await freePort(), env);
  }

  async start() {
    const [data, attributes] = ['data', 'attributes'].map((name) => join(this.folder, name));
    this.#child = spawn(
      this.path,
      ['--quiet', '--port', `127.0.0.1:${this.port}`, 'posix', '--sidecar', attributes, data],
      { env: { PATH: process.env.PATH, ...KEYS, ...this.inherited }, stdio: 'ignore' },
    );
    await until(
      'the S3 server',
      () =>
        fetch(this.endpoint).then(
          () => true,
          () => false,
        ),
      { seconds: 60 },
    );
  }

  kill() {
    this.#child?.kill('SIGKILL');
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
