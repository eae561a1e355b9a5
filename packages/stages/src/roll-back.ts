import type { ChainSpec, RollBackInput, RollBackOutput } from '@headwater/contracts';
import { openTarget, pointTo } from '@headwater/store';
import type { StageEnvironment } from './environment';
import { publishUri } from './publish-uri';

/**
 * Makes an earlier version the published one again. Given again, it changes nothing.
 * Throws VERSION_UNKNOWN when the version is no longer there as it was published, PUBLISH_UNWRITABLE.
 */
export async function rollBack(environment: StageEnvironment, input: RollBackInput): Promise<RollBackOutput> {
  const { context, version, manifestSha256 } = input;
  const spec = await environment.store.getJson<ChainSpec>(context.spec);
  const target = await openTarget(publishUri(environment.settings, context.chain, spec));
  await pointTo(target, version, manifestSha256);
  return { version };
}
