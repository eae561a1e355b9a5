/** True and false words that belong together. */
const PAIRS: readonly (readonly [trueText: string, falseText: string])[] = [
  ['true', 'false'],
  ['True', 'False'],
  ['TRUE', 'FALSE'],
  ['yes', 'no'],
  ['Yes', 'No'],
  ['YES', 'NO'],
  ['t', 'f'],
  ['T', 'F'],
  ['y', 'n'],
  ['Y', 'N'],
];
const DIGITS = ['1', '0'] as const;

export interface BooleanWords {
  trueText: string;
  falseText: string;
}

/** The pair that the words (at most two, at least one) come from. Digits count only where a boolean was declared. */
export function booleanPair(words: readonly string[], declared: boolean): BooleanWords | null {
  if (words.length === 0 || words.length > 2) return null;
  const pair = [...PAIRS, ...(declared ? [DIGITS] : [])].find((p) => words.every((word) => p.includes(word)));
  if (pair === undefined) return null;
  // One letter alone in a whole column is more likely a code than half of a pair.
  if (!declared && words.length === 1 && pair[0].length === 1) return null;
  return { trueText: pair[0], falseText: pair[1] };
}

const KNOWN = new Set<string>([...PAIRS.flat(), ...DIGITS]);

export function isBooleanWord(word: string): boolean {
  return KNOWN.has(word);
}
