import type { ChainSpec } from '@headwater/contracts';
import { familyNamed } from '@headwater/generators';
import type { ShadowTrainer } from '@headwater/privacy';
import { frameSource } from '@headwater/tables';
import { codeVersion } from '../code-version';
import type { StageEnvironment } from '../environment';

/** Trains what the chain trains, on given rows, and draws as many. Nothing is stored: a stopped attack begins anew. */
export function shadowTrainer(environment: StageEnvironment, spec: ChainSpec): ShadowTrainer {
  const { parameters, seed } = spec.generator;
  const { threads } = environment.settings;
  return async (rows, index) => {
    const family = familyNamed(spec.generator.family);
    const controls = {
      threads,
      report: (p: { note: string; done: number; total: number }) =>
        environment.report({ ...p, note: `shadow model ${index + 1}: ${p.note}` }),
      stopRequested: () => environment.stopRequested(),
    };
    const files = await family.train({
      ...controls,
      rows: frameSource(rows),
      constraints: spec.constraints ?? [],
      parameters,
      seed: seed + index,
      dataSha256: '',
      codeVersion: codeVersion('train'),
      checkpoints: { load: () => Promise.resolve(null), save: () => Promise.resolve() },
    });
    return family.sample(files, { ...controls, rows: rows.rows, seed: seed + index, index: 0, conditions: {} });
  };
}
