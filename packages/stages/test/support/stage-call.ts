import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChainSpec, StageContext, StageProgress } from '@headwater/contracts';
import { newSigningKey, openStore, type ArtifactStore } from '@headwater/store';
import type { StageEnvironment } from '../../src/environment';

export interface StageCall {
  environment: StageEnvironment;
  context: StageContext;
  store: ArtifactStore;
  reports: Omit<StageProgress, 'stage'>[];
}

const root = mkdtempSync(join(tmpdir(), 'headwater-stages-'));
let calls = 0;
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A path in the folder of this file's tests. */
export function testPath(name: string): string {
  return join(root, name);
}

/** What a stage function is called with, on a store of its own. */
export async function stageCall(spec: ChainSpec): Promise<StageCall> {
  const folder = join(root, `call-${calls++}`);
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch, { recursive: true });
  writeFileSync(join(folder, 'ledger.pem'), newSigningKey());
  const store = await openStore(join(folder, 'store'));
  const reports: StageCall['reports'] = [];
  return {
    environment: {
      settings: {
        store: join(folder, 'store'),
        publishRoot: join(folder, 'published'),
        scratch,
        threads: 1,
        ledgerKey: join(folder, 'ledger.pem'),
      },
      store,
      scratch,
      report: (progress) => reports.push(progress),
      stopRequested: () => false,
    },
    context: {
      chain: spec.name,
      runId: `chain/${spec.name}/test`,
      partition: 'test',
      spec: await store.putJson('spec', spec),
    },
    store,
    reports,
  };
}
