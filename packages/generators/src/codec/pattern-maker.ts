import { RandomStream } from '@headwater/random';
import type { Pattern } from './pattern';
import { shardIndex } from './shard-index';
import { ShapeReader, ShapeSpace, type Lengths } from './shape-space';
import { drawForm, type Shape } from './shapes';
import type { SerialPattern } from './serial';
import { TakenFilter } from './taken-filter';

/** Whose values are made: they follow from these and the row alone. */
export interface MadeFor {
  seed: number;
  column: string;
  shard: number;
  /** Of all shards; none has more. */
  shardRows?: number;
}

/** Forms that are drawn before texts grow longer: those that have no number left, and texts that are taken. */
const ATTEMPTS = 64;
/** Fewer once the forms are known to be used up. */
const ATTEMPTS_WHEN_FULL = 4;
/** Texts tried of one length before another digit is added, and repeated ones before the type's limit is given up. */
const ATTEMPTS_WIDENED = 16;
const ATTEMPTS_REPEATED = 1000;

/**
 * A maker of the values of one shard, row after row. No value is a training one. Values of a `distinct` pattern and serial
 * numbers are different in all shards of a seed and column: every row of every shard owns numbers (`shardIndex`) that no
 * other does, and a number gives a text no other gives. A form whose numbers are used up is not drawn any more; where
 * all are, digits are added at the end.
 *
 * `most` bounds a column of numbers. There, and only there, values come again once the type has none left: serial numbers
 * start over, others are drawn at random. A type of fewer numbers than the filter of training values can tell apart (a
 * few dozen) is left, for one with more digits.
 */
export function patternMaker(pattern: Pattern, made: MadeFor, most?: number): () => string {
  if (pattern.kind === 'serial') return serialMaker(pattern, made, most);
  const maker = new ShapeMaker(pattern, made, most);
  return pattern.distinct ? () => maker.distinct() : () => maker.any();
}

/**
 * The values of a shard's rows at `places` (ascending): a row's value depends on its place alone, so that rows drawn again
 * do not get a value that another row has.
 */
export function madeValues(pattern: Pattern, made: MadeFor, places: ArrayLike<number>, most?: number): string[] {
  const make = patternMaker(pattern, made, most);
  let row = 0;
  return Array.from(places, (place) => {
    for (; row < place; row++) make();
    row++;
    return make();
  });
}

function serialMaker(
  { prefix, digits, start }: SerialPattern,
  { shard, shardRows }: MadeFor,
  most = Infinity,
): () => string {
  const room = most - start + 1;
  let row = 0;
  return () => {
    const index = shardRows === undefined ? shardIndex(shard, row) : shard * shardRows + row;
    row++;
    return prefix + String(start + (room >= 1 ? index % room : index)).padStart(digits, '0');
  };
}

/** Texts of one shape and lengths, as far as this shard has used them. */
interface Used {
  space: ShapeSpace;
  next: number;
}

class ShapeMaker {
  private readonly shapes: readonly Shape[];
  private readonly taken: TakenFilter;
  private readonly reader: ShapeReader;
  private readonly stream: RandomStream;
  private readonly used = new Map<string, Used>();
  /** Most characters of a number; the type holds none that is longer. */
  private readonly longest: number;
  private full = false;
  private exhausted = false;

  constructor(
    pattern: Extract<Pattern, { kind: 'shapes' }>,
    private readonly made: MadeFor,
    private readonly most: number | undefined,
  ) {
    this.shapes = pattern.shapes;
    this.taken = TakenFilter.fromText(pattern.taken);
    this.reader = new ShapeReader(pattern.shapes);
    this.longest = most === undefined ? Infinity : String(most).length;
    this.stream = new RandomStream(made.seed, `made/${made.column}`, made.shard);
  }

  /** A text that no other row of any shard is given. */
  distinct(): string {
    if (this.exhausted) return this.any();
    const attempts = this.full ? ATTEMPTS_WHEN_FULL : ATTEMPTS;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const { shape, random } = drawForm(this.shapes, this.stream);
      const text = this.next(shape, { random, widened: 0 });
      if (text !== null && this.allowed(text)) return text;
    }
    this.full = true;
    // A form all of whose texts read as another's has none of its own, however far it is widened: so each width has its draw.
    for (let widened = 1; widened <= this.longest; widened++) {
      const { shape, random } = drawForm(this.shapes, this.stream);
      const characters = random.reduce((sum, length) => sum + length, widened);
      for (let attempt = 0; characters <= this.longest && attempt < ATTEMPTS_WIDENED; attempt++) {
        const text = this.next(shape, { random, widened });
        if (text === null) break;
        if (this.allowed(text)) return text;
      }
    }
    this.exhausted = true;
    return this.any();
  }

  /** A text that may come again. */
  any(): string {
    for (let attempt = 0; attempt < ATTEMPTS_REPEATED; attempt++) {
      const text = this.random(0);
      if (this.allowed(text)) return text;
    }
    for (let widened = 1; ; widened++) {
      const text = this.random(widened);
      if (!this.taken.has(text)) return text;
    }
  }

  /** The shard's next number of that form as text; null when the form has no number left, or the text is another's. */
  private next(shape: number, lengths: Lengths): string | null {
    const used = this.usedOf(shape, lengths);
    for (let attempt = 0; attempt < ATTEMPTS_WIDENED; attempt++) {
      const index = shardIndex(this.made.shard, used.next);
      if (index >= used.space.size) return null;
      used.next++;
      const text = used.space.text(index, this.stream);
      if (this.reader.readsAs(text, shape, lengths)) return text;
    }
    return null;
  }

  private usedOf(shape: number, lengths: Lengths): Used {
    const key = `${shape} ${lengths.random.join()} ${lengths.widened}`;
    let used = this.used.get(key);
    if (used === undefined) {
      // The same for every shard: all walk through one order of the texts.
      const order = new RandomStream(this.made.seed, `made-order/${this.made.column}/${key}`);
      const space = new ShapeSpace(this.shapes[shape] as Shape, lengths, [order.uint32(), order.uint32()]);
      this.used.set(key, (used = { space, next: 0 }));
    }
    return used;
  }

  private random(widened: number): string {
    const { shape, random } = drawForm(this.shapes, this.stream);
    const { space } = this.usedOf(shape, { random, widened });
    return space.text(Math.floor(this.stream.uniform() * space.size), this.stream);
  }

  private allowed(text: string): boolean {
    if (this.taken.has(text)) return false;
    if (this.most === undefined) return true;
    const number = Number(text);
    return number <= this.most && String(number) === text;
  }
}
