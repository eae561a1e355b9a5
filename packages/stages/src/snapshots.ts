import { HeadwaterError, type ChainSpec, type SourceSpec, type TableSchema } from '@headwater/contracts';
import { fileSource, openSource, RowSplit } from '@headwater/tables';
import { checkJudgedColumns } from './assess/judged-columns';
import { checkColumnsNamed } from './column-names';
import { HOLDOUT_STEPS, SOURCE_STEPS, type FileSteps, type IngestProgress } from './ingest-progress';
import type { LocalSource } from './local-source';
import { writeSnapshots, type NamedRows, type WrittenSnapshot } from './write-snapshots';

/** Fewer rows than these leave nothing to learn from, or nothing to judge with. */
const LEAST_ROWS = { train: 16, holdout: 4 };

export interface Snapshots {
  schema: TableSchema;
  train: WrittenSnapshot;
  holdout: WrittenSnapshot;
}

/**
 * Writes the snapshots of a chain to a folder: its source split as the spec says, or its source and its holdout file.
 * Throws SOURCE_TOO_FEW_ROWS and what {@link openSource}, {@link checkColumnsNamed}, {@link checkJudgedColumns} and {@link writeSnapshots} throw.
 */
export async function writeChainSnapshots(
  folder: string,
  spec: ChainSpec,
  source: LocalSource,
  holdout: LocalSource | null,
  progress: IngestProgress,
): Promise<Snapshots> {
  const whole = await open(spec, spec.source, source, SOURCE_STEPS, progress);
  const { schema } = whole.rows;
  checkColumnsNamed(spec, schema);
  checkJudgedColumns(spec.checks, schema);
  if (holdout === null || !('holdout' in spec.split)) return split(folder, spec, whole, progress);
  const held = await open(spec, spec.split.holdout, holdout, HOLDOUT_STEPS, progress, schema);
  requireRows(whole.rows.rows, LEAST_ROWS.train, whole.name, 'train');
  requireRows(held.rows.rows, LEAST_ROWS.holdout, held.name, 'hold out');
  return {
    schema,
    ...(await writeSnapshots(folder, whole, ['train'], () => ({ train: undefined }), writing(SOURCE_STEPS, progress))),
    ...(await writeSnapshots(
      folder,
      held,
      ['holdout'],
      () => ({ holdout: undefined }),
      writing(HOLDOUT_STEPS, progress),
    )),
  };
}

async function split(folder: string, spec: ChainSpec, whole: NamedRows, progress: IngestProgress): Promise<Snapshots> {
  const { rows, schema } = whole.rows;
  requireRows(rows, LEAST_ROWS.train + LEAST_ROWS.holdout, whole.name, 'train and hold out');
  const { share, seed } = spec.split as { share: number; seed: number };
  const parts = new RowSplit(rows, share, seed);
  requireRows(rows - parts.held, LEAST_ROWS.train, whole.name, `train, with split.share ${share},`);
  requireRows(parts.held, LEAST_ROWS.holdout, whole.name, `hold out, with split.share ${share},`);
  const divide = (count: number): { train: Uint32Array; holdout: Uint32Array } => {
    const { kept, held } = parts.next(count);
    return { train: kept, holdout: held };
  };
  const written = await writeSnapshots(folder, whole, ['train', 'holdout'], divide, writing(SOURCE_STEPS, progress));
  return { schema, ...written };
}

async function open(
  spec: ChainSpec,
  source: SourceSpec,
  local: LocalSource,
  steps: FileSteps,
  progress: IngestProgress,
  like?: TableSchema,
): Promise<NamedRows> {
  const opened = await openSource(
    { ...source, path: local.path },
    spec.schema.columns,
    like,
    (pass, done, total, unit) => progress.at(pass === 'checking' ? steps.check : steps.type, done, total, unit),
  );
  if (opened.synthetic === true) {
    throw new HeadwaterError('SOURCE_SYNTHETIC', `${source.path}: its metadata say that its rows were generated`, {
      hint: 'Name the real rows as the source; which synthetic rows are learnt from beside them is said under feedback.',
      where: source.path,
    });
  }
  return { name: source.path, rows: fileSource(opened) };
}

function writing(steps: FileSteps, progress: IngestProgress): (done: number, total: number) => void {
  return (done, total) => progress.at(steps.write, done, total);
}

function requireRows(found: number, least: number, path: string, purpose: string): void {
  if (found >= least) return;
  throw new HeadwaterError(
    'SOURCE_TOO_FEW_ROWS',
    `${path} has ${found} row${found === 1 ? '' : 's'} to ${purpose}; at least ${least} are needed`,
    {
      hint: 'Give the chain more rows, or change its split.',
      where: path,
    },
  );
}
