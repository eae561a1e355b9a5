import { findExternalCluster } from '../external';
import { cacheFolder } from './cache';
import { downloadUrl } from './download';
import { goVersion } from './go-build';
import { type CliCandidate, type LocatedCli, locateCli } from './locate';
import { WAYS_TO_GET_TEMPORAL } from './obtain';

/** What `doctor` tells about Temporal. */
export interface TemporalCliReport {
  /** Whether a command could start right now, without fetching anything. */
  ok: boolean;
  /** What would be used, or what is missing, in one line. */
  found: string;
  /** How to get what is missing; absent when nothing is. */
  hint?: string;
  /** The `host:port` that the environment names; the executable is then not needed. Not contacted. */
  cluster?: string;
  /** What the embedded server would be started with. */
  chosen?: CliCandidate;
  /** Every place that was looked at, in order, with its version or its problem. */
  looked: CliCandidate[];
  cacheFolder: string;
  /** Where it would be downloaded from. Not tried. */
  downloadUrl: string;
  /** `go version`, when it could be built here. */
  go?: string;
}

/**
 * Looks for the cluster that the environment names and for the `temporal` executable. Fetches and contacts nothing.
 *
 * @throws HeadwaterError TEMPORAL_UNAVAILABLE when Temporal's configuration cannot be read
 */
export async function findTemporalCli(env: NodeJS.ProcessEnv = process.env): Promise<TemporalCliReport> {
  const cluster = findExternalCluster(env)?.connectionOptions.address;
  const located = await locateCli(env);
  const go = goVersion(env);
  const named = located.looked.find(
    ({ source, problem }) => source === 'HEADWATER_TEMPORAL_CLI' && problem !== undefined,
  );
  const ok = cluster !== undefined || (located.chosen !== undefined && named === undefined);
  return {
    ok,
    found: cluster === undefined ? describe(located, named, go) : `the cluster at ${cluster}`,
    ...(ok ? {} : { hint: `One of these helps: ${WAYS_TO_GET_TEMPORAL.join('; ')}.` }),
    ...(cluster === undefined ? {} : { cluster }),
    ...(located.chosen === undefined ? {} : { chosen: located.chosen }),
    looked: located.looked,
    cacheFolder: cacheFolder(env),
    downloadUrl: downloadUrl(env),
    ...(go === undefined ? {} : { go }),
  };
}

function describe({ chosen, looked }: LocatedCli, named: CliCandidate | undefined, go: string | undefined): string {
  if (named !== undefined) return `HEADWATER_TEMPORAL_CLI is ${named.path}, and ${named.problem}`;
  if (chosen !== undefined)
    return `${chosen.path} (${chosen.source}; CLI ${chosen.version.cli}, server ${chosen.version.server})`;
  const problems = looked.map(({ path, problem }) => `${path}: ${problem}`);
  const next = `the next run tries a download${go === undefined ? '' : ', then a build with Go (3 to 5 minutes, once)'}`;
  return `${['no temporal executable', ...problems].join('; ')}; ${next}`;
}
