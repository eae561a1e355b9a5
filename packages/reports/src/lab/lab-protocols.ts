import type { LabCard, LabProtocol, LabProtocolCard } from '@headwater/contracts';
import { score } from '../html/format';
import { html, type Content, type Markup } from '../html/html';
import { measureTitle } from '../measures/measure-title';
import { factList } from '../parts/fact-list';
import { more } from '../parts/more';
import { section } from '../parts/section';
import { labTable } from './lab-table';

const PROTOCOL_SAYS: Record<LabProtocol, string> = {
  replace: 'the last generation alone',
  accumulate: 'the real rows and those of every generation',
  'accumulate-subsample': 'as many rows of the same',
  'fresh-10': 'the last generation and 10 % real rows nobody has seen',
  'fresh-30': 'the last generation and 30 % real rows nobody has seen',
  'fresh-50': 'the last generation and 50 % real rows nobody has seen',
  'anchor-10': 'the last generation and the same 10 % of the real rows each time',
  verified: 'the last generation, verified, of twice as many rows',
  default: 'the real rows and verified rows of accepted generations, as the default policy mixes them',
};

/** Shown in the table, where the table of rows has them. */
const SHOWN = ['tail_coverage', 'coverage', 'entropy_ratio', 'spread_ratio', 'log_likelihood', 'two_sample_auc'];

/** One line a protocol: when the verdict turned, and what was left at the end. */
export function labProtocols({ protocols, measures, table }: LabCard): Markup | null {
  if (protocols.length === 0 || table === null) return null;
  const shown = SHOWN.filter((name) => measures.some((m) => m.name === name));
  return section(
    'protocols',
    'Protocols',
    html`Generations of each chain at which the verdict first saw the tails shrink, saw collapse, refused a generation
    and would have stopped the chain, one number a seed; – is never. Then the median score of generation 0 and of the
    last.`,
    labTable(
      'Verdicts and scores by protocol',
      [
        { head: 'Protocol', words: true },
        ...['Early', 'Collapsing', 'Refused', 'Stopped'].map((head) => ({ head })),
        ...shown.map((name) => ({ head: measureTitle(name) })),
      ],
      protocols.map((one) => row(one, shown)),
    ),
    more(
      'What each protocol learns from',
      factList(protocols.map(({ protocol }) => [protocol, PROTOCOL_SAYS[protocol]] as const)),
    ),
  );
}

function row({ protocol, chains, curves }: LabProtocolCard, shown: readonly string[]): Content[] {
  const at = (pick: (chain: LabProtocolCard['chains'][number]) => number | null): string =>
    chains.map((chain) => pick(chain) ?? '–').join(', ');
  return [
    html`<span class="legend">${protocol}</span>`,
    at((c) => c.earlyAt),
    at((c) => c.collapsingAt),
    at((c) => c.refusedAt),
    at((c) => c.stoppedAt),
    ...shown.map((name) => {
      const points = curves.find((curve) => curve.measure === name)?.points ?? [];
      return `${short(points[0]?.median)} to ${short(points.at(-1)?.median)}`;
    }),
  ];
}

/** Three digits: a row holds a dozen numbers. */
function short(value: number | undefined): string {
  return value === undefined ? score(null) : value.toFixed(3).replace('-', '−');
}
