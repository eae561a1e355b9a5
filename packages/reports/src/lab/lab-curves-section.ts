import type { LabCard, LabProtocol } from '@headwater/contracts';
import { score } from '../html/format';
import { html, type Markup } from '../html/html';
import { measureTitle } from '../measures/measure-title';
import { section } from '../parts/section';
import type { Drawings } from '../plots/drawings';
import type { LabCurves } from '../plots/plot-request';

const ROLES: Partial<Record<LabProtocol, LabCurves['lines'][number]['role']>> = {
  replace: 'subject',
  default: 'baseline',
};

/** Every followed measure over the generations, all protocols in one plot. */
export function labCurvesSection({ protocols, measures }: LabCard, drawings: Drawings): Markup | null {
  if (protocols.length === 0 || measures.length === 0) return null;
  return section(
    'curves',
    'Curves',
    html`<span class="legend"><span class="swatch synthetic"></span>replace</span
      ><span class="legend"><span class="swatch real"></span>default</span> Median over the seeds, the band from the
      least to the most; the other protocols are thin lines, held-out real rows a dotted one. In the order in which
      collapse shows.`,
    html`<div class="columns">
      ${measures.map((measure) => {
        const lines = protocols.flatMap(({ protocol, curves }) => {
          const points = curves.find((curve) => curve.measure === measure.name)?.points ?? [];
          return points.length < 2 ? [] : [{ protocol, role: ROLES[protocol] ?? ('other' as const), points }];
        });
        if (lines.length === 0) return null;
        const title = measureTitle(measure.name);
        return html`<figure>
          <figcaption><span class="name">${title}</span></figcaption>
          ${drawings.place({
            kind: 'lab',
            title: `${title} by generation`,
            description: lines
              .map(
                ({ protocol, points }) =>
                  `${protocol} from ${score(points[0]?.median)} to ${score(points.at(-1)?.median)}`,
              )
              .join('; '),
            curves: { lines: lines.map(({ role, points }) => ({ role, points })), reference: measure.reference },
          })}
          <p class="under">${measure.stage ?? 'beside the verdict'} · ${measure.better} is better</p>
        </figure>`;
      })}
    </div>`,
  );
}
