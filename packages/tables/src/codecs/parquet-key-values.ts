import { open, type FileHandle } from 'node:fs/promises';

const MAGIC = 'PAR1';
/** Length of the footer and magic, at the end. */
const TAIL = 8;
/** Field of FileMetaData (parquet.thrift). */
const KEY_VALUE_METADATA = 5;

/**
 * Puts the key-value pairs of a Parquet file's footer into the order of their bytes, in place. The writer keeps them in
 * a randomly seeded hash map, so that equal tables would differ; none of the footer's lengths depends on the order.
 */
export async function orderKeyValues(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    const { size } = await file.stat();
    const tail = await exactly(file, size - TAIL, TAIL);
    if (tail.toString('latin1', 4) !== MAGIC) throw new RangeError('parquet: the last four bytes are not PAR1');
    const at = size - TAIL - tail.readUInt32LE(0);
    const footer = await exactly(file, at, size - TAIL - at);
    const pairs = keyValuePlaces(footer);
    const first = pairs[0];
    if (first === undefined) return;
    const sorted = pairs.map(([from, to]) => footer.subarray(from, to)).sort((a, b) => a.compare(b));
    await file.write(Buffer.concat(sorted), 0, undefined, at + first[0]);
  } finally {
    await file.close();
  }
}

async function exactly(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  if ((await file.read(bytes, 0, length, at)).bytesRead !== length) throw new RangeError('parquet: the file is short');
  return bytes;
}

/** Where each KeyValue struct of a FileMetaData starts and ends. */
function keyValuePlaces(footer: Buffer): [number, number][] {
  const thrift = new CompactSkipper(footer);
  const places: [number, number][] = [];
  thrift.struct((field, type) => {
    if (field !== KEY_VALUE_METADATA) return thrift.skip(type);
    thrift.list((element) => {
      const from = thrift.at;
      thrift.skip(element);
      places.push([from, thrift.at]);
    });
  });
  return places;
}

/** Thrift's compact protocol, as far as finding where values end. */
class CompactSkipper {
  at = 0;
  constructor(private readonly bytes: Buffer) {}

  struct(value: (field: number, type: number) => void): void {
    let field = 0;
    for (;;) {
      const head = this.byte();
      if (head === 0) return;
      field = head >> 4 === 0 ? this.zigzag() : field + (head >> 4);
      value(field, head & 15);
    }
  }

  list(element: (type: number) => void): void {
    const head = this.byte();
    const count = head >> 4 === 15 ? this.varint() : head >> 4;
    for (let i = 0; i < count; i++) element(head & 15);
  }

  /** Past a value of a struct's field; a boolean there is in the field's type. */
  skip(type: number): void {
    switch (type) {
      case 1:
      case 2:
        return;
      case 3:
        this.at += 1;
        return;
      case 4:
      case 5:
      case 6:
        this.varint();
        return;
      case 7:
        this.at += 8;
        return;
      case 8: {
        const length = this.varint();
        this.at += length;
        return;
      }
      case 9:
      case 10:
        return this.list((element) => (element <= 2 ? void this.byte() : this.skip(element)));
      case 12:
        return this.struct((_, field) => this.skip(field));
      default:
        throw new RangeError(`parquet: the footer has a value of type ${type}, which FileMetaData never has`);
    }
  }

  private byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new RangeError('parquet: the footer ends in the middle of a value');
    return byte;
  }

  private varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  private zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
