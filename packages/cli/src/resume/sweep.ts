import { loadSpec } from '@headwater/chain-spec';
import { GENERATOR_FAMILIES } from '@headwater/contracts';
import { openTarget, sweepUnfinished } from '@headwater/store';
import { join } from 'node:path';
import { printJson, say } from '../output';
import { stateFolder } from '../state-folder';

/** `headwater sweep`: what an ended publisher left is removed; versions with a manifest and the pointer stay. */
export async function sweepCommand(
  path: string,
  options: { state: string; json?: boolean; olderThan: number },
): Promise<void> {
  const { spec } = await loadSpec(path, [], { families: GENERATOR_FAMILIES });
  const target = await openTarget(spec.publish.target ?? join(stateFolder(options.state).published, spec.name));
  const removed = await sweepUnfinished(target, options.olderThan * 1000);
  if (options.json) printJson({ target: target.uri, removed });
  else say(removed.length === 0 ? `nothing unfinished in ${target.uri}` : `removed ${removed.join(', ')}`);
}
