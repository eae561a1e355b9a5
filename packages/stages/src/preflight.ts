import { HeadwaterError, type ChainSpec, type StageContext } from '@headwater/contracts';
import { familyNamed, validateParameters } from '@headwater/generators';
import { openTarget, probeTarget } from '@headwater/store';
import type { StageEnvironment } from './environment';
import { publishUri } from './publish-uri';
import { signerFrom } from './signing-key';

/** Finds before any work what would otherwise be found after it: family, parameters, signing key, publish target. */
export async function preflight(environment: StageEnvironment, context: StageContext, spec: ChainSpec): Promise<void> {
  const family = familyNamed(spec.generator.family);
  validateParameters(family, spec.generator.parameters);
  if (spec.output.rows !== null && spec.output.rows < 1) {
    throw new HeadwaterError('SPEC_INVALID', `output.rows must be 1 or more, got ${spec.output.rows}`, {
      where: 'output.rows',
    });
  }
  await environment.store.ledger(context.chain).admit(await signerFrom(environment.settings));
  await probeTarget(await openTarget(publishUri(environment.settings, context.chain, spec)));
}
