import { HeadwaterError, type CsvOptions } from '@headwater/contracts';
import { kindOf, NumberKind, scanNumber } from '../text/scan-number';
import { patternsOf } from '../text/time-patterns';
import { NO_DELIMITER, type CsvDialect } from './dialect';
import { headRecords, type HeadField } from './head-records';

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Records of the head that are looked at. */
const MOST_RECORDS = 500;

export interface Sniffed {
  dialect: CsvDialect;
  /** The first record. */
  first: string[];
}

/**
 * Decides delimiter, quote and header from the first part of a file, as far as the options leave them open. Returns
 * null where there is no record at all. DuckDB's own sniffer takes the types of the columns into account and so is at a
 * loss with tables of text only; this one goes by the header: see {@link pickDelimiter} and {@link isHeader}.
 */
export function sniffCsv(head: string, whole: boolean, options: CsvOptions): Sniffed | null {
  const text = whole ? head : head.slice(0, Math.max(head.lastIndexOf('\n') + 1, 1));
  const quote = oneCharacter('quote', options.quote) ?? pickQuote(text);
  const delimiter =
    oneCharacter('delimiter', options.delimiter === '\\t' ? '\t' : options.delimiter) ??
    pickDelimiter(text, quote, whole);
  const records = headRecords(text, delimiter, quote, MOST_RECORDS);
  const first = records[0];
  if (first === undefined) return null;
  const header = options.header ?? isHeader(first);
  return { dialect: { delimiter, quote, header, fields: first.length }, first: first.map((field) => field.text) };
}

/**
 * The delimiter that the header has and that splits most records into as many fields as the header; among equals the
 * one with more fields. Where the header has none there is one column, unless every other record agrees on more: then
 * the header itself is the odd one, and reading on will say so.
 */
function pickDelimiter(text: string, quote: string, whole: boolean): string {
  let best = { delimiter: NO_DELIMITER as string, share: 0, fields: 0 };
  for (const delimiter of DELIMITERS) {
    const records = headRecords(text, delimiter, quote, MOST_RECORDS);
    if (!whole && records.length > 2) records.pop();
    const fields = records[0]?.length ?? 0;
    const agreeing = records.filter((r) => r.length === fields).length;
    const share = fields > 1 ? agreeing / records.length : unanimous(records.slice(1)) ? 0.01 : 0;
    if (share > best.share || (share === best.share && share > 0 && fields > best.fields))
      best = { delimiter, share, fields };
  }
  return best.delimiter;
}

function unanimous(records: HeadField[][]): boolean {
  const fields = records[0]?.length ?? 0;
  return fields > 1 && records.length > 1 && records.every((r) => r.length === fields);
}

/** Double quotes, unless there are none and some column stands in single quotes throughout. */
function pickQuote(text: string): string {
  if (text.includes('"') || !text.includes("'")) return '"';
  const delimiter = pickDelimiter(text, "'", true);
  const records = headRecords(text, delimiter, "'", MOST_RECORDS).slice(1);
  const columns = records[0]?.length ?? 0;
  for (let j = 0; j < columns; j++) if (records.every((r) => r[j]?.quoted)) return "'";
  return '"';
}

/** The first line is a header unless it clearly is data: every cell that is not empty is a number or a date. */
function isHeader(first: HeadField[]): boolean {
  const filled = first.filter((field) => field.text.trim() !== '');
  return filled.length === 0 || !filled.every((field) => isDatum(field.text.trim()));
}

function isDatum(text: string): boolean {
  return (
    kindOf(scanNumber(text, '.')) !== NumberKind.none ||
    kindOf(scanNumber(text, ',')) !== NumberKind.none ||
    patternsOf(text).length > 0
  );
}

function oneCharacter(option: 'delimiter' | 'quote', value: string | undefined): string | undefined {
  if (value === undefined || (option === 'quote' && value === '')) return value;
  if (value.length === 1 && value.charCodeAt(0) < 128 && value !== '\n' && value !== '\r') return value;
  throw new HeadwaterError(
    'SPEC_INVALID',
    `source.options.${option}: ${JSON.stringify(value)} is not one ASCII character`,
    {
      where: `source.options.${option}`,
      hint: 'Give one character, such as "," or ";" or "\\t".',
    },
  );
}
