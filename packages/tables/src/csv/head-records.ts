/** A field as read, and whether it stood in quotes. */
export interface HeadField {
  text: string;
  quoted: boolean;
}

/** Splits the first part of a CSV text into records of fields; for deciding the dialect, so it forgives everything. */
export function headRecords(text: string, delimiter: string, quote: string, most: number): HeadField[][] {
  const records: HeadField[][] = [];
  let record: HeadField[] = [];
  let at = 0;
  while (at < text.length && records.length < most) {
    const field = fieldAt(text, at, delimiter, quote);
    record.push({ text: field.text, quoted: field.quoted });
    at = field.end;
    if (text[at] === delimiter) {
      at++;
      if (at < text.length) continue;
      record.push({ text: '', quoted: false });
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    if (record.length > 1 || record[0]?.text !== '' || record[0].quoted) records.push(record);
    record = [];
  }
  return records;
}

function fieldAt(
  text: string,
  from: number,
  delimiter: string,
  quote: string,
): { text: string; quoted: boolean; end: number } {
  let at = from;
  while (text[at] === ' ') at++;
  if (quote !== '' && text[at] === quote) return quotedAt(text, at + 1, delimiter, quote);
  at = fieldEnd(text, at, delimiter);
  return { text: text.slice(from, at), quoted: false, end: at };
}

function quotedAt(
  text: string,
  from: number,
  delimiter: string,
  quote: string,
): { text: string; quoted: boolean; end: number } {
  let value = '';
  let at = from;
  for (;;) {
    const close = text.indexOf(quote, at);
    if (close < 0) return { text: value + text.slice(at), quoted: true, end: text.length };
    value += text.slice(at, close);
    at = close + 1;
    if (text[at] !== quote) return { text: value, quoted: true, end: fieldEnd(text, at, delimiter) };
    value += quote;
    at++;
  }
}

function fieldEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
