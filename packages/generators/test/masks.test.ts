import { RandomStream } from '@headwater/random';
import { layoutOf } from '../src/masked-autoregressive/layout';
import { Masks, type MaskShares } from '../src/masked-autoregressive/masks';

// Columns 1 and 3 are parts of bins.
const layout = layoutOf([2, 3, 3, 5, 6], undefined, [1, 3]);
const ROWS = 20_000;

function draw(shares: MaskShares): { observed: number[]; weighting: number[] }[] {
  const masks = new Masks(layout, shares);
  const stream = new RandomStream(4, 'masks');
  return Array.from({ length: ROWS }, () => {
    const out = { observed: new Float32Array(5), weighting: new Float32Array(5) };
    masks.draw(stream, out, 0, 1);
    return { observed: [...out.observed], weighting: [...out.weighting] };
  });
}

describe('masks', () => {
  it('never show the parts while values are asked for, and show all values while parts are', () => {
    const drawn = draw({ parts: 0.3, favoured: 0, columns: [] });
    const wrong = drawn.filter(({ observed, weighting }) => {
      const asksParts = [1, 3].some((j) => (weighting[j] as number) > 0);
      const shown = asksParts ? [0, 2, 4].every((j) => observed[j] === 1) : [1, 3].every((j) => observed[j] === 0);
      return !shown || weighting.some((weight, j) => weight > 0 && observed[j] === 1);
    });
    expect(wrong).toEqual([]);
  });

  it('weigh what is asked so that each level counts as often as it has columns', () => {
    const wrong = draw({ parts: 0.5, favoured: 0.2, columns: [4] }).filter(({ weighting }) => {
      const sum = weighting.reduce((a, b) => a + b, 0);
      const ofParts = (weighting[1] as number) + (weighting[3] as number) > 0;
      return Math.abs(sum - (ofParts ? 2 : 3)) > 1e-5;
    });
    expect(wrong).toEqual([]);
  });

  it('ask for a favoured column given all others as often as they are told to', () => {
    const drawn = draw({ parts: 0, favoured: 0.25, columns: [2, 4] });
    const alone = (column: number) => drawn.filter(({ weighting }) => weighting[column] === 3).length / ROWS;
    // An eighth by favour, and a ninth of the rest by chance: two of three shown, this one left.
    for (const column of [2, 4]) expect(Math.abs(alone(column) - (0.125 + 0.75 / 9))).toBeLessThan(0.012);
    expect(Math.abs(alone(0) - 0.75 / 9)).toBeLessThan(0.012);
  });
});
