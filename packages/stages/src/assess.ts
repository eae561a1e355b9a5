import type {
  AssessInput,
  AssessOutput,
  ChainSpec,
  Evidence,
  Measure,
  PolicySpec,
  TableSchema,
} from '@headwater/contracts';
import { isJudged } from '@headwater/policy';
import { assessRows } from './assess/assess-rows';
import { judgedRows, type JudgedRows } from './assess/judged-rows';
import { modelLikelihood } from './assess/model-likelihood';
import { shadowTrainer } from './assess/shadow-trainer';
import { loadBundle } from './bundle-in-store';
import type { StageEnvironment } from './environment';
import { once } from './keyed';
import { ordinaryShards, type ShardList } from './shard';
import { shardsSource, withRows } from './tables-in-store';

type AssessedStage = Evidence['stage'];
type ReportedMeasure = AssessOutput['measures'][number];

/**
 * Shards against training and held-out rows: evidence in the store. The answer has the numbers that the policy judges
 * and no others, since it goes through history.
 */
export async function assess(
  environment: StageEnvironment,
  stage: AssessedStage,
  input: AssessInput,
): Promise<AssessOutput> {
  const { store } = environment;
  const spec = await store.getJson<ChainSpec>(input.context.spec);
  const { train, holdout, schema } = input.ingest;
  const found = await once(
    environment,
    {
      stage,
      inputs: {
        train: train.sha256,
        holdout: holdout.sha256,
        schema: schema.sha256,
        shards: input.shards.sha256,
        // Only the likelihood asks the model itself.
        ...(stage === 'quality' && input.bundle !== undefined ? { bundle: input.bundle.sha256 } : {}),
      },
      parameters: {
        ...spec.checks,
        // Shadow models are trained as the chain's own is.
        ...(stage === 'privacy' && spec.checks.shadowModels > 0
          ? { generator: spec.generator, constraints: spec.constraints ?? [] }
          : {}),
      },
    },
    async () => {
      const rows = await readRows(environment, stage, spec, input);
      const likelihood = stage === 'quality' ? await likelihoodOf(environment, spec, input, rows) : undefined;
      const evidence = await assessRows(stage, rows, {
        checks: spec.checks,
        ...(likelihood === undefined ? {} : { likelihood }),
        shadow: shadowTrainer(environment, spec),
        report: (p) => environment.report(p),
        stopRequested: () => environment.stopRequested(),
      });
      const ref = await store.putJson('evidence', evidence);
      return { outputs: { evidence: ref, measures: evidence.measures.map(reported) }, artifacts: [ref] };
    },
    // The evidence says how long each measure took.
    { context: input.context, comparable: ({ measures }) => measures },
  );
  return { ...found, measures: judgedMeasures(spec.policy, found.measures) };
}

async function readRows(
  environment: StageEnvironment,
  stage: AssessedStage,
  spec: ChainSpec,
  input: AssessInput,
): Promise<JudgedRows> {
  const { store } = environment;
  const schema = await store.getJson<TableSchema>(input.ingest.schema);
  const list = await store.getJson<ShardList>(input.shards);
  const { mostRows, seed } = spec.checks;
  // What was asked for on purpose is no flaw of the model; whom it gives away counts all the same.
  const shards = stage === 'quality' ? ordinaryShards(list) : list.shards;
  return withRows(environment, input.ingest.train, schema, (train) =>
    withRows(environment, input.ingest.holdout, schema, (holdout) =>
      judgedRows(
        { train, holdout, synthetic: shardsSource(environment, shards, schema) },
        {
          mostRows,
          seed,
          digests: stage === 'privacy',
          watch: (note, done, total) => environment.report({ note, done, total }),
        },
      ),
    ),
  );
}

async function likelihoodOf(
  environment: StageEnvironment,
  spec: ChainSpec,
  input: AssessInput,
  rows: JudgedRows,
): ReturnType<typeof modelLikelihood> {
  if (input.bundle === undefined) return undefined;
  const { sampleRows, seed } = spec.checks;
  return modelLikelihood(await loadBundle(environment, input.bundle), rows, {
    rows: sampleRows,
    seed,
    threads: environment.settings.threads,
    report: (p) => environment.report(p),
    stopRequested: () => environment.stopRequested(),
  });
}

function reported(measure: Measure): ReportedMeasure {
  const { name, score, reference, interval, reason, notApplicable } = measure;
  return {
    name,
    score,
    reference,
    interval,
    ...(reason === undefined ? {} : { reason }),
    ...(notApplicable === undefined ? {} : { notApplicable }),
  };
}

function judgedMeasures(policy: PolicySpec, measures: readonly ReportedMeasure[]): ReportedMeasure[] {
  return measures.filter(({ name }) => policy.rules.some((rule) => isJudged(rule, name)));
}
