/** Arithmetic over columns of one row, as a tree. */
export type Formula =
  | { kind: 'number'; value: number }
  | { kind: 'column'; name: string }
  | { kind: 'negate'; of: Formula }
  | { kind: '+' | '-' | '*' | '/'; left: Formula; right: Formula };

/** A formula that cannot be read: what was expected, and at which character (from 0). */
export class FormulaError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
    this.name = 'FormulaError';
  }
}

export const MAX_FORMULA_LENGTH = 2000;

/**
 * Reads a formula: numbers, column names, `+ - * /`, a leading minus, parentheses. A name is letters, digits and `_`, not
 * starting with a digit; any other is put in backticks or double quotes, a quote in it doubled. Throws FormulaError.
 *
 *     sum = product (("+" | "-") product)*
 *     product = factor (("*" | "/") factor)*
 *     factor = "-" factor | number | name | "(" sum ")"
 */
export function parseFormula(text: string): Formula {
  if (text.length > MAX_FORMULA_LENGTH)
    throw new FormulaError(`it has ${text.length} characters; at most ${MAX_FORMULA_LENGTH} are read`, 0);
  return new Parser(tokens(text), text.length).whole();
}

/** The columns a formula reads, each once, in reading order. */
export function formulaColumns(formula: Formula): string[] {
  const names = new Set<string>();
  const visit = (node: Formula): void => {
    if (node.kind === 'column') names.add(node.name);
    else if (node.kind === 'negate') visit(node.of);
    else if (node.kind !== 'number') {
      visit(node.left);
      visit(node.right);
    }
  };
  visit(formula);
  return [...names];
}

interface Token {
  at: number;
  /** `name` for columns, `number`, or the sign itself. */
  sign: string;
  text: string;
}

const NUMBER = /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/;
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_]*/u;
const QUOTED = /^(?:`((?:[^`]|``)+)`|"((?:[^"]|"")+)")/;

function tokens(text: string): Token[] {
  const out: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^\s+/.exec(rest)?.[0];
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const token = tokenAt(rest, at);
    out.push({ at, sign: token.sign, text: token.text });
    at += token.length;
  }
  return out;
}

function tokenAt(rest: string, at: number): { sign: string; text: string; length: number } {
  const quoted = QUOTED.exec(rest);
  if (quoted !== null) {
    const text = quoted[1]?.replaceAll('``', '`') ?? quoted[2]?.replaceAll('""', '"') ?? '';
    return { sign: 'name', text, length: quoted[0].length };
  }
  const number = NUMBER.exec(rest)?.[0];
  if (number !== undefined) return { sign: 'number', text: number, length: number.length };
  const name = NAME.exec(rest)?.[0];
  if (name !== undefined) return { sign: 'name', text: name, length: name.length };
  const first = rest[0] as string;
  if ('+-*/()'.includes(first)) return { sign: first, text: first, length: 1 };
  if (first === '`' || first === '"') throw new FormulaError(`the quote ${first} is not closed`, at);
  throw new FormulaError(`${JSON.stringify(first)} has no meaning in a formula`, at);
}

class Parser {
  private next = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly end: number,
  ) {}

  whole(): Formula {
    const formula = this.sum();
    const left = this.tokens[this.next];
    if (left !== undefined)
      throw new FormulaError(`an operator was expected, not ${JSON.stringify(left.text)}`, left.at);
    return formula;
  }

  private sum(): Formula {
    return this.chain(['+', '-'], () => this.product());
  }

  private product(): Formula {
    return this.chain(['*', '/'], () => this.factor());
  }

  private chain(signs: readonly ('+' | '-' | '*' | '/')[], operand: () => Formula): Formula {
    let left = operand();
    for (;;) {
      const kind = signs.find((sign) => sign === this.tokens[this.next]?.sign);
      if (kind === undefined) return left;
      this.next++;
      left = { kind, left, right: operand() };
    }
  }

  private factor(): Formula {
    const token = this.tokens[this.next++];
    if (token === undefined) throw new FormulaError('a number, a column or a parenthesis is missing', this.end);
    if (token.sign === '-') return { kind: 'negate', of: this.factor() };
    if (token.sign === 'name') return { kind: 'column', name: token.text };
    if (token.sign === 'number') return this.number(token);
    if (token.sign !== '(')
      throw new FormulaError(
        `a number, a column or a parenthesis was expected, not ${JSON.stringify(token.text)}`,
        token.at,
      );
    const inner = this.sum();
    const close = this.tokens[this.next++];
    if (close?.sign !== ')') throw new FormulaError('a parenthesis is not closed', token.at);
    return inner;
  }

  private number(token: Token): Formula {
    const value = Number(token.text);
    if (!Number.isFinite(value)) throw new FormulaError(`${token.text} is too large a number`, token.at);
    return { kind: 'number', value };
  }
}
