import { RowDigests } from '@headwater/privacy';
import { RowSampler, sampleRows, type Frame, type RowSource } from '@headwater/tables';

/** The tables of an assessment, to be read piece by piece. */
export interface JudgedSources {
  train: RowSource;
  holdout: RowSource;
  synthetic: RowSource;
}

/** The rows that are judged: all of a table, or as many as may be, drawn by the seed. */
export interface JudgedRows {
  train: Frame;
  holdout: Frame;
  synthetic: Frame;
  /** Where not all training rows are in `train`: what tells a copy of any of them. */
  allTrain?: RowDigests;
  /** Which tables were sampled. */
  notes: string[];
}

interface Reading {
  mostRows: number;
  seed: number;
  /** Told of rows read; may throw to stop. */
  watch: (note: string, done: number, total: number) => void;
  /** Whether copies of training rows are to be looked for among all of them. */
  digests: boolean;
}

/**
 * Reads the tables in memory that follows `mostRows`, with 16 bytes for every training row where these are more. Each
 * table's sample is drawn with the seed, every set of rows equally likely.
 */
export async function judgedRows(sources: JudgedSources, reading: Reading): Promise<JudgedRows> {
  const { train, holdout, synthetic } = sources;
  const { mostRows, seed } = reading;
  const notes: string[] = [];
  const named = { training: train, 'held-out': holdout, synthetic };
  for (const [name, { rows }] of Object.entries(named)) {
    if (rows <= mostRows) continue;
    notes.push(`Of ${count(rows)} ${name} rows, ${count(mostRows)} were judged, drawn with seed ${seed}.`);
  }
  const sampled = async (name: string, source: RowSource): Promise<Frame> =>
    sampleRows(watched(source, `reading ${name} rows`, reading), mostRows, seed);
  const long = reading.digests && train.rows > mostRows;
  const first = long
    ? await sampleAndDigest(watched(train, 'reading training rows', reading), reading)
    : { train: await sampled('training', train) };
  return {
    ...first,
    holdout: await sampled('held-out', holdout),
    synthetic: await sampled('synthetic', synthetic),
    notes,
  };
}

async function sampleAndDigest(
  source: RowSource,
  { mostRows, seed }: Reading,
): Promise<{ train: Frame; allTrain: RowDigests }> {
  const sampler = new RowSampler(source.schema, source.rows, mostRows, seed);
  const allTrain = new RowDigests();
  for await (const frame of source.batches()) {
    sampler.add(frame);
    allTrain.add(frame);
  }
  return { train: sampler.finish(), allTrain };
}

function watched(source: RowSource, note: string, { watch }: Reading): RowSource {
  return {
    ...source,
    async *batches() {
      let done = 0;
      for await (const frame of source.batches()) {
        watch(note, (done += frame.rows), source.rows);
        yield frame;
      }
    },
  };
}

function count(rows: number): string {
  return rows.toLocaleString('en-US');
}
