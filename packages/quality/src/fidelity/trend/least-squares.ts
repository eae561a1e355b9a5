/** Ordinary least squares of y on x: y is about meanY + slope (x - meanX). */
export interface Line {
  slope: number;
  meanX: number;
  meanY: number;
  /** Sum of squares of x about its mean; 0 where there are not two different x, and no slope then. */
  xx: number;
  /** Sum of squares of y that the line leaves. */
  squares: number;
}

export function leastSquares(points: readonly { x: number; y: number }[]): Line {
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  let xx = 0;
  let xy = 0;
  for (const { x, y } of points) {
    xx += (x - meanX) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  const slope = xy / xx;
  const squares = points.reduce((sum, { x, y }) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, meanX, meanY, xx, squares };
}
