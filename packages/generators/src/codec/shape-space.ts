import type { RandomStream } from '@headwater/random';
import { MOST_PERMUTED, Permutation } from './permutation';
import { ALPHABETS, isRandom, type Shape } from './shapes';

/** How many characters each random part of a shape has, and how many digits stand behind its last part. */
export interface Lengths {
  random: readonly number[];
  widened: number;
}

/**
 * The texts of one shape with given lengths, numbered. The number settles as many characters as 52 bits can tell apart,
 * from the back; those before are random, which makes no two numbers' texts equal.
 */
export class ShapeSpace {
  /** Numbers that give different texts: 0 … size - 1. */
  readonly size: number;
  private readonly settled: number;
  private readonly alphabets: string[];
  private readonly permutation: Permutation;

  constructor(
    private readonly shape: Shape,
    private readonly lengths: Lengths,
    key: readonly [number, number],
  ) {
    this.alphabets = shape.parts
      .filter(isRandom)
      .flatMap((part, k) => new Array<string>(lengths.random[k] as number).fill(ALPHABETS[part.from]));
    this.alphabets.push(...new Array<string>(lengths.widened).fill(ALPHABETS.digit));
    let size = 1;
    let settled = 0;
    for (const { length } of [...this.alphabets].reverse()) {
      if (size * length > MOST_PERMUTED) break;
      size *= length;
      settled++;
    }
    this.size = size;
    this.settled = settled;
    this.permutation = new Permutation(size, key);
  }

  /** The text of number `i`, scattered; `stream` fills what the number leaves open. */
  text(i: number, stream: RandomStream): string {
    let rest = this.permutation.at(i);
    const characters = new Array<string>(this.alphabets.length);
    for (let k = characters.length - 1; k >= 0; k--) {
      const alphabet = this.alphabets[k] as string;
      const open = characters.length - k > this.settled;
      const at = open ? stream.below(alphabet.length) : rest % alphabet.length;
      if (!open) rest = (rest - at) / alphabet.length;
      characters[k] = alphabet[at] as string;
    }
    return this.written(characters);
  }

  private written(characters: readonly string[]): string {
    let at = 0;
    let part = 0;
    let text = '';
    for (const piece of this.shape.parts) {
      if ('text' in piece) text += piece.text;
      else
        for (const end = at + (this.lengths.random[part++] as number); at < end; at++) text += characters[at] as string;
    }
    return text + characters.slice(at).join('');
  }
}

/**
 * Finds the first shape, and the lengths, that a text can be read as. Shapes may share texts (`[A-Z]{1,3}[A-Za-z]{2,8}`
 * even with itself): a text made as anything else than its first reading is not used, so that none is made twice.
 */
export class ShapeReader {
  private readonly expressions: RegExp[][] = [];

  constructor(private readonly shapes: readonly Shape[]) {}

  /** Whether shape `shape` with those lengths is how the text is read first. */
  readsAs(text: string, shape: number, lengths: Lengths): boolean {
    for (let widened = 0; widened <= lengths.widened; widened++) {
      for (const [k, expression] of this.widenedBy(widened).entries()) {
        const match = expression.exec(text);
        if (match === null) continue;
        const found = match.slice(1).map((piece) => piece.length);
        return widened === lengths.widened && k === shape && found.every((length, p) => length === lengths.random[p]);
      }
    }
    return false;
  }

  private widenedBy(digits: number): RegExp[] {
    return (this.expressions[digits] ??= this.shapes.map(({ parts }) => {
      const body = parts.map((part) =>
        'text' in part
          ? part.text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
          : `([${ALPHABETS[part.from]}]{${part.min},${part.max}})`,
      );
      return new RegExp(`^${body.join('')}[0-9]{${digits}}$`);
    }));
  }
}
