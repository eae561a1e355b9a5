import { writeFileSync } from 'node:fs';
import { findTemporalCli } from '@headwater/platform';

/**
 * Writes an executable to `path` that is the `temporal` of this machine, but whose server suggests to continue as new
 * after so many events already. For HEADWATER_TEMPORAL_CLI: what takes a chain years is then a matter of seconds.
 */
export async function suggestShortHistories(path: string, events: number): Promise<Record<string, string>> {
  const { chosen } = await findTemporalCli();
  if (chosen === undefined) throw new Error('no `temporal` is here yet: `npx headwater dev` fetches one');
  const setting = `--dynamic-config-value limit.historyCount.suggestContinueAsNew=${events}`;
  const script = `#!/bin/sh
[ "$1" = server ] && set -- "$@" ${setting}
exec "${chosen.path}" "$@"
`;
  writeFileSync(path, script, { mode: 0o755 });
  return { HEADWATER_TEMPORAL_CLI: path };
}
