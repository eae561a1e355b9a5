import {
  MEDIA_TYPES,
  type ArtifactRef,
  type Evidence,
  type ModelCard,
  type PiiFinding,
  type ReportInput,
  type ReportOutput,
  type RunCard,
  type TableSchema,
} from '@headwater/contracts';
import { readModelCard } from '@headwater/generators';
import { collapseWarning } from '@headwater/quality/trend';
import { renderRunCard } from '@headwater/reports';
import { loadBundle } from './bundle-in-store';
import type { StageEnvironment } from './environment';
import { generationHistory, readLineage } from './generation-history';
import { peakResidentBytes, secondsSince } from './keyed';
import { PRODUCT_VERSION } from './version';

/** The run card from whatever the run left behind: a blocked or failed run gets one too. */
export async function report(environment: StageEnvironment, input: ReportInput): Promise<ReportOutput> {
  const started = performance.now();
  const { store } = environment;
  const { status } = input;
  const json = async <T>(ref: ArtifactRef | undefined): Promise<T | null> =>
    ref === undefined ? null : store.getJson<T>(ref);
  const model: ModelCard | null = status.model
    ? readModelCard(await loadBundle(environment, status.model.bundle))
    : null;
  const card: RunCard = {
    version: 1,
    run: status,
    schema: (await json<TableSchema>(status.ingest?.schema)) ?? { version: 1, columns: [] },
    model,
    decision: status.decision ?? null,
    privacy: await json<Evidence>(status.evidence?.privacy),
    quality: await json<Evidence>(status.evidence?.quality),
    pii: (await json<PiiFinding[]>(status.ingest?.pii)) ?? [],
    ...(await generationsOf(environment, input)),
    headwaterVersion: PRODUCT_VERSION,
  };
  const html = await renderRunCard(card);
  return {
    html: await store.putBytes('card', MEDIA_TYPES.html, Buffer.from(html, 'utf8')),
    json: await store.putJson('card', card),
    key: '',
    reused: false,
    seconds: secondsSince(started),
    peakBytes: peakResidentBytes(),
  };
}

/** Measures of the chain's generations up to this run's, and their trends; none before there are two. */
async function generationsOf(
  environment: StageEnvironment,
  { status, lineage, context }: ReportInput,
): Promise<Pick<RunCard, 'generations' | 'collapse'>> {
  const { generation, evidence } = status;
  if (lineage === undefined || generation === undefined || evidence?.quality === undefined) return {};
  const kept = await readLineage(environment, lineage, context.chain);
  const generations = await generationHistory(environment, kept, { generation, quality: evidence.quality });
  return generations.length < 2 ? {} : { generations, collapse: collapseWarning(generations) };
}
