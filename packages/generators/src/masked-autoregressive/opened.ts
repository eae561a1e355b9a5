import { HeadwaterError } from '@headwater/contracts';
import { InferenceSession } from '@headwater/onnx-graph';
import { requireFamily, requireFiles } from '../bundle';
import { TableCodec } from '../codec/table-codec';
import type { BundleFiles, GeneratorFamily } from '../family';
import { sha256 } from '../sha256';
import type { Layout } from './layout';
import { CODEC_KEY } from './sampler-graph';
import { networkLayout } from './network-layout';

/** A bundle ready to be drawn from. */
export interface Opened {
  codec: TableCodec;
  layout: Layout;
  session: InferenceSession;
  /** Whether the model takes a temperature: bundles of the first format do not. */
  tempered: boolean;
}

/** Throws MODEL_BUNDLE_INVALID when files are missing, damaged, of a newer format or do not belong together. */
export async function openBundle(family: GeneratorFamily, bundle: BundleFiles, threads: number): Promise<Opened> {
  requireFiles(bundle);
  requireFamily(bundle, family.name);
  const codec = TableCodec.fromBytes(bundle['codec.json']);
  const layout = networkLayout(codec);
  const session = await InferenceSession.load(bundle['model.onnx'], { threads });
  requireFit(session, layout, sha256(bundle['codec.json']));
  return { codec, layout, session, tempered: session.inputs.some(({ name }) => name === 'sharpness') };
}

/** A model made elsewhere need not name its codec; one that does must have this one. */
function requireFit(session: InferenceSession, layout: Layout, codecSha256: string): void {
  const width = session.inputs.find((input) => input.name === 'allowed')?.shape[0];
  const columns = session.inputs.find((input) => input.name === 'order')?.shape[0];
  const output = session.outputs.some((o) => o.name === 'codes');
  const named = session.metadata[CODEC_KEY] ?? codecSha256;
  if (width === layout.total && columns === layout.columns && output && named === codecSha256) return;
  throw new HeadwaterError('MODEL_BUNDLE_INVALID', 'model.onnx and codec.json do not belong together', {
    hint: 'The files are from different bundles: restore the bundle or train again.',
  });
}
