import { graphError } from '../graph/graph-error';
import { formatShape, normaliseAxis, sameShape, type Dim } from '../graph/shape';
import type { Value } from '../graph/value';
import { add, div, mul, square, sub } from './arithmetic';
import { countOver } from './count';
import { sqrt } from './elementwise';
import { stopGradient } from './logic';
import { reduceMean } from './reduce';
import { reshape, reshapeLike } from './reshape';

export interface NormalisationOptions {
  /** Added to the variance; default 1e-5. */
  readonly epsilon?: number;
}

/** A value with mean 0 and variance 1 over some axes, and the two statistics it was made with (dimensions kept, of size 1). */
interface Standardised {
  readonly output: Value;
  readonly mean: Value;
  /** Of the values at hand: divided by their number. */
  readonly variance: Value;
}

function standardise(x: Value, axes: readonly number[], epsilon: number): Standardised {
  const mean = reduceMean(x, axes, true);
  const centred = sub(x, mean);
  const variance = reduceMean(square(centred), axes, true);
  return { output: div(centred, sqrt(add(variance, epsilon))), mean, variance };
}

/** [channels] of a tensor [batch, channels, ..] as what broadcasts to it. */
function perChannel(x: Value, vector: Value, where: string): Value {
  const channels = x.shape[1] as Dim;
  if (!sameShape(vector.shape, [channels]))
    throw graphError(where, `${vector.name} is ${formatShape(vector.shape)}; needed is [${channels}]`);
  return reshape(vector, [channels, ...x.shape.slice(2).map(() => 1)]);
}

function requireChannels(op: string, x: Value): string {
  const where = `${op}(${x.name} ${formatShape(x.shape)})`;
  if (x.shape.length < 2) throw graphError(where, 'it is not [batch, channels, ..]');
  return where;
}

function allButChannels(x: Value): number[] {
  return x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
}

/** What batch normalisation keeps for each channel, all [channels]. */
export interface BatchNormParameters {
  readonly scale: Value;
  readonly bias: Value;
  /** Averages of what batches had, used by inference; state of the training, not trained. They start at 0 and 1. */
  readonly runningMean: Value;
  readonly runningVariance: Value;
}

export interface BatchNormOptions extends NormalisationOptions {
  /** Weight of a new batch in the running averages; default 0.1. */
  readonly momentum?: number;
}

export interface BatchNormResult {
  readonly output: Value;
  /** Statistics of this batch, [channels]; the variance divided by the number of values. */
  readonly batchMean: Value;
  readonly batchVariance: Value;
  /** The running averages after this batch (its variance without bias, divided by one less), for the training loop to carry. */
  readonly runningMean: Value;
  readonly runningVariance: Value;
}

/**
 * Batch normalisation in training (Ioffe and Szegedy 2015): `x` [batch, channels, ..] by the statistics of this batch,
 * and what the running averages become. No gradient passes through the running averages.
 * @throws HeadwaterError GRAPH_INVALID for parameters of another size than the channels, or a batch of one value
 */
export function batchNormTraining(
  x: Value,
  parameters: BatchNormParameters,
  options: BatchNormOptions = {},
): BatchNormResult {
  const where = requireChannels('batchNorm', x);
  const axes = allButChannels(x);
  const count = countOver(x, axes);
  if (count === 1) throw graphError(where, 'there is one value a channel, which has no variance');
  const { output, mean, variance } = standardise(x, axes, options.epsilon ?? 1e-5);
  const [scale, bias] = [perChannel(x, parameters.scale, where), perChannel(x, parameters.bias, where)];
  const [batchMean, batchVariance] = [reshape(mean, [-1]), reshape(variance, [-1])];
  const momentum = options.momentum ?? 0.1;
  const moved = (running: Value, batch: Value): Value =>
    add(mul(running, 1 - momentum), mul(stopGradient(batch), momentum));
  return {
    output: add(mul(output, scale), bias),
    batchMean,
    batchVariance,
    runningMean: moved(parameters.runningMean, batchMean),
    runningVariance: moved(parameters.runningVariance, mul(batchVariance, unbiased(count))),
  };
}

/** count / (count - 1) */
function unbiased(count: Value | number): Value | number {
  return typeof count === 'number' ? count / (count - 1) : div(count, sub(count, 1));
}

/**
 * Batch normalisation in use: `x` [batch, channels, ..] by the running averages. With constant parameters ONNX Runtime
 * folds it into a convolution before it.
 * @throws HeadwaterError GRAPH_INVALID for parameters of another size than the channels
 */
export function batchNormInference(
  x: Value,
  parameters: BatchNormParameters,
  options: NormalisationOptions = {},
): Value {
  const where = requireChannels('batchNorm', x);
  const rate = div(parameters.scale, sqrt(add(parameters.runningVariance, options.epsilon ?? 1e-5)));
  const shift = sub(parameters.bias, mul(parameters.runningMean, rate));
  return add(mul(x, perChannel(x, rate, where)), perChannel(x, shift, where));
}

/**
 * Group normalisation (Wu and He 2018): `x` [batch, channels, ..], each example's channels in `groups` groups of mean 0
 * and variance 1, then scaled and shifted by [channels].
 * @throws HeadwaterError GRAPH_INVALID where the channels do not make so many groups
 */
export function groupNorm(
  x: Value,
  groups: number,
  scale: Value,
  bias: Value,
  options: NormalisationOptions = {},
): Value {
  const where = requireChannels('groupNorm', x);
  const [batch, channels] = x.shape as [Dim, Dim];
  if (typeof channels !== 'number' || groups < 1 || channels % groups !== 0)
    throw graphError(where, `${channels} channels do not make ${groups} groups`);
  const { output } = standardise(reshape(x, [batch, groups, -1]), [2], options.epsilon ?? 1e-5);
  return add(mul(reshapeLike(output, x), perChannel(x, scale, where)), perChannel(x, bias, where));
}

/** Instance normalisation (Ulyanov et al. 2016): every channel of every example by itself; `x` [batch, channels, ..]. */
export function instanceNorm(x: Value, scale: Value, bias: Value, options: NormalisationOptions = {}): Value {
  const where = requireChannels('instanceNorm', x);
  const axes = x.shape.map((_, axis) => axis).slice(2);
  if (axes.length === 0) throw graphError(where, 'there is one value a channel, which has no variance');
  const { output } = standardise(x, axes, options.epsilon ?? 1e-5);
  return add(mul(output, perChannel(x, scale, where)), perChannel(x, bias, where));
}

export interface RmsNormOptions extends NormalisationOptions {
  /** First of the dimensions normalised over; default the last one. */
  readonly axis?: number;
}

/** x / sqrt(mean(x²) + epsilon) · scale over the last dimensions (Zhang and Sennrich 2019). */
export function rmsNorm(x: Value, scale: Value, options: RmsNormOptions = {}): Value {
  const first = normaliseAxis(options.axis ?? -1, x.shape.length, `rmsNorm(${x.name} ${formatShape(x.shape)})`);
  const axes = x.shape.map((_, axis) => axis).slice(first);
  return mul(div(x, sqrt(add(reduceMean(square(x), axes, true), options.epsilon ?? 1e-5))), scale);
}
