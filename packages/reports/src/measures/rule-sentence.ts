import { typeset } from '../html/format';

const RULE = /^(>=|<=) (\S+?)(?: \(warn (?:>=|<=) (\S+?)\))?((?:, [^,]+)*)$/;

/** What is held against the thresholds, by the words of a rule's text. */
const SUBJECTS: readonly [words: string, subject: string][] = [
  ['score less reference', 'What it has over real rows'],
  ['score over reference', 'Its part of what real rows score'],
];

/** A rule's text as a sentence: `It passes at 0.75 or less and warns at 0.85 or less.` One of another form is quoted. */
export function ruleSentence(rule: string): string {
  const [, comparison, pass, warn, qualities = ''] = RULE.exec(rule) ?? [];
  if (comparison === undefined || pass === undefined) return `The rule is ${typeset(rule)}.`;
  const side = comparison === '>=' ? 'or more' : 'or less';
  const subject = SUBJECTS.find(([words]) => qualities.includes(words))?.[1] ?? 'It';
  const warns = warn === undefined ? '' : ` and warns at ${warn} ${side}`;
  const bound = qualities.includes('95 % bound') ? ', by the favourable end of its 95\u00a0% interval' : '';
  return `${subject} passes at ${pass} ${side}${warns}${bound}.`;
}
