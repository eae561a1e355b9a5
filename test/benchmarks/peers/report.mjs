import { fixed, grouped, table as markdown } from '../support/markdown.mjs';
import { median } from '../support/numbers.mjs';

const QUALITY = [
  'method',
  'quality',
  'shapes',
  'pair trends',
  'accuracy 1D / 2D / 3D',
  'TSTR (TRTR)',
  'two-sample AUC',
  'share closer to train',
  'exact matches (holdout)',
  'alpha-precision / beta-recall',
  'FD broken',
];
const COST = [
  'method',
  'fit s (CPU s)',
  'epochs',
  'rows/s, first call',
  'rows/s, median of 3 more',
  'peak MB (after imports)',
  'model MB',
];

/** Two Markdown tables a data table: what the rows are like, what they cost. */
export function report(tables, results) {
  return tables
    .map((table) => {
      const own = results.filter((result) => result.table === table.name);
      return [
        `### ${table.name}`,
        markdown(QUALITY, own.map(qualityRow)),
        markdown(COST, own.filter(({ method }) => method !== 'real').map(costRow)),
      ].join('\n\n');
    })
    .join('\n\n');
}

function qualityRow({ label, scores, error, scoreError }) {
  const why = error ?? scoreError;
  if (scores === undefined)
    return [label, why === undefined ? 'not scored' : firstLine(why), ...QUALITY.slice(2).map(() => '-')];
  const s = scores;
  const several = (...keys) => keys.map((key) => fixed(s[key])).join(' / ');
  return [
    label,
    fixed(s.quality_overall),
    fixed(s.column_shapes),
    fixed(s.column_pair_trends),
    several('acc_univariate', 'acc_bivariate', 'acc_trivariate'),
    utility(s),
    fixed(s.c2st_gbm_auc),
    fixed(s.dcr_share_closer_to_train),
    `${fixed(s.exact_match_rate, 4)} (${fixed(s.exact_match_rate_holdout, 4)})`,
    several('alpha_precision', 'beta_recall'),
    fixed(s.fd_violations_any, 4),
  ];
}

/** AUC where the target has two classes, else F1 averaged over the classes. */
function utility(s) {
  if (s.trtr_auc !== undefined) return `AUC ${fixed(s.tstr_auc)} (${fixed(s.trtr_auc)})`;
  return `F1 ${fixed(s.tstr_f1_macro)} (${fixed(s.trtr_f1_macro)})`;
}

function costRow({ label, fit, error }) {
  if (fit === undefined) return [label, firstLine(error), ...COST.slice(2).map(() => '-')];
  return [
    label,
    `${fixed(fit.fitSeconds, 1)} (${fixed(fit.fitCpuSeconds, 1)})`,
    fixed(fit.epochs, Number.isInteger(fit.epochs) ? 0 : 1),
    grouped(fit.rows / fit.sampleSeconds),
    grouped(fit.rows / median(fit.sampleAgainSeconds)),
    `${grouped(fit.peakMB)} (${grouped(fit.importsMB)})`,
    fixed(fit.modelBytes / 1e6, 2),
  ];
}

function firstLine(text) {
  return text.split('\n', 1)[0];
}
