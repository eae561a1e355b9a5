import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChainSpec, StageContext, StageProgress } from '@headwater/contracts';
import { openStore, type ArtifactStore } from '@headwater/store';
import type { StageEnvironment } from '../../src/environment';
import { settingsIn } from './settings-in';

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
  const settings = settingsIn(folder);
  const { scratch } = settings;
  mkdirSync(scratch);
  const store = await openStore(settings.store);
  const reports: StageCall['reports'] = [];
  return {
    environment: {
      settings,
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
