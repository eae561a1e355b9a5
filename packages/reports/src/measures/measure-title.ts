import { PRIVACY_TITLES } from './privacy-titles';
import { QUALITY_TITLES } from './quality-titles';

const TITLES: ReadonlyMap<string, string> = new Map(
  [...Object.values(QUALITY_TITLES), ...Object.values(PRIVACY_TITLES)].flatMap((family) => Object.entries(family)),
);

/** Words that are not written as they are in a measure's name. */
const WORDS: Readonly<Record<string, string>> = {
  auc: 'AUC',
  tstr: 'TSTR',
  tpr: 'TPR',
  fpr: 'FPR',
  dcr: 'DCR',
  nndr: 'NNDR',
  ks: 'KS',
  tv: 'TV',
  r2: 'R²',
  f1: 'F1',
  mmd: 'MMD',
};

/**
 * A measure's name for people; an unknown one is read from its own name. `column_shapes@income` is `Column shapes, worst
 * level of income`, `column_shapes@*` that of all segments.
 */
export function measureTitle(name: string): string {
  const at = name.indexOf('@');
  if (at > 0) {
    const segment = name.slice(at + 1);
    return `${measureTitle(name.slice(0, at))}, worst level of ${segment === '*' ? 'every segment' : segment}`;
  }
  const words = name
    .split('_')
    .filter((word) => word !== '')
    .map((word) => WORDS[word] ?? word)
    .join(' ');
  return TITLES.get(name) ?? words.charAt(0).toUpperCase() + words.slice(1);
}
