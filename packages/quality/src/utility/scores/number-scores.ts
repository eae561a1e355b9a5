import type { NumberScores } from '@headwater/contracts';

/** Of true numbers and the predicted ones. */
export function scoreNumbers(truth: Float64Array, predicted: Float64Array): NumberScores {
  const mean = truth.reduce((sum, y) => sum + y, 0) / truth.length;
  let squared = 0;
  let absolute = 0;
  let spread = 0;
  for (let i = 0; i < truth.length; i++) {
    const y = truth[i] as number;
    const error = (predicted[i] as number) - y;
    squared += error * error;
    absolute += Math.abs(error);
    spread += (y - mean) ** 2;
  }
  return {
    r2: spread === 0 ? null : 1 - squared / spread,
    rmse: Math.sqrt(squared / truth.length),
    mae: absolute / truth.length,
  };
}
