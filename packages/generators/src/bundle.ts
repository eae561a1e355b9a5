import { HeadwaterError, type ModelCard } from '@headwater/contracts';
import type { BundleFiles } from './family';

export const BUNDLE_FILE_NAMES = [
  'model.onnx',
  'codec.json',
  'card.json',
] as const satisfies readonly (keyof BundleFiles)[];

/** Throws MODEL_BUNDLE_INVALID when a file is missing or empty. */
export function requireFiles(bundle: Partial<BundleFiles>): asserts bundle is BundleFiles {
  for (const name of BUNDLE_FILE_NAMES) {
    const file = bundle[name];
    if (file === undefined || file.length === 0)
      throw invalid(
        `${name} is missing`,
        'A bundle holds model.onnx, codec.json and card.json: restore it or train again.',
      );
  }
}

/** The bundle's card. Throws MODEL_BUNDLE_INVALID when it is damaged or of a newer format. */
export function readModelCard(bundle: Partial<BundleFiles>): ModelCard {
  const bytes = bundle['card.json'];
  if (bytes === undefined) throw invalid('card.json is missing', 'Restore the bundle or train again.');
  let card: Partial<ModelCard> | null;
  try {
    card = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Partial<ModelCard> | null;
  } catch (cause) {
    throw invalid('card.json is not JSON', 'Restore the bundle or train again.', cause);
  }
  const version: unknown = card?.version;
  if (typeof version === 'number' && version > 1) {
    throw invalid(
      `card.json has format version ${version}; this program reads version 1`,
      'Update Headwater, or train the model again with this version.',
    );
  }
  if (
    version !== 1 ||
    typeof card?.family !== 'string' ||
    !Array.isArray(card.training) ||
    typeof card.parameters !== 'object'
  ) {
    throw invalid('card.json is incomplete', 'Restore the bundle or train again.');
  }
  return card as ModelCard;
}

/** The bundle's card, when `family` made it. Throws MODEL_BUNDLE_INVALID otherwise. */
export function requireFamily(bundle: BundleFiles, family: string): ModelCard {
  const card = readModelCard(bundle);
  if (card.family !== family)
    throw invalid(
      `it is a model of the family ${JSON.stringify(card.family)}, not ${family}`,
      'Sample it with its own family.',
    );
  return card;
}

function invalid(what: string, hint: string, cause?: unknown): HeadwaterError {
  return new HeadwaterError('MODEL_BUNDLE_INVALID', `the model bundle cannot be used: ${what}`, {
    hint,
    ...(cause === undefined ? {} : { cause }),
  });
}
