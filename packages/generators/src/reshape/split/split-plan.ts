/** Levels that share a code of the group column. */
export interface SplitGroup {
  /** Most frequent first. Each is held by enough training rows to be released. */
  levels: string[];
  /** How many codes of the member column stand for each level: together all of them. */
  slots: number[];
}

/**
 * A category of more levels than one softmax should hold, as two columns: which group its level is in, and which slot of
 * the group stands for it. Every pair of group and slot stands for one level.
 */
export interface SplitPlan {
  kind: 'split';
  column: string;
  /** Names of the inner columns. */
  group: string;
  member: string;
  /** Group g is written as this and g; no level of the training rows begins so. */
  mark: string;
  /** Codes of the member column, the same number for every group. */
  slots: number;
  groups: SplitGroup[];
  /** Rare levels are not made anew: where they are met they count as some level that is kept. */
  closed: boolean;
}
