/** How finely a table is coded. All are upper limits: a column takes what its values ask for. */
export interface CodecOptions {
  /** Most quantile bins of a numeric column. */
  bins: number;
  /** Most values of a numeric column that get a level of their own when nearly all rows hold such values. */
  numberLevels: number;
  /** Most levels of a category. */
  categoryLevels: number;
  /** A value held by fewer rows than this is never stored nor released as such. */
  minimumHolders: number;
}

/** Widest one-hot row the network is given, in codes, over all columns. */
export const WIDTH_BUDGET = 12_000;

/**
 * The limits for a table of `rows` x `columns`: bins grow with the square root of the rows (the usual rate for
 * histograms), and a wide table shares the width budget evenly.
 */
export function codecOptions(
  rows: number,
  columns: number,
  wanted: { bins: number; minimumHolders: number },
): CodecOptions {
  const share = Math.max(4, Math.floor(WIDTH_BUDGET / Math.max(1, columns)));
  return {
    bins: Math.min(share, wanted.bins, Math.max(6, Math.round(0.7 * Math.sqrt(rows)))),
    numberLevels: Math.min(share, 128),
    categoryLevels: Math.min(share, 1000),
    // In a table of 60 rows a value with 2 holders is 3 % of the rows: the threshold shrinks with the table, never below 2.
    minimumHolders: Math.max(2, Math.min(wanted.minimumHolders, Math.floor(rows / 50))),
  };
}
