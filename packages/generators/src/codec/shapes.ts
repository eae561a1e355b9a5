import type { RandomStream } from '@headwater/random';

/** What random characters are drawn from. */
export const ALPHABETS = {
  digit: '0123456789',
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  hex: '0123456789abcdef',
  HEX: '0123456789ABCDEF',
  lowerDigit: 'abcdefghijklmnopqrstuvwxyz0123456789',
  upperDigit: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  letter: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  any: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
} as const;
type Alphabet = keyof typeof ALPHABETS;

/** A part of a text: fixed characters, or `min` to `max` characters of an alphabet. */
export type Part = { text: string } | RandomPart;
export interface RandomPart {
  from: Alphabet;
  min: number;
  max: number;
}

export function isRandom(part: Part): part is RandomPart {
  return 'from' in part;
}

/** A form texts take, and how many training texts took it. */
export interface Shape {
  rows: number;
  parts: Part[];
}

const MOST_SHAPES = 50;

/**
 * The forms of the texts. Texts of at most three lengths are described position by position (codes, hex, phone
 * numbers); others as runs of one character class (e-mail addresses, names). Only a character that is not a letter or
 * digit, or one that every text of a form shares, is kept as it is.
 */
export function fitShapes(texts: readonly string[]): Shape[] {
  const byLength = groupBy(texts, (text) => String(text.length));
  if (byLength.size <= 3)
    return [...byLength.values()].map((group) => ({ rows: group.length, parts: positionParts(group) }));
  const byRuns = [...groupBy(texts, runKey).values()].sort(
    (a, b) => b.length - a.length || (runKey(a[0] as string) < runKey(b[0] as string) ? -1 : 1),
  );
  const kept = byRuns.filter((group) => group.length >= 2).slice(0, MOST_SHAPES);
  const covered = kept.reduce((sum, group) => sum + group.length, 0);
  if (covered < texts.length / 2) return wordShapes(texts);
  return kept.map((group) => ({ rows: group.length, parts: runParts(group) }));
}

function groupBy(texts: readonly string[], key: (text: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const text of texts) {
    const k = key(text);
    const group = groups.get(k);
    if (group) group.push(text);
    else groups.set(k, [text]);
  }
  return groups;
}

function positionParts(texts: string[]): Part[] {
  const parts: Part[] = [];
  for (let i = 0; i < (texts[0] as string).length; i++) parts.push(partOf(texts.map((text) => text[i] as string)));
  return merged(parts);
}

/** One text alone shares everything with itself: with fewer than five, letters and digits are never kept. */
function partOf(pieces: string[]): Part {
  const first = pieces[0] as string;
  const shared = pieces.every((piece) => piece === first);
  if (shared && (pieces.length >= 5 || !/[\p{L}\p{N}]/u.test(first))) return { text: first };
  const lengths = pieces.map((piece) => piece.length);
  return { from: alphabetOf(pieces.join('')), min: Math.min(...lengths), max: Math.max(...lengths) };
}

/** Joins neighbours of one alphabet and neighbouring fixed characters. */
function merged(parts: Part[]): Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (last && 'text' in last && 'text' in part) last.text += part.text;
    else if (last && 'from' in last && 'from' in part && last.from === part.from) {
      last.min += part.min;
      last.max += part.max;
    } else out.push({ ...part });
  }
  return out;
}

function alphabetOf(characters: string): Alphabet {
  if (/^\d+$/.test(characters)) return 'digit';
  if (/\d/.test(characters)) {
    if (/^[0-9a-f]+$/.test(characters)) return 'hex';
    if (/^[0-9A-F]+$/.test(characters)) return 'HEX';
    return /^[0-9\p{Ll}]+$/u.test(characters)
      ? 'lowerDigit'
      : /^[0-9\p{Lu}]+$/u.test(characters)
        ? 'upperDigit'
        : 'any';
  }
  return /^\p{Ll}+$/u.test(characters) ? 'lower' : /^\p{Lu}+$/u.test(characters) ? 'upper' : 'letter';
}

/** Runs of digits, of capitals, of other letters, and every other character for itself. */
function runsOf(text: string): string[] {
  return text.match(/\p{N}+|\p{Lu}+|[\p{L}\p{M}]+|[^\p{L}\p{M}\p{N}]/gu) ?? [];
}

function runKey(text: string): string {
  return runsOf(text)
    .map((run) => (/^\p{N}/u.test(run) ? '0' : /^\p{Lu}/u.test(run) ? 'A' : /^[\p{L}\p{M}]/u.test(run) ? 'a' : run))
    .join('');
}

function runParts(texts: string[]): Part[] {
  const runs = texts.map(runsOf);
  return (runs[0] as string[]).map((_, i) => partOf(runs.map((r) => r[i] as string)));
}

/** Free text: words of lower-case letters, as many and as long as the texts' own. */
function wordShapes(texts: readonly string[]): Shape[] {
  const words = texts.map((text) => text.split(/\s+/).filter((word) => word !== '').length);
  const letters = texts.map((text, i) =>
    Math.max(1, Math.round((text.length + 1) / Math.max(1, words[i] as number)) - 1),
  );
  const long = Math.max(1, Math.min(20, median(letters)));
  const counts = groupBy(
    words.map((n) => String(Math.max(1, Math.min(40, n)))),
    (n) => n,
  );
  return [...counts].map(([count, group]) => ({
    rows: group.length,
    parts: Array.from({ length: 2 * Number(count) - 1 }, (_, i): Part =>
      i % 2 === 1 ? { text: ' ' } : { from: 'lower', min: Math.max(1, long - 2), max: long + 2 },
    ),
  }));
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 1;
}

/** A form chosen by its frequency (an index into `shapes`), and a length for each of its random parts. */
export function drawForm(shapes: readonly Shape[], stream: RandomStream): { shape: number; random: number[] } {
  const total = shapes.reduce((sum, shape) => sum + shape.rows, 0);
  let target = stream.uniform() * total;
  const shape = shapes.findIndex((s) => (target -= s.rows) < 0);
  const at = shape < 0 ? shapes.length - 1 : shape;
  const parts = (shapes[at] as Shape).parts.filter(isRandom);
  return { shape: at, random: parts.map(({ min, max }) => min + stream.below(max - min + 1)) };
}
