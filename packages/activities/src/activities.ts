import type {
  AssessInput,
  AssessOutput,
  GenerateOutput,
  IngestOutput,
  PublishInput,
  PublishOutput,
  ReportInput,
  ReportOutput,
  SealShardsInput,
  ShardInput,
  ShardOutput,
  StageContext,
  TrainInput,
  TrainOutput,
} from '@headwater/contracts';
import type { HostPool } from '@headwater/stages';
import { runInHost } from './run-in-host';

/** The activities of a chain run. Each takes references, has a host do the stage's work and answers references. */
export interface Activities {
  ingest(context: StageContext): Promise<IngestOutput>;
  train(input: TrainInput): Promise<TrainOutput>;
  generateShard(input: ShardInput): Promise<ShardOutput>;
  sealShards(input: SealShardsInput): Promise<GenerateOutput>;
  assessPrivacy(input: AssessInput): Promise<AssessOutput>;
  assessQuality(input: AssessInput): Promise<AssessOutput>;
  publish(input: PublishInput): Promise<PublishOutput>;
  report(input: ReportInput): Promise<ReportOutput>;
}

export function createActivities(hosts: Pick<HostPool, 'run'>): Activities {
  return {
    ingest: (context) => runInHost(hosts, 'ingest', context),
    train: (input) => runInHost(hosts, 'train', input),
    generateShard: (input) => runInHost(hosts, 'generateShard', input),
    sealShards: (input) => runInHost(hosts, 'sealShards', input),
    assessPrivacy: (input) => runInHost(hosts, 'assessPrivacy', input),
    assessQuality: (input) => runInHost(hosts, 'assessQuality', input),
    publish: (input) => runInHost(hosts, 'publish', input),
    report: (input) => runInHost(hosts, 'report', input),
  };
}
