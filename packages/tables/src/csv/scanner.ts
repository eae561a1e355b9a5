import type { CsvDialect } from './dialect';

const LINE_FEED = 10;
const RETURN = 13;
const BLANK = 32;

const FIELD_START = 0;
const UNQUOTED = 1;
const QUOTED = 2;
const QUOTE_SEEN = 3;

export interface ScanEvents {
  /** A record with its number of fields and the line (from 1) it starts in. */
  record(fields: number, line: number): void;
  /** Something follows a closing quote. */
  malformed(line: number): void;
}

/**
 * Counts the records and fields of UTF-8 CSV bytes after RFC 4180, with the leniencies of the reader it stands beside:
 * blanks around quotes, any line end, empty lines that are no records where there are several columns. It builds no
 * values, so it checks a file at a few hundred megabytes a second and knows the line of everything.
 */
export class CsvScanner {
  /** Ends of records, by kind. */
  readonly lineEnds = { lf: 0, crlf: 0, cr: 0 };
  /** Empty lines before the first record. */
  leadingBlankLines = 0;
  records = 0;
  longestRecord = 0;
  private state = FIELD_START;
  private fields = 1;
  private length = 0;
  private line = 1;
  private recordLine = 1;
  private afterReturn = false;

  private readonly delimiter: number;
  private readonly quote: number;
  private readonly single: boolean;

  constructor(
    dialect: CsvDialect,
    private readonly events: ScanEvents,
  ) {
    this.delimiter = dialect.delimiter.charCodeAt(0);
    this.quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
    this.single = dialect.fields === 1;
  }

  feed(chunk: Uint8Array): void {
    const { delimiter, quote } = this;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (this.state === QUOTED) {
        this.length++;
        if (byte === quote) this.state = QUOTE_SEEN;
        else if (byte === LINE_FEED) this.line++;
        continue;
      }
      if (byte === LINE_FEED || byte === RETURN) {
        this.lineEnd(byte);
        continue;
      }
      this.afterReturn = false;
      this.length++;
      if (byte === delimiter) {
        this.fields++;
        this.state = FIELD_START;
      } else if (byte === quote && this.state !== UNQUOTED) {
        this.state = QUOTED;
      } else if (this.state === FIELD_START) {
        if (byte !== BLANK) this.state = UNQUOTED;
      } else if (this.state === QUOTE_SEEN && byte !== BLANK) {
        this.events.malformed(this.line);
        this.state = UNQUOTED;
      }
    }
  }

  /** Call after the last byte. Returns the line in which a quoted value starts that never ends, or null. */
  end(): number | null {
    if (this.state === QUOTED) return this.recordLine;
    if (this.length > 0) this.endRecord();
    return null;
  }

  private lineEnd(byte: number): void {
    if (byte === LINE_FEED && this.afterReturn) {
      this.afterReturn = false;
      this.lineEnds.cr--;
      this.lineEnds.crlf++;
      return;
    }
    this.afterReturn = byte === RETURN;
    const blank = this.length === 0;
    if (blank && this.records === 0) this.leadingBlankLines++;
    this.lineEnds[byte === RETURN ? 'cr' : 'lf']++;
    if (!blank || (this.single && this.records > 0)) this.endRecord();
    this.line++;
    this.recordLine = this.line;
    this.state = FIELD_START;
  }

  private endRecord(): void {
    this.records++;
    if (this.length > this.longestRecord) this.longestRecord = this.length;
    this.events.record(this.fields, this.recordLine);
    this.fields = 1;
    this.length = 0;
    this.state = FIELD_START;
  }
}
