import { html, type Markup } from '../html/html';
import { placeOn, type NiceScale } from './nice-scale';

/** What is marked on a track: the synthetic score as a disc, its interval as a band, the real one as an upright line. */
export interface TrackMarks {
  synthetic: number | null;
  real: number | null;
  interval?: readonly [number, number] | null;
}

/** One line of a dot plot. Only for the eye: the numbers stand beside it. */
export function track(scale: NiceScale, { synthetic, real, interval }: TrackMarks, gridded = false): Markup {
  const at = (value: number): string => `${(placeOn(scale, value) * 100).toFixed(1)}%`;
  const span = ([low, high]: readonly [number, number]): string =>
    `left:${at(low)};width:${((placeOn(scale, high) - placeOn(scale, low)) * 100).toFixed(1)}%`;
  return html`<span class="track" aria-hidden="true"
    >${gridded ? scale.ticks.map((tick) => html`<i class="grid" style="left:${at(tick)}"></i>`) : null}${
      finite(interval?.[0]) && finite(interval?.[1])
        ? html`<i class="interval" style="${span([interval[0], interval[1]])}"></i>`
        : null
    }${
      gridded && finite(real) && finite(synthetic)
        ? html`<i class="way" style="${span(real < synthetic ? [real, synthetic] : [synthetic, real])}"></i>`
        : null
    }${finite(real) ? html`<i class="reference" style="left:${at(real)}"></i>` : null}${
      finite(synthetic) ? html`<i class="point" style="left:${at(synthetic)}"></i>` : null
    }</span
  >`;
}

function finite(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
