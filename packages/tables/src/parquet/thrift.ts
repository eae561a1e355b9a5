/**
 * Thrift's compact protocol (Apache Thrift, thrift-compact-protocol.md), as far as Parquet footers need it: a value is
 * kept with its type, so that what is read and written again is the same but for what was changed.
 */
export type ThriftValue = boolean | bigint | Uint8Array | ThriftList | ThriftStruct;

export interface ThriftField {
  id: number;
  /** Wire type; 1 and 2 are true and false. */
  type: number;
  value: ThriftValue;
}
export type ThriftStruct = ThriftField[];
export interface ThriftList {
  type: number;
  items: ThriftValue[];
}

export const WIRE = { true: 1, false: 2, byte: 3, i16: 4, i32: 5, i64: 6, double: 7, binary: 8, list: 9, struct: 12 };

export function readThrift(bytes: Uint8Array): ThriftStruct {
  return new Reader(bytes).struct();
}

export function writeThrift(struct: ThriftStruct): Buffer {
  const out: Buffer[] = [];
  writeStruct(out, struct);
  return Buffer.concat(out);
}

/** The field's value; undefined where the struct lacks it. */
export function fieldOf(struct: ThriftStruct, id: number): ThriftValue | undefined {
  return struct.find((field) => field.id === id)?.value;
}

class Reader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  struct(): ThriftStruct {
    const fields: ThriftStruct = [];
    let id = 0;
    for (;;) {
      const head = this.byte();
      if (head === 0) return fields;
      const type = head & 15;
      id = head >> 4 === 0 ? Number(this.integer()) : id + (head >> 4);
      fields.push({ id, type, value: type <= WIRE.false ? type === WIRE.true : this.value(type) });
    }
  }

  private value(type: number): ThriftValue {
    switch (type) {
      case WIRE.true:
      case WIRE.false:
        return this.byte() === WIRE.true;
      case WIRE.byte:
        return BigInt(this.byte());
      case WIRE.i16:
      case WIRE.i32:
      case WIRE.i64:
        return this.integer();
      case WIRE.double:
        return this.take(8);
      case WIRE.binary:
        return this.take(Number(this.varint()));
      case WIRE.list:
      case WIRE.list + 1:
        return this.list();
      case WIRE.struct:
        return this.struct();
      default:
        throw new RangeError(`thrift: no such type: ${type}`);
    }
  }

  private list(): ThriftList {
    const head = this.byte();
    const size = head >> 4 === 15 ? Number(this.varint()) : head >> 4;
    const type = head & 15;
    return { type, items: Array.from({ length: size }, () => this.value(type)) };
  }

  private integer(): bigint {
    const n = this.varint();
    return (n >> 1n) ^ -(n & 1n);
  }

  private varint(): bigint {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  private take(length: number): Uint8Array {
    const end = this.at + length;
    if (!(end <= this.bytes.length)) throw new RangeError('thrift: the bytes end too soon');
    const part = this.bytes.subarray(this.at, end);
    this.at = end;
    return part;
  }

  private byte(): number {
    return this.take(1)[0] as number;
  }
}

function writeStruct(out: Buffer[], struct: ThriftStruct): void {
  let last = 0;
  for (const { id, type, value } of struct) {
    const step = id - last;
    const wire = typeof value === 'boolean' ? (value ? WIRE.true : WIRE.false) : type;
    if (step > 0 && step < 16) out.push(Buffer.of((step << 4) | wire));
    else out.push(Buffer.of(wire), integer(BigInt(id)));
    if (typeof value !== 'boolean') writeValue(out, type, value);
    last = id;
  }
  out.push(Buffer.of(0));
}

function writeValue(out: Buffer[], type: number, value: ThriftValue): void {
  if (typeof value === 'boolean') out.push(Buffer.of(value ? WIRE.true : WIRE.false));
  else if (typeof value === 'bigint') out.push(type === WIRE.byte ? Buffer.of(Number(value)) : integer(value));
  else if (value instanceof Uint8Array)
    out.push(...(type === WIRE.double ? [] : [varint(BigInt(value.length))]), Buffer.from(value));
  else if (Array.isArray(value)) writeStruct(out, value);
  else {
    const size = value.items.length;
    out.push(Buffer.of((Math.min(size, 15) << 4) | value.type), ...(size < 15 ? [] : [varint(BigInt(size))]));
    for (const item of value.items) writeValue(out, value.type, item);
  }
}

function integer(value: bigint): Buffer {
  return varint(value < 0n ? -value * 2n - 1n : value * 2n);
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
