import type { Path } from '../yaml/locate';

/** `schema.columns."hours per week".role` */
export function pathText(path: Path): string {
  return path.map((step) => (/^[\w-]+$/.test(String(step)) ? String(step) : JSON.stringify(step))).join('.');
}

/** A value as its writer would know it again, cut to a line. */
export function quoted(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** `a`, `b` or `c` */
export function oneOf(values: readonly unknown[]): string {
  const words = values.map((v) => `\`${String(v)}\``);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

/** a, b and c */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

export function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : `; did you mean \`${suggestion}\`?`;
}
