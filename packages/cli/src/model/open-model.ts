import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  HeadwaterError,
  type ArtifactTree,
  type ChainSpec,
  type CsvOptions,
  type RunStatus,
} from '@headwater/contracts';
import {
  BUNDLE_FILE_NAMES,
  familyNamed,
  readModelCard,
  type BundleFiles,
  type GeneratorFamily,
} from '@headwater/generators';
import { sha256, type ArtifactStore } from '@headwater/store';
import { findRun, listRuns, openStateStore } from '../find-run';
import type { RunDocument } from '../run-document';

/** Where a model is taken from: a run of the state folder, or a folder with the three files of a bundle. */
export interface ModelPlace {
  state: string;
  /** A run id, or `latest`. */
  run?: string | undefined;
  bundle?: string | undefined;
}

/** A trained model, read whole. */
export interface OpenedModel {
  /** The run's id or the folder, for messages. */
  name: string;
  files: BundleFiles;
  family: GeneratorFamily;
  modelSha256: string;
  /** How the run's source says what a file cannot: which texts mean "missing", and whether there is a header. */
  csv: CsvOptions;
  /** Set when the gate did not let the run's own rows through. */
  blocked: boolean;
}

/**
 * Reads the model. Throws USAGE when both or neither place is given or the run made no model, RUN_NOT_FOUND,
 * MODEL_BUNDLE_INVALID, SPEC_UNKNOWN_FAMILY, ARTIFACT_MISSING, ARTIFACT_DAMAGED.
 */
export async function openModel({ state, run, bundle }: ModelPlace): Promise<OpenedModel> {
  if ((run === undefined) === (bundle === undefined))
    throw new HeadwaterError(
      'USAGE',
      run === undefined ? 'no model is named' : 'a run and --bundle are both given; which model is meant?',
      { hint: 'Give a run id, or `latest`, or --bundle with a folder. `headwater runs` lists the runs.' },
    );
  if (bundle !== undefined) return opened(resolve(bundle), await bundleOfFolder(resolve(bundle)), {}, false);
  const store = await openStateStore(state);
  const document = run === 'latest' ? await latestWithModel(store) : await findRun(store, run);
  const status = requireModel(document);
  const spec = await store.getJson<ChainSpec>(status.spec);
  const { nullValues, header } = spec.source.options;
  const csv = { ...(nullValues === undefined ? {} : { nullValues }), ...(header === undefined ? {} : { header }) };
  return opened(document.runId, await bundleOfRun(store, status.model), csv, status.decision?.verdict === 'block');
}

function opened(name: string, files: BundleFiles, csv: CsvOptions, blocked: boolean): OpenedModel {
  const family = familyNamed(readModelCard(files).family);
  const modelSha256 = sha256(files['model.onnx']);
  return { name, files, family, modelSha256, csv, blocked };
}

/** The newest run that made a model: one that is still under way is passed over. */
async function latestWithModel(store: ArtifactStore): Promise<RunDocument> {
  const found = (await listRuns(store)).find((run) => run.status?.model !== undefined);
  if (found !== undefined) return found;
  throw new HeadwaterError('RUN_NOT_FOUND', 'this state folder has no finished run with a model', {
    hint: '`headwater run CHAIN` makes one; `headwater runs` lists what there is.',
  });
}

type WithModel = RunStatus & Required<Pick<RunStatus, 'model'>>;

function requireModel({ runId, status }: RunDocument): WithModel {
  if (status === undefined)
    throw new HeadwaterError('RUN_NOT_FOUND', `${runId} has not finished`, {
      hint: '`headwater status` says how far it is; `headwater run` goes on with it.',
    });
  if (status.model === undefined)
    throw new HeadwaterError('USAGE', `${runId} ended before it had trained a model (${status.state})`, {
      hint: 'Take another run: `headwater runs` lists them.',
    });
  return status as WithModel;
}

async function bundleOfRun(store: ArtifactStore, model: WithModel['model']): Promise<BundleFiles> {
  const tree: ArtifactTree = await store.getTree(model.bundle);
  return readFiles(`the model bundle ${model.bundle.sha256}`, async (name) => {
    const ref = tree.files[name];
    return ref === undefined ? null : store.getBytes(ref);
  });
}

async function bundleOfFolder(folder: string): Promise<BundleFiles> {
  return readFiles(folder, (name) => readFile(join(folder, name)).catch(() => null));
}

async function readFiles(
  where: string,
  read: (name: keyof BundleFiles) => Promise<Uint8Array | null>,
): Promise<BundleFiles> {
  const found = await Promise.all(BUNDLE_FILE_NAMES.map(async (name) => [name, await read(name)] as const));
  const lacking = found.filter(([, bytes]) => bytes === null).map(([name]) => name);
  if (lacking.length === 0) return Object.fromEntries(found) as unknown as BundleFiles;
  throw new HeadwaterError('MODEL_BUNDLE_INVALID', `${where} lacks ${lacking.join(', ')}`, {
    hint: `A bundle holds ${BUNDLE_FILE_NAMES.join(', ')}: restore it or train again.`,
    where,
  });
}
