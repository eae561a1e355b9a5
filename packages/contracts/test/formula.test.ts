import {
  constraintColumns,
  FormulaError,
  formulaColumns,
  MAX_FORMULA_LENGTH,
  parseFormula,
  type Formula,
} from '../src';

/** What the formula comes to, with parentheses written out. */
function told(formula: Formula): string {
  if (formula.kind === 'number') return String(formula.value);
  if (formula.kind === 'column') return `[${formula.name}]`;
  if (formula.kind === 'negate') return `(-${told(formula.of)})`;
  return `(${told(formula.left)} ${formula.kind} ${told(formula.right)})`;
}

it.each([
  ['A + B - 2 * D', '(([A] + [B]) - (2 * [D]))'],
  ['a-b-c', '(([a] - [b]) - [c])'],
  ['a/b*c', '(([a] / [b]) * [c])'],
  ['a - (b - c)', '([a] - ([b] - [c]))'],
  ['-a * -2.5e-1', '((-[a]) * (-0.25))'],
  ['--a', '(-(-[a]))'],
  ['.5 + 5. + 1E3', '((0.5 + 5) + 1000)'],
  ['`net price` + "tax (5%)"', '([net price] + [tax (5%)])'],
  ['`a``b` * "c""d"', '([a`b] * [c"d])'],
  ['prix_é2+число', '([prix_é2] + [число])'],
  ['((a))', '[a]'],
])('reads %s', (text, meaning) => {
  expect(told(parseFormula(text))).toBe(meaning);
});

it.each([
  ['', 0, /missing/],
  ['a +', 3, /missing/],
  ['a b', 2, /operator was expected/],
  ['(a', 0, /not closed/],
  ['a)', 1, /operator was expected/],
  ['a + `b', 4, /not closed/],
  ['a ^ 2', 2, /no meaning/],
  ['a, b', 1, /no meaning/],
  ['1e999', 0, /too large/],
  ['2a', 1, /operator was expected/],
  ['* a', 0, /was expected/],
  ['""', 0, /not closed/],
  ['a'.repeat(MAX_FORMULA_LENGTH + 1), 0, /at most/],
])('refuses %j', (text, at, message) => {
  let error: unknown;
  try {
    parseFormula(text);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(FormulaError);
  expect((error as FormulaError).at).toBe(at);
  expect((error as FormulaError).message).toMatch(message);
});

it('bears as many parentheses and terms as fit', () => {
  const deep = `${'('.repeat(999)}a${')'.repeat(999)}`;
  expect(formulaColumns(parseFormula(deep))).toEqual(['a']);
  expect(formulaColumns(parseFormula('a+'.repeat(999) + 'b'))).toEqual(['a', 'b']);
});

it('names the columns of a rule, each once', () => {
  expect(constraintColumns({ kind: 'formula', column: 'c', equals: 'a + `b b` * a' })).toEqual(['c', 'a', 'b b']);
  expect(constraintColumns({ kind: 'inequality', low: '2020-01-01', high: 'x' })).toEqual(['x']);
  expect(constraintColumns({ kind: 'inequality', low: 'x', high: 3 })).toEqual(['x']);
  expect(constraintColumns({ kind: 'one-hot', columns: ['a', 'b', 'a'] })).toEqual(['a', 'b']);
});
