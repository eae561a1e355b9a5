import { METADATA_KEY } from '../codecs/table-codec';
import { ORIGINS_KEY } from '../parquet/row-group-origins';

/** Key of metadata by which a published table says that its rows were generated. */
export const SYNTHETIC_KEY = 'headwater.synthetic';

/**
 * Whether a file's metadata say that rows of it were generated: by a key of its own, in what parquetCodec and arrowCodec
 * were given, or by a training pool's labels.
 */
export function saysSynthetic(metadata: ReadonlyMap<string, string>): boolean {
  if (metadata.get(SYNTHETIC_KEY) === 'true') return true;
  const given = parsed(metadata.get(METADATA_KEY)) as Record<string, unknown> | null;
  if (given?.[SYNTHETIC_KEY] === 'true') return true;
  const labels = parsed(metadata.get(ORIGINS_KEY));
  return Array.isArray(labels) && labels.some((label: { origin?: unknown } | null) => label?.origin === 'synthetic');
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
