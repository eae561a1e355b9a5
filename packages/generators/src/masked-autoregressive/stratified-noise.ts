import type { RandomStream } from '@headwater/random';

/**
 * Uniforms in (0, 1), [columns, rows]: of each column's, one lies in each of `rows` equal intervals, in random order (Latin
 * hypercube sampling, McKay, Beckman and Conover 1979). Every row is drawn as if alone; together they come nearer to
 * the model's distribution than independent rows would, as no value is drawn too often by chance.
 */
export function stratifiedNoise(columns: number, rows: number, stream: RandomStream): Float32Array {
  const noise = stream.fillUniform(new Float32Array(columns * rows));
  for (let column = 0; column < columns; column++) {
    const places = stream.permutation(rows);
    const start = column * rows;
    for (let i = 0; i < rows; i++) {
      // Uniforms have 24 bits; half a step up, none is 0, and rounding to 32 bits must not make one 1.
      const u = ((places[i] as number) + (noise[start + i] as number) + 2 ** -25) / rows;
      noise[start + i] = Math.min(u, 1 - 2 ** -24);
    }
  }
  return noise;
}
