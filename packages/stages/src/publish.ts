import { join } from 'node:path';
import {
  HeadwaterError,
  canonicalJson,
  timeOfPartition,
  type ArtifactRef,
  type ChainSpec,
  type PublishFormat,
  type PublishInput,
  type PublishOutput,
  type TableSchema,
} from '@headwater/contracts';
import { addressOfFile, openTarget, publishVersion, sha256, sweepUnfinished, uriOf } from '@headwater/store';
import { arrowCodec, csvCodec, frameToBatches, parquetCodec, type TableCodec } from '@headwater/tables';
import { attest, companionsOf, putDocuments } from './attest';
import type { StageEnvironment } from './environment';
import { peakResidentBytes, secondsSince } from './keyed';
import { publishUri } from './publish-uri';
import type { ShardList } from './shard';
import { signerFrom } from './signing-key';
import { readShard } from './tables-in-store';

const CODECS: Record<PublishFormat, TableCodec> = { parquet: parquetCodec, arrow: arrowCodec, csv: csvCodec };

/** Shards are gathered into files of about so many rows: few enough to list, small enough to read in parts. */
const ROWS_PER_FILE = 1_000_000;
/** Nobody publishes for so long without finishing a file. */
const UNFINISHED_AFTER_MS = 3_600_000;

interface PublishedFile {
  name: string;
  source: string;
  sha256: string;
  bytes: number;
  rows: number;
}

/**
 * Writes the accepted shards as a version of the chain's dataset and moves its pointer. Idempotent: the version's name
 * comes from its content, and a version that is there already is left as it is. Beside the manifest lie the documents
 * that tell, signed, how the version came about: the manifest, whose hash names the content, knows nothing of them.
 */
export async function publish(environment: StageEnvironment, input: PublishInput): Promise<PublishOutput> {
  const started = performance.now();
  if (input.decision.verdict === 'block')
    throw new HeadwaterError('GATE_BLOCKED', 'the gate blocked this run; nothing is published');
  const { store } = environment;
  const signer = await signerFrom(environment.settings);
  await store.ledger(input.context.chain).admit(signer);
  const spec = await store.getJson<ChainSpec>(input.context.spec);
  const schema = await store.getJson<TableSchema>(input.ingest.schema);
  const list = await store.getJson<ShardList>(input.shards);
  const files = await writeFiles(environment, input, schema, list.shards, spec.publish);
  const rows = files.reduce((sum, f) => sum + f.rows, 0);
  const content = {
    version: 1,
    synthetic: true,
    chain: input.context.chain,
    partition: input.context.partition,
    rows,
    schema,
    files: files.map(({ name, sha256, bytes, rows: fileRows }) => ({ name, sha256, bytes, rows: fileRows })),
    madeFrom: {
      sourceSha256: input.ingest.sourceSha256,
      trainSha256: input.ingest.train.sha256,
      specSha256: input.context.spec.sha256,
      bundleSha256: input.bundle.sha256,
      modelSha256: input.modelSha256,
      shardListSha256: input.shards.sha256,
    },
    decision: input.decision,
    // Rows on top of the others: of segments that consumers found weak.
    ...(list.targeted === undefined ? {} : { targeted: list.targeted }),
  };
  const version = `${input.context.partition}-${sha256(canonicalJson(content)).slice(0, 12)}`;
  const target = await openTarget(publishUri(environment.settings, input.context.chain, spec));
  const made = {
    ...{ version, rows, schema, files, manifest: { ...content, dataset: version } },
    uri: uriOf(target, `versions/${version}`),
  };
  const documents = attest(input, spec, made, signer);
  const published = await publishVersion(target, {
    ...{ version, files, manifest: made.manifest },
    companions: companionsOf(documents, made, signer),
    takesPlaceOf: (current) => (input.run.kind ?? 'manual') === 'manual' || !isLater(current, input.context.partition),
    stopRequested: () => environment.stopRequested(),
    recheck: input.context.from !== undefined,
  });
  await sweepUnfinished(target, UNFINISHED_AFTER_MS);
  const manifest = await store.putJson('manifest', made.manifest);
  return {
    uri: published.uri,
    version,
    files: files.length,
    sha256: published.manifestSha256,
    manifest,
    attestations: await putDocuments(store, documents, published.companions),
    rows,
    key: '',
    current: published.current,
    reused: published.alreadyThere,
    seconds: secondsSince(started),
    peakBytes: peakResidentBytes(),
  };
}

/** Whether a version is of a later scheduled time than a partition; names that are no times have no order. */
function isLater(version: string, partition: string): boolean {
  const [theirs, ours] = [version.replace(/-[0-9a-f]{12}$/, ''), partition].map(timeOfPartition);
  return theirs != null && ours != null && theirs > ours;
}

async function writeFiles(
  environment: StageEnvironment,
  input: PublishInput,
  schema: TableSchema,
  shards: ArtifactRef[],
  { format, rowsPerFile = ROWS_PER_FILE }: ChainSpec['publish'],
): Promise<PublishedFile[]> {
  const metadata = {
    'headwater.synthetic': 'true',
    'headwater.chain': input.context.chain,
    'headwater.run': input.context.runId,
    'headwater.partition': input.context.partition,
    'headwater.model': input.modelSha256,
    ...(input.run.generation === undefined ? {} : { 'headwater.generation': String(input.run.generation) }),
  };
  const files: PublishedFile[] = [];
  const groups = groupByRows(shards, rowsPerFile);
  for (const group of groups) {
    if (environment.stopRequested()) throw new HeadwaterError('RUN_CANCELLED', 'publishing was cancelled');
    const name = `part-${String(files.length).padStart(5, '0')}.${format}`;
    const source = join(environment.scratch, name);
    const { rows } = await CODECS[format].write(source, schema, shardBatches(environment, group, schema), {
      metadata,
    });
    files.push({ name, source, rows, ...(await addressOfFile(source)) });
    environment.report({ note: 'writing files', done: files.length, total: groups.length });
  }
  return files;
}

async function* shardBatches(environment: StageEnvironment, shards: ArtifactRef[], schema: TableSchema) {
  for (const shard of shards) yield* frameToBatches(await readShard(environment, shard, schema));
}

function groupByRows(shards: ArtifactRef[], rowsPerFile: number): ArtifactRef[][] {
  const groups: ArtifactRef[][] = [];
  let rows = Infinity;
  for (const shard of shards) {
    const next = shard.rows ?? 0;
    if (rows + next > rowsPerFile) {
      groups.push([]);
      rows = 0;
    }
    groups[groups.length - 1]?.push(shard);
    rows += next;
  }
  return groups;
}
