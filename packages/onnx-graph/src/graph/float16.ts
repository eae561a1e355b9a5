const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

/** The bits of the half-precision number nearest to `value`, ties to the even one (IEEE 754 binary16). */
function encode(value: number): number {
  float[0] = value;
  const bits = word[0] as number;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  // 65520 and above round to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) return sign | subnormal(Math.abs(float[0]));
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

/** Below 2^-14 the bits count steps of 2^-24. */
function subnormal(value: number): number {
  const steps = value * 2 ** 24;
  const whole = Math.floor(steps);
  const rest = steps - whole;
  return rest > 0.5 || (rest === 0.5 && whole % 2 === 1) ? whole + 1 : whole;
}

function decode(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/**
 * Numbers as half-precision bits, which is how float16 tensors are held: 11 significant bits, magnitudes to 65504, steps
 * of 2^-24 near 0. Numbers that are not float32 are rounded to that first.
 */
export function toFloat16(values: ArrayLike<number>): Uint16Array {
  return Uint16Array.from(values, encode);
}

/** What half-precision bits stand for, exactly. */
export function fromFloat16(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, decode);
}
