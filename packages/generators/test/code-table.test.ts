import fc from 'fast-check';
import { bytesPerRow, CodeTable } from '../src/masked-autoregressive/code-table';
import { layoutOf } from '../src/masked-autoregressive/layout';

describe('CodeTable', () => {
  it('gives back the places of what was put in, in one byte or two', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 2, max: 700 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })),
        (widths, rows, uniforms) => {
          const layout = layoutOf([...widths].sort((a, b) => a - b));
          const codes = Int32Array.from({ length: rows * layout.columns }, (_, i) =>
            Math.floor((uniforms.next().value as number) * (layout.widths[i % layout.columns] as number)),
          );
          const table = new CodeTable(layout, rows);
          for (let row = 0; row < rows; row++) table.set(row, codes, row * layout.columns);
          const places = new Int32Array(codes.length);
          for (let row = 0; row < rows; row++) table.places(row, places, row * layout.columns);
          expect(places).toEqual(codes.map((code, i) => code + (layout.offsets[i % layout.columns] as number)));
        },
      ),
    );
  });

  it('counts a byte for 256 codes and two for 257', () => {
    expect(bytesPerRow(layoutOf([2, 256, 257]))).toBe(4);
  });
});
