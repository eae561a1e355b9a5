import type { LabCard, LabProtocolCard } from '@headwater/contracts';

const SHOWN = ['tail_coverage', 'coverage', 'entropy_ratio', 'spread_ratio', 'two_sample_auc'];

/** The laboratory for people: one line a protocol, then what the theory says. */
export function labLines(card: LabCard, path: string): string[] {
  const within = card.closedForms.filter((form) => form.within).length;
  return [
    '',
    ...(card.protocols.length === 0 ? [] : [header(), ...card.protocols.map(line), '']),
    `closed forms: ${within} of ${card.closedForms.length} within their intervals`,
    `  card  ${path}`,
  ];
}

function header(): string {
  return [
    '  protocol'.padEnd(24),
    'refused'.padEnd(12),
    'stopped'.padEnd(12),
    ...SHOWN.map((name) => name.padEnd(18)),
    'last against generation 1',
  ].join('');
}

function line({ protocol, chains, curves, changes }: LabProtocolCard): string {
  const scores = SHOWN.map((name) => {
    const points = curves.find((curve) => curve.measure === name)?.points ?? [];
    return `${shown(points[0]?.median)} to ${shown(points.at(-1)?.median)}`.padEnd(18);
  });
  const worse = changes.filter(({ verdict }) => verdict === 'worse').length;
  return [
    `  ${protocol}`.padEnd(24),
    chains
      .map((chain) => chain.refusedAt ?? '-')
      .join(', ')
      .padEnd(12),
    chains
      .map((chain) => chain.stoppedAt ?? '-')
      .join(', ')
      .padEnd(12),
    ...scores,
    changes.length === 0 ? '-' : `${worse} of ${changes.length} worse`,
  ].join('');
}

function shown(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(3);
}
