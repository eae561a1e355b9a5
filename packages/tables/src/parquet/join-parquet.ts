import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { FILE, footerBytes, ROW_GROUP, rowGroupsOf, rowsOfGroups, withField, withFooter } from './footer';
import { fieldOf, WIRE, type ThriftField, type ThriftList, type ThriftStruct } from './thrift';

/** Field numbers of parquet.thrift's ColumnChunk and ColumnMetaData. */
const CHUNK = { offset: 2, meta: 3, firstIndex: 4, lastIndex: 7, offsetIndex: 4, columnIndex: 6 } as const;
/** Places in the file: of data, index and dictionary pages, and of a Bloom filter. */
const PLACES: ReadonlySet<number> = new Set([9, 10, 11, 14]);
const START = 4;

/**
 * One Parquet file of the row groups of several, in order, without decoding a page: the parts keep row groups of their
 * own, which no writer that is fed rows promises. The parts have one schema and were written by parquetCodec; the first
 * one's metadata stays. Page indexes, which hold places in the file too, are left out. Answers the rows of each part's
 * row groups.
 */
export async function joinParquet(target: string, parts: readonly string[]): Promise<number[][]> {
  const out = await open(target, 'w');
  try {
    await out.write(Buffer.from('PAR1'));
    let at = START;
    let joined: ThriftStruct | null = null;
    const groups: ThriftStruct[] = [];
    const rows: number[][] = [];
    for (const part of parts) {
      const { meta, end } = await withFooter(part, 'r', ({ meta: found, start }) =>
        Promise.resolve({ meta: found, end: endOfPages(found, start) }),
      );
      joined ??= meta;
      for (const group of rowGroupsOf(meta)) groups.push(moved(group, BigInt(at - START), groups.length));
      rows.push(rowsOfGroups(meta));
      if (end > START) {
        for await (const chunk of createReadStream(part, { start: START, end: end - 1 }))
          await out.write(chunk as Buffer);
        at += end - START;
      }
    }
    if (joined === null) throw new RangeError('parquet: nothing to join');
    const all = BigInt(rows.flat().reduce((sum, n) => sum + n, 0));
    const withRows = withField(joined, FILE.rows, WIRE.i64, all);
    await out.write(footerBytes(withField(withRows, FILE.rowGroups, WIRE.list, { type: WIRE.struct, items: groups })));
    return rows;
  } finally {
    await out.close();
  }
}

/** Where the pages end: at the first page index, or the footer. */
function endOfPages(meta: ThriftStruct, footer: number): number {
  const indexes = rowGroupsOf(meta).flatMap((group) =>
    chunksOf(group).flatMap((chunk) =>
      [CHUNK.offsetIndex, CHUNK.columnIndex].flatMap((id) => {
        const place = fieldOf(chunk, id);
        return typeof place === 'bigint' ? [Number(place)] : [];
      }),
    ),
  );
  return indexes.reduce((least, place) => Math.min(least, place), footer);
}

function moved(group: ThriftStruct, by: bigint, ordinal: number): ThriftStruct {
  return group.map((field): ThriftField => {
    if (field.id === ROW_GROUP.columns)
      return { ...field, value: { type: WIRE.struct, items: chunksOf(group).map((chunk) => movedChunk(chunk, by)) } };
    if (field.id === ROW_GROUP.offset) return shifted(field, by);
    return field.id === ROW_GROUP.ordinal ? { ...field, value: BigInt(ordinal) } : field;
  });
}

function movedChunk(chunk: ThriftStruct, by: bigint): ThriftStruct {
  return chunk
    .filter(({ id }) => id < CHUNK.firstIndex || id > CHUNK.lastIndex)
    .map((field): ThriftField => {
      // Of a file's own chunk it is 0 since parquet-format 2.9; older writers name the place of the metadata.
      if (field.id === CHUNK.offset) return field.value === 0n ? field : shifted(field, by);
      if (field.id !== CHUNK.meta) return field;
      const meta = field.value as ThriftStruct;
      return { ...field, value: meta.map((f) => (PLACES.has(f.id) ? shifted(f, by) : f)) };
    });
}

function shifted(field: ThriftField, by: bigint): ThriftField {
  return { ...field, value: (field.value as bigint) + by };
}

function chunksOf(group: ThriftStruct): ThriftStruct[] {
  return ((fieldOf(group, ROW_GROUP.columns) as ThriftList | undefined)?.items ?? []) as ThriftStruct[];
}
