import type { PrivacyRequest } from './privacy-request';

const TARGETS = 1000;
const SEARCHED_ROWS = 20_000;
/** Up to here a table costs no more than its rows; from here on as many cells are looked at as of such a table. */
const USUAL_COLUMNS = 30;

/** How many rows are looked at, each at most. */
export interface Effort {
  /** Synthetic and held-out rows whose nearest rows are searched. */
  queries: number;
  /** Rows attacked on each side, and conditions tried. */
  targets: number;
  /** Rows of each table that an attack searches. */
  searched: number;
}

/** What the request asks for; of very wide tables less, so that the time does not grow with the columns. */
export function effortOf(request: PrivacyRequest, columns: number): Effort {
  const width = Math.max(1, columns / USUAL_COLUMNS);
  const share = (rows: number, part: number): number => Math.max(1, Math.floor(rows / part));
  return {
    queries: share(request.sampleRows, width),
    // An attack compares each target with each row it searches.
    targets: share(request.targets ?? TARGETS, Math.sqrt(width)),
    searched: share(request.searchedRows ?? SEARCHED_ROWS, Math.sqrt(width)),
  };
}
