import { canonicalJson, ORIGINS, type Origin } from '@headwater/contracts';
import { footerBytes, metadataOf, rowsOfGroups, withFooter, withMetadata } from './footer';

/** Key of the file metadata that says, as a JSON list, where each row group's rows come from. */
export const ORIGINS_KEY = 'headwater.origins';

export interface RowGroupOrigin {
  origin: Origin;
  /** Of synthetic rows: whose; 0 for real rows. */
  generation: number;
  /** SHA-256 of the table they were drawn from. */
  source: string;
  rows: number;
}

/** Labels row groups, in order, in the file's metadata; pages stay as they are. */
export async function labelRowGroups(path: string, labels: readonly RowGroupOrigin[]): Promise<void> {
  await withFooter(path, 'r+', async ({ meta, start }, file) => {
    if (!fits(labels, rowsOfGroups(meta))) throw new RangeError('parquet: the labels are not of these row groups');
    const bytes = footerBytes(withMetadata(meta, ORIGINS_KEY, canonicalJson(labels)));
    await file.truncate(start);
    await file.write(bytes, 0, bytes.length, start);
  });
}

/** Labels all row groups alike. */
export async function labelTable(path: string, label: Omit<RowGroupOrigin, 'rows'>): Promise<void> {
  const groups = await withFooter(path, 'r', ({ meta }) => Promise.resolve(rowsOfGroups(meta)));
  await labelRowGroups(
    path,
    groups.map((rows) => ({ ...label, rows })),
  );
}

/** The origins of a file's row groups; null where one has no label, or another's. */
export async function rowGroupOrigins(path: string): Promise<RowGroupOrigin[] | null> {
  return withFooter(path, 'r', ({ meta }) => {
    const written = metadataOf(meta).get(ORIGINS_KEY);
    const labels = written === undefined ? null : parsed(written);
    return Promise.resolve(labels !== null && fits(labels, rowsOfGroups(meta)) ? labels : null);
  });
}

function parsed(text: string): RowGroupOrigin[] | null {
  try {
    const labels: unknown = JSON.parse(text);
    return Array.isArray(labels) && labels.every(isLabel) ? labels : null;
  } catch {
    return null;
  }
}

function isLabel(value: unknown): value is RowGroupOrigin {
  const { origin, generation, source } = (value ?? {}) as Record<string, unknown>;
  return ORIGINS.includes(origin as Origin) && Number.isSafeInteger(generation) && typeof source === 'string';
}

function fits(labels: readonly RowGroupOrigin[], rows: readonly number[]): boolean {
  return labels.length === rows.length && labels.every((label, k) => label.rows === rows[k]);
}
