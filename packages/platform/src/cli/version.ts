import { execFile } from 'node:child_process';

/** The version that is downloaded or built when none is found. */
export const CLI_VERSION = '1.5.1';

/** Updates and typed search attributes work as used here from this server on; the flags of start-dev are older. */
export const OLDEST_SERVER = '1.27.0';

export interface CliVersion {
  /** `0.0.0-DEV` when it was built by `go install`. */
  cli: string;
  server: string;
}

/**
 * Runs `temporal --version`.
 *
 * @throws Error saying why it cannot be used: it does not run, it is not Temporal's, or it is too old
 */
export async function checkCli(path: string): Promise<CliVersion> {
  const output = await new Promise<string>((resolve, reject) => {
    execFile(path, ['--version'], { timeout: 20_000, encoding: 'utf8' }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`it does not run: ${error.message.split('\n')[0]}`));
    });
  });
  const version = parseVersion(output);
  if (version === undefined)
    throw new Error(`it does not look like the Temporal CLI: it says "${output.trim().slice(0, 80)}"`);
  if (isOlder(version.server, OLDEST_SERVER)) {
    throw new Error(`its server ${version.server} is too old, ${OLDEST_SERVER} is the oldest that works`);
  }
  return version;
}

/** `temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)` */
export function parseVersion(output: string): CliVersion | undefined {
  const cli = /temporal version v?([^\s(]+)/i.exec(output)?.[1];
  const server = /server v?(\d+\.\d+\.\d+)/i.exec(output)?.[1];
  return cli === undefined || server === undefined ? undefined : { cli, server };
}

export function isOlder(version: string, than: string): boolean {
  const left = version.split('.').map(Number);
  const right = than.split('.').map(Number);
  for (const [index, part] of right.entries()) {
    const own = left[index] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
}
