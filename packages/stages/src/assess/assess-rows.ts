import type { ChecksSpec, Evidence } from '@headwater/contracts';
import { assessPrivacy, type ShadowTrainer } from '@headwater/privacy';
import { assessQuality, type QualityRequest } from '@headwater/quality';
import type { JudgedRows } from './judged-rows';

export interface Assessment {
  checks: ChecksSpec;
  /** Log-likelihoods of real rows under the model, where it has them. */
  likelihood?: QualityRequest['likelihood'];
  /** Trains the chain's kind of generator on rows of the attacker's choice. */
  shadow?: ShadowTrainer;
  report: (progress: { note: string; done: number; total: number }) => void;
  stopRequested: () => boolean;
}

/** Everything one check stage measures. Target, sensitive columns and quasi-identifiers are those of the schema's roles. */
export async function assessRows(stage: Evidence['stage'], rows: JudgedRows, request: Assessment): Promise<Evidence> {
  const { checks, likelihood, shadow, report, stopRequested } = request;
  const { train, holdout, synthetic, allTrain, notes } = rows;
  const { sampleRows, seed, positive, segments, shadowModels } = checks;
  const target = train.schema.columns.find((column) => column.role === 'target')?.name;
  const common = {
    train,
    holdout,
    synthetic,
    sampleRows,
    seed,
    report,
    stopRequested,
    ...(target === undefined ? {} : { target }),
  };
  const found =
    stage === 'privacy'
      ? await assessPrivacy({
          ...common,
          ...(allTrain === undefined ? {} : { allTrain }),
          ...(shadow === undefined || shadowModels === 0 ? {} : { shadow, shadowModels }),
        })
      : await assessQuality({
          ...common,
          protected: checks.protected,
          segments,
          ...(positive === null ? {} : { positive }),
          ...(likelihood === undefined ? {} : { likelihood }),
        });
  return { ...found, notes: [...notes, ...found.notes] };
}
