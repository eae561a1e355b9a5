import { familyNamed, readModelCard, type BundleFiles, type ScoreRequest } from '@headwater/generators';
import type { QualityRequest } from '@headwater/quality';
import { sampleRows, frameSource, type Frame } from '@headwater/tables';

/**
 * Log-likelihoods in nats of at most `rows` training and held-out rows under the model, -Infinity for one it cannot draw.
 * Of values, not of codes: models of a chain bin their numbers differently, and are to be compared. undefined where its
 * family has no exact likelihood.
 */
export async function modelLikelihood(
  files: BundleFiles,
  tables: { train: Frame; holdout: Frame },
  { rows, ...request }: { rows: number } & Omit<ScoreRequest, 'frame'>,
): Promise<QualityRequest['likelihood']> {
  const family = familyNamed(readModelCard(files).family);
  if (family.logLikelihood === undefined) return undefined;
  const score = family.logLikelihood.bind(family);
  const of = async (frame: Frame): Promise<Float64Array> =>
    frame.rows === 0
      ? new Float64Array(0)
      : score(files, {
          ...request,
          resolution: 'values',
          frame: await sampleRows(frameSource(frame), rows, request.seed),
        });
  return { train: await of(tables.train), holdout: await of(tables.holdout) };
}
