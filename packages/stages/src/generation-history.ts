import type { ArtifactRef, Evidence, GenerationMeasures, Lineage } from '@headwater/contracts';
import type { StageEnvironment } from './environment';

/** Generations that a trend is drawn through at most: the first, which all is held against, and the latest. */
const MOST_FOLLOWED = 40;

/** A chain's generations; none where nothing was kept yet. */
export async function readLineage(
  environment: StageEnvironment,
  ref: ArtifactRef | null,
  chain: string,
): Promise<Lineage> {
  return ref === null ? { version: 1, chain, generations: [] } : environment.store.getJson<Lineage>(ref);
}

/** Measures of the accepted generations before this one and of this one, oldest first, from their stored evidence. */
export async function generationHistory(
  environment: StageEnvironment,
  lineage: Lineage,
  judged: { generation: number; quality: ArtifactRef },
): Promise<GenerationMeasures[]> {
  const earlier = lineage.generations.filter((r) => r.accepted && r.generation < judged.generation);
  const followed =
    earlier.length < MOST_FOLLOWED ? earlier : [...earlier.slice(0, 1), ...earlier.slice(1 - MOST_FOLLOWED)];
  const history: GenerationMeasures[] = [];
  for (const { generation, quality } of [...followed, judged]) {
    const { measures } = await environment.store.getJson<Evidence>(quality);
    history.push({ generation, measures: measures.map(({ name, score, better }) => ({ name, score, better })) });
  }
  return history;
}
