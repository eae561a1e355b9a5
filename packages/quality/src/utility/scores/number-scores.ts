export interface NumberScores {
  /** 1 - squared error over that of the mean; null where the true numbers are constant. */
  r2: number | null;
  rmse: number;
  /** Mean absolute error. */
  mae: number;
}

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
