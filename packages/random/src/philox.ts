/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as
 * 1, 2, 3" (SC'11). A block is a pure function of (counter, key): any draw can be made again without the ones before.
 */
// A binding of its own: code run in a vm context, as jest does, pays dearly for each look at a global.
const { imul } = Math;
const M0 = 0xd2511f53 | 0;
const M1 = 0xcd9e8d57 | 0;
const W0 = 0x9e3779b9 | 0;
const W1 = 0xbb67ae85 | 0;
const M0_LOW = 0x1f53;
const M0_HIGH = 0xd251;
const M1_LOW = 0x8d57;
const M1_HIGH = 0xcd9e;

/** Writes the four 32-bit words of one block to `out` at `at`. All arguments are read as unsigned 32-bit. */
export function philox4x32(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array,
  at = 0,
): void {
  c0 |= 0;
  c1 |= 0;
  c2 |= 0;
  c3 |= 0;
  k0 |= 0;
  k1 |= 0;
  for (let round = 0; round < 10; round++) {
    const hi0 = mulHigh(M0_LOW, M0_HIGH, c0);
    const lo0 = imul(M0, c0);
    const hi1 = mulHigh(M1_LOW, M1_HIGH, c2);
    const lo1 = imul(M1, c2);
    c0 = hi1 ^ c1 ^ k0;
    c1 = lo1;
    c2 = hi0 ^ c3 ^ k1;
    c3 = lo0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  out[at] = c0;
  out[at + 1] = c1;
  out[at + 2] = c2;
  out[at + 3] = c3;
}

/**
 * High 32 bits of the 64-bit product of (high, low) and b, by 16-bit halves. Every sum fits unsigned 32 bits, so wrapped
 * int32 arithmetic holds it exactly and the compiler never leaves integer registers.
 */
function mulHigh(low: number, high: number, b: number): number {
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const mid = (imul(high, bLow) + (imul(low, bLow) >>> 16)) | 0;
  const cross = (imul(low, bHigh) + (mid & 0xffff)) | 0;
  return (imul(high, bHigh) + (mid >>> 16) + (cross >>> 16)) | 0;
}
