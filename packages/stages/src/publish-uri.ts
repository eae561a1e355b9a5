import { join } from 'node:path';
import type { ChainSpec } from '@headwater/contracts';
import type { StageSettings } from './environment';

/** Where the chain publishes: its own target, or a folder of its name in the worker's publish root. */
export function publishUri(settings: StageSettings, chain: string, spec: ChainSpec): string {
  return spec.publish.target ?? join(settings.publishRoot, chain);
}
