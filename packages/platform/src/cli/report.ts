import { cacheFolder } from './cache';
import { downloadUrl } from './download';
import { goVersion } from './go-build';
import { type CliCandidate, locateCli } from './locate';
import { WAYS_TO_GET_TEMPORAL } from './obtain';

/** What `doctor` tells about the `temporal` executable. */
export interface TemporalCliReport {
  /** What the embedded server would be started with; absent when it has to be fetched first. */
  chosen?: CliCandidate;
  /** Every place that was looked at, in order, with its version or its problem. */
  looked: CliCandidate[];
  cacheFolder: string;
  /** Where it would be downloaded from. Not tried. */
  downloadUrl: string;
  /** `go version`, when it could be built here. */
  go?: string;
  /** What a user can do to have one, each a phrase that begins with a verb. */
  howToGet: string[];
}

/** Looks for the `temporal` executable and fetches nothing. */
export async function findTemporalCli(env: NodeJS.ProcessEnv = process.env): Promise<TemporalCliReport> {
  const { chosen, looked } = await locateCli(env);
  const go = goVersion(env);
  return {
    ...(chosen === undefined ? {} : { chosen }),
    looked,
    cacheFolder: cacheFolder(env),
    downloadUrl: downloadUrl(env),
    ...(go === undefined ? {} : { go }),
    howToGet: WAYS_TO_GET_TEMPORAL,
  };
}
