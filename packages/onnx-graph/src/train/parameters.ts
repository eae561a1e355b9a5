import { HeadwaterError } from '@headwater/contracts';
import type { RandomStream } from '@headwater/random';
import { sizeOf } from '../graph/shape';

/**
 * How a parameter starts. Fans are those of a matrix [in, out]: in = all dimensions but the last, out = the last.
 * he: normal with variance gain²·2/in (He et al. 2015); xavier: uniform with variance gain²·2/(in + out) (Glorot and
 * Bengio 2010).
 */
export type Initial =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'uniform'; readonly bound: number }
  | { readonly kind: 'he'; readonly gain?: number }
  | { readonly kind: 'xavier'; readonly gain?: number };

export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** Default: he for two dimensions or more, zeros below. */
  readonly initial?: Initial;
  /** Whether weight decay applies, or what share of it; by default to two dimensions or more, not to biases and scales. */
  readonly decay?: boolean | number;
}

/** Start values for every parameter, drawn in the order given: the same stream gives the same values. */
export function initialise(parameters: readonly ParameterSpec[], stream: RandomStream): Map<string, Float32Array> {
  return new Map(parameters.map((parameter) => [parameter.name, draw(parameter, stream)]));
}

function draw({ name, shape, initial }: ParameterSpec, stream: RandomStream): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  const outgoing = shape.at(-1) ?? 1;
  const incoming = Math.max(1, values.length / Math.max(1, outgoing));
  const start: Initial = initial ?? { kind: shape.length > 1 ? 'he' : 'zeros' };
  switch (start.kind) {
    case 'zeros':
      return values;
    case 'constant':
      return values.fill(start.value);
    case 'normal':
      return fillNormal(values, requireFinite(name, start.deviation), stream);
    case 'he':
      return fillNormal(values, (start.gain ?? 1) * Math.sqrt(2 / incoming), stream);
    case 'uniform':
      return fillUniform(values, requireFinite(name, start.bound), stream);
    case 'xavier':
      return fillUniform(values, (start.gain ?? 1) * Math.sqrt(6 / (incoming + outgoing)), stream);
  }
}

function fillNormal(values: Float32Array, deviation: number, stream: RandomStream): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = stream.normal() * deviation;
  return values;
}

function fillUniform(values: Float32Array, bound: number, stream: RandomStream): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = (2 * stream.uniform() - 1) * bound;
  return values;
}

function requireFinite(name: string, scale: number): number {
  if (Number.isFinite(scale) && scale >= 0) return scale;
  throw new HeadwaterError('USAGE', `parameter ${name} was given a start of scale ${scale}`, {
    where: name,
    hint: 'Use a finite number from 0.',
  });
}
