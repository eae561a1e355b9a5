import { fixed, grouped, table } from '../support/markdown.mjs';

const PAIRS = 8;
const MEANING = {
  column_shapes: 'columns: mean of KS or TV complement (1 is best)',
  column_pair_trends: 'pairs of related columns (1 is best)',
  two_sample_auc: 'two-sample AUC (0.5 is best)',
};

export function report({
  conditions,
  rows,
  misses,
  realRows,
  given,
  filtered,
  perHalf,
  splits,
  measures,
  columns,
  pairs,
}) {
  const wanted = Object.entries(conditions)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
  const headers = ['', 'real rows', 'drawn under conditions', 'drawn without, filtered'];
  const cells = (found, withSpread) =>
    ['real', 'given', 'filtered'].map((name) => {
      const one = found[name];
      if (one === null || one === undefined) return '-';
      return withSpread ? `${fixed(one.mean)} ± ${fixed(one.deviation)}` : fixed(one.mean);
    });
  return [
    `**${wanted}**: ${grouped(rows)} rows drawn in ${fixed(given.seconds, 2)} s (${grouped(rows / given.seconds)} rows/s), ` +
      `${misses} of them break a condition. Without conditions, ${grouped(filtered.kept)} of ${grouped(filtered.drawn)} rows ` +
      `meet them, drawn in ${fixed(filtered.seconds, 2)} s (${grouped(filtered.kept / filtered.seconds)} such rows/s). ` +
      `Real rows that meet them: ${grouped(realRows)}.`,
    `Each number: ${grouped(perHalf)} rows against ${grouped(perHalf)} real ones, mean of ${splits} random halvings. ` +
      `"real rows" is one half against the other: the noise floor.`,
    table(
      headers,
      Object.entries(measures).map(([name, found]) => [MEANING[name], ...cells(found, true)]),
    ),
    table(
      ['column', ...headers.slice(1)],
      Object.entries(columns).map(([name, found]) => [name, ...cells(found, false)]),
    ),
    table(
      ['pair (the furthest from real rows)', ...headers.slice(1)],
      Object.entries(pairs)
        .slice(0, PAIRS)
        .map(([name, found]) => [name, ...cells(found, true)]),
    ),
  ].join('\n\n');
}
