import {
  HeadwaterError,
  type ChainSpec,
  type IngestRefs,
  type PoolManifest,
  type PoolPart,
  type PoolRecipe,
  type TableSchema,
} from '@headwater/contracts';
import {
  frameSource,
  parquetCodec,
  sampleRows,
  TableWriter,
  type RowGroupOrigin,
  type RowSource,
} from '@headwater/tables';
import type { StageEnvironment } from '../environment';
import { withRows } from '../tables-in-store';
import { partPicker, withPartRows } from './part-rows';
import { reusedRows, type RealFrames } from './reused-rows';

/** Real rows of a table that synthetic ones are held against, at most. */
const MOST_COMPARED = 50_000;

export interface WrittenPart {
  path: string;
  rows: number;
  label: Omit<RowGroupOrigin, 'rows'>;
  /** Of a part that was verified. */
  found?: PoolManifest['verification'][number];
}

interface MixedFrom extends IngestRefs {
  spec: ChainSpec;
  recipe: PoolRecipe;
}

/** Draws a part's rows into a file of its own; synthetic rows are verified before, where the recipe says so. */
export async function writePart(
  environment: StageEnvironment,
  part: PoolPart,
  to: { path: string; schema: TableSchema },
  from: MixedFrom,
): Promise<WrittenPart> {
  const { origin, generation, table } = part;
  const label = { origin, generation, source: table.sha256 };
  const { seed, verify } = from.recipe;
  return withPartRows(environment, part, to.schema, async (source) => {
    if (origin === 'real' || !verify) {
      const rows = await writeDrawn(environment, source, part, to.path, seed);
      return { path: to.path, rows, label };
    }
    const real = await realFrames(environment, from, to.schema);
    const watcher = {
      report: (p: { note: string; done: number; total: number }) => environment.report(p),
      stopRequested: () => environment.stopRequested(),
    };
    const { rows: frame, found } = await reusedRows(source, part, real, { ...watcher, seed });
    const all = { ...part, rows: frame.rows };
    const rows = await writeDrawn(environment, frameSource(frame), all, to.path, seed);
    return { path: to.path, rows, label, found };
  });
}

async function writeDrawn(
  environment: StageEnvironment,
  source: RowSource,
  part: PoolPart,
  path: string,
  seed: number,
): Promise<number> {
  const picker = partPicker(source, part, part.rows, seed);
  const writer = new TableWriter(parquetCodec, path, source.schema);
  try {
    for await (const frame of source.batches()) {
      if (environment.stopRequested()) throw new HeadwaterError('RUN_CANCELLED', 'mixing was cancelled');
      await writer.add(frame, picker.next(frame.rows));
    }
    return (await writer.finish()).rows;
  } catch (error) {
    await writer.abandon(error);
    throw error;
  }
}

/** Samples of the real rows, the same for every part. */
async function realFrames(
  environment: StageEnvironment,
  { train, holdout, spec, recipe }: MixedFrom,
  schema: TableSchema,
): Promise<RealFrames> {
  const sampled = (rows: RowSource): ReturnType<typeof sampleRows> => sampleRows(rows, MOST_COMPARED, recipe.seed);
  return {
    train: await withRows(environment, train, schema, sampled),
    holdout: await withRows(environment, holdout, schema, sampled),
    constraints: spec.constraints ?? [],
  };
}
