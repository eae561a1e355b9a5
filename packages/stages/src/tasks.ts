import type {
  AssessInput,
  AssessOutput,
  GenerateOutput,
  IngestOutput,
  CollapseJudgement,
  DriftInput,
  DriftOutput,
  JudgeGenerationInput,
  KeepGenerationInput,
  KeepGenerationOutput,
  LabTables,
  LedgerHead,
  MixInput,
  MixOutput,
  NoteRunInput,
  PublishInput,
  PublishOutput,
  ReadPlanInput,
  ReadPlanOutput,
  RecordInput,
  ReportInput,
  ReportOutput,
  RollBackInput,
  RollBackOutput,
  SealShardsInput,
  ShardInput,
  ShardOutput,
  SplitRealInput,
  StageContext,
  StageName,
  StageReceipt,
  TrainInput,
  TrainOutput,
} from '@headwater/contracts';
import type { StageEnvironment } from './environment';

/** Every task a host process can be asked to do: its input, its output. */
export interface Tasks {
  ingest: { input: StageContext; output: IngestOutput };
  mixPool: { input: MixInput; output: MixOutput };
  measureDrift: { input: DriftInput; output: DriftOutput };
  judgeGeneration: { input: JudgeGenerationInput; output: CollapseJudgement };
  keepGeneration: { input: KeepGenerationInput; output: KeepGenerationOutput };
  train: { input: TrainInput; output: TrainOutput };
  generateShard: { input: ShardInput; output: ShardOutput };
  sealShards: { input: SealShardsInput; output: GenerateOutput };
  assessPrivacy: { input: AssessInput; output: AssessOutput };
  assessQuality: { input: AssessInput; output: AssessOutput };
  publish: { input: PublishInput; output: PublishOutput };
  report: { input: ReportInput; output: ReportOutput };
  record: { input: RecordInput; output: LedgerHead };
  noteRun: { input: NoteRunInput; output: null };
  readPlan: { input: ReadPlanInput; output: ReadPlanOutput };
  rollBack: { input: RollBackInput; output: RollBackOutput };
  splitReal: { input: SplitRealInput; output: LabTables & StageReceipt };
}
export type TaskName = keyof Tasks;

export const STAGE_OF_TASK: Record<TaskName, StageName> = {
  ingest: 'ingest',
  mixPool: 'mix',
  measureDrift: 'ingest',
  judgeGeneration: 'quality',
  keepGeneration: 'publish',
  train: 'train',
  generateShard: 'generate',
  sealShards: 'generate',
  assessPrivacy: 'privacy',
  assessQuality: 'quality',
  publish: 'publish',
  report: 'report',
  // These report no progress of their own.
  record: 'report',
  noteRun: 'report',
  readPlan: 'report',
  rollBack: 'publish',
  splitReal: 'ingest',
};

type TaskFunction<T extends TaskName> = (
  environment: StageEnvironment,
  input: Tasks[T]['input'],
) => Promise<Tasks[T]['output']>;

/**
 * Loads the code of one task. Each is loaded on first use: a host that samples never pays for DuckDB, one that reads
 * CSV never for ONNX Runtime.
 */
export async function loadTask<T extends TaskName>(name: T): Promise<TaskFunction<T>> {
  const loaders: { [K in TaskName]: () => Promise<TaskFunction<K>> } = {
    ingest: async () => (await import('./ingest.js')).ingest,
    mixPool: async () => (await import('./mix/mix-pool.js')).mixPool,
    measureDrift: async () => (await import('./measure-drift.js')).measureDrift,
    judgeGeneration: async () => (await import('./judge-generation.js')).judgeGeneration,
    keepGeneration: async () => (await import('./keep-generation.js')).keepGeneration,
    train: async () => (await import('./train.js')).train,
    generateShard: async () => (await import('./shard.js')).generateShard,
    sealShards: async () => (await import('./shard.js')).sealShards,
    assessPrivacy: async () => {
      const { assess } = await import('./assess.js');
      return (environment, input) => assess(environment, 'privacy', input);
    },
    assessQuality: async () => {
      const { assess } = await import('./assess.js');
      return (environment, input) => assess(environment, 'quality', input);
    },
    publish: async () => (await import('./publish.js')).publish,
    report: async () => (await import('./report.js')).report,
    record: async () => (await import('./record.js')).record,
    noteRun: async () => (await import('./note-run.js')).noteRun,
    readPlan: async () => (await import('./read-plan.js')).readPlan,
    rollBack: async () => (await import('./roll-back.js')).rollBack,
    splitReal: async () => (await import('./lab/split-real.js')).splitReal,
  };
  return loaders[name]();
}
