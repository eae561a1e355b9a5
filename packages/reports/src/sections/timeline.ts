import type { RunCard, StageStatus } from '@headwater/contracts';
import { bytes, count, duration } from '../html/format';
import { html, type Markup } from '../html/html';
import { section } from '../parts/section';

interface Bar {
  stage: StageStatus;
  /** Seconds from the start of the run. */
  start: number;
  seconds: number;
}

/** When each stage ran, for how long, and what was taken from an earlier run. */
export function timeline({ run }: RunCard): Markup | null {
  if (run === null) return null;
  // The card is made by the report stage: its own figures are not yet known.
  const stages = run.stages.filter((s) => s.stage !== 'report' && s.state !== 'pending');
  if (stages.length === 0) return null;
  const begin = Date.parse(run.startedAt);
  const bars = stages.map((stage): Bar => {
    const start = stage.startedAt === undefined ? 0 : Math.max(0, (Date.parse(stage.startedAt) - begin) / 1000);
    return { stage, start: Number.isFinite(start) ? start : 0, seconds: Math.max(0, stage.seconds ?? 0) };
  });
  const end = Math.max(1e-3, ...bars.map((bar) => bar.start + bar.seconds));
  return section(
    'timeline',
    'Stages',
    null,
    html`<table class="timeline">
      <caption class="hidden">
        Stages of the run
      </caption>
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col"><span class="hidden">When</span></th>
          <th scope="col" class="number">Time</th>
          <th scope="col" class="number">Peak memory</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        ${bars.map((bar) => stageRow(bar, end))}
      </tbody>
    </table>`,
  );
}

function stageRow({ stage, start, seconds }: Bar, end: number): Markup {
  const at = (value: number): string => `${((value / end) * 100).toFixed(2)}%`;
  return html`<tr class="${stage.state}">
    <th scope="row">${stage.stage}</th>
    <td class="when">
      <span class="bar${stage.reused === true ? ' reused' : ''}" style="left:${at(start)};width:${at(seconds)}"></span>
    </td>
    <td class="number">${duration(stage.seconds)}</td>
    <td class="number">${stage.peakBytes === undefined || stage.peakBytes === 0 ? '–' : bytes(stage.peakBytes)}</td>
    <td>${stateOf(stage)}</td>
  </tr>`;
}

function stateOf({ state, reused, done, total }: StageStatus): string {
  const shards = done === undefined || total === undefined ? '' : `, ${count(done)} of ${count(total)} shards`;
  return `${reused === true ? 'reused' : state}${shards}`;
}
