import { HeadwaterError, type ArtifactRef } from '@headwater/contracts';
import type { BundleFiles } from '@headwater/generators';
import type { StageEnvironment } from './environment';

/** The bundle last used: one host makes many shards of one model, and families keep what they built from the object. */
let loaded: { sha256: string; files: BundleFiles } | null = null;

export async function loadBundle(environment: StageEnvironment, ref: ArtifactRef): Promise<BundleFiles> {
  if (loaded?.sha256 === ref.sha256) return loaded.files;
  const tree = await environment.store.getTree(ref);
  const file = async (name: keyof BundleFiles): Promise<Uint8Array> => {
    const part = tree.files[name];
    if (part === undefined)
      throw new HeadwaterError('MODEL_BUNDLE_INVALID', `the model bundle ${ref.sha256} has no ${name}`);
    return environment.store.getBytes(part);
  };
  const files: BundleFiles = {
    'model.onnx': await file('model.onnx'),
    'codec.json': await file('codec.json'),
    'card.json': await file('card.json'),
  };
  loaded = { sha256: ref.sha256, files };
  return files;
}
