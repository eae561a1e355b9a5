import { fixed, table } from '../support/markdown.mjs';

const SHOWN = [
  'tail_coverage',
  'range_coverage',
  'category_coverage',
  'coverage',
  'beta_recall',
  'entropy_ratio',
  'spread_ratio',
  'log_likelihood',
  'column_shapes',
  'two_sample_auc',
  'tstr_gap',
];
const STAGES = ['tails', 'coverage', 'spread', 'likelihood', 'marginals'];

/** At which generation each stage began to worsen and what the verdict did, one number a seed. */
export function verdictTable({ protocols }) {
  const at = (chains, pick) => chains.map((chain) => pick(chain) ?? '-').join(', ');
  return table(
    ['protocol', ...STAGES, 'refused', 'stopped'],
    protocols.map(({ protocol, chains }) => [
      protocol,
      ...STAGES.map((stage) => at(chains, (chain) => chain.firstWorse[stage])),
      at(chains, (chain) => chain.refusedAt),
      at(chains, (chain) => chain.stoppedAt),
    ]),
  );
}

/** Medians of generation 0, 1 and the last. */
export function scoreTable({ protocols, measures }) {
  const names = SHOWN.filter((name) => measures.some((measure) => measure.name === name));
  const cell = ({ curves }, name) => {
    const points = curves.find((curve) => curve.measure === name)?.points ?? [];
    return `${fixed(points[1]?.median)} → ${fixed(points.at(-1)?.median)}`;
  };
  const start = (name) => fixed(protocols[0]?.curves.find((curve) => curve.measure === name)?.points[0]?.median);
  return table(
    ['measure', 'real rows', 'generation 0', ...protocols.map(({ protocol }) => protocol)],
    names.map((name) => [
      name,
      fixed(measures.find((measure) => measure.name === name)?.reference),
      start(name),
      ...protocols.map((one) => cell(one, name)),
    ]),
  );
}

/** Of the protocols that were refused: what was left when they were, and what was lost after it. */
export function lossTable({ protocols, measures }) {
  const names = SHOWN.filter((name) => measures.some((measure) => measure.name === name)).slice(0, 8);
  const rows = protocols.flatMap(({ protocol, chains }) =>
    chains
      .filter(({ refusedAt }) => refusedAt !== null)
      .map(({ seed, refusedAt, generations }) => {
        const scores = (generation) => generations.find((g) => g.generation === generation)?.scores ?? {};
        const last = generations.at(-1).generation;
        return [
          `${protocol}, seed ${seed}`,
          String(refusedAt),
          ...names.map((name) => [0, refusedAt, last].map((g) => fixed(scores(g)[name])).join(' / ')),
        ];
      }),
  );
  return table(['chain', 'refused', ...names], rows);
}

/** The last generation against generation 1: how many measures are worse by more than noise, by protocol. */
export function changeTable({ protocols }) {
  const compared = protocols.filter(({ changes }) => changes.length > 0);
  const rows = compared.map(({ protocol, changes }) => {
    const worse = changes.filter(({ verdict }) => verdict === 'worse');
    return [
      protocol,
      `${changes.length - worse.length} of ${changes.length}`,
      worse.map(({ measure, change, margin }) => `${measure} ${fixed(change)} (±${fixed(margin)})`).join(', ') || '-',
    ];
  });
  const kept = compared.find(({ protocol }) => protocol === 'default');
  const all = (kept?.changes ?? []).map(({ measure, first, last, change, margin, verdict }) => [
    measure,
    ...[first, last, change].map((value) => fixed(value)),
    `±${fixed(margin)}`,
    verdict,
  ]);
  return [
    table(['protocol', 'within noise or better', 'worse'], rows),
    table(['default', 'generation 1', 'last', 'change', 'margin', 'verdict'], all),
  ].join('\n\n');
}

export function theoryTable({ closedForms }) {
  return table(
    ['model', 'protocol', 'rows', 'generation', 'closed form', 'simulated', 'interval'],
    closedForms.map(({ model, protocol, rows, generation, expected, simulated, interval, within }) => [
      model,
      protocol,
      String(rows),
      String(generation),
      fixed(expected, 4),
      fixed(simulated, 4),
      `${interval.map((end) => fixed(end, 4)).join(' to ')}${within ? '' : ' (outside)'}`,
    ]),
  );
}
