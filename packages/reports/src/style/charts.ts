/** Legends, plots, the run's timeline. */
export const CHARTS = `
.legend { white-space: nowrap; margin-right: 16px; color: var(--ink); }
.swatch { display: inline-block; margin-right: 7px; vertical-align: -1px; }
.swatch.real { width: 14px; height: 12px; background: var(--real); }
.swatch.synthetic { width: 16px; height: 0; border-top: 2.5px solid var(--synthetic); vertical-align: 4px; }
.swatch.tick { width: 2.5px; height: 14px; background: var(--real); vertical-align: -2px; }
.swatch.dot { width: 9px; height: 9px; border-radius: 50%; background: var(--synthetic); vertical-align: 0; }
.swatch.band { width: 18px; height: 5px; background: var(--synthetic); opacity: 0.4; vertical-align: 3px; }
.swatch.fill { width: 18px; height: 5px; background: var(--synthetic); vertical-align: 3px; }
.columns { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(290px, 100%), 1fr)); gap: 30px 36px; margin-bottom: 24px; }
figure { margin: 0; min-width: 0; break-inside: avoid; }
figcaption { display: flex; align-items: baseline; gap: 8px; margin-bottom: 4px; }
figcaption .name { font-weight: 600; min-width: 0; overflow-wrap: anywhere; }
figcaption .type { color: var(--muted); font-size: 13px; }
figcaption .number { margin-left: auto; }
.under, .no-plot { color: var(--muted); font-size: 12.5px; margin: 2px 0 0; }
.wide { max-width: 760px; margin-bottom: 24px; }
.plot { display: block; width: 100%; height: auto; overflow: visible; color: var(--muted); font: 10.5px ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; font-variant-numeric: tabular-nums; }
.plot text { white-space: pre; }
.plot-training, .plot-distances { font-size: 11.5px; }
.times { color: var(--muted); }
.pairs, .listed { max-width: 720px; }

.pair { margin-bottom: 34px; }
.panels { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 12px 26px; }
.panel-name { font-size: 13px; color: var(--muted); margin: 0 0 2px; }
.pair .panel-name { padding-left: 29%; }
.tone-legends { display: flex; flex-wrap: wrap; gap: 4px 28px; margin-top: 8px; }
.tones { display: inline-flex; align-items: center; gap: 7px; }
.ramp { display: inline-flex; border: 1px solid var(--rule); }
.ramp i { width: 13px; height: 9px; }
.tones .ramp + .ramp { margin-left: -8px; border-left: 0; }
.projection { max-width: 900px; }

.curves { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(215px, 44%), 1fr)); gap: 24px 26px; }
.curve figcaption { font-size: 13.5px; line-height: 1.3; }
.worse { color: var(--synthetic); font-weight: 600; }
.finding { font-size: 18px; max-width: 44em; }
.finding .verdict { margin-right: 4px; }

.timeline th { width: 6em; }
.when { position: relative; width: 50%; }
.bar { position: absolute; top: 11px; height: 16px; min-width: 2px; background: var(--real); }
.bar.reused { background: repeating-linear-gradient(135deg, var(--real) 0 2px, transparent 2px 5px); outline: 1px solid var(--real); outline-offset: -1px; }
tr.failed .bar { background: var(--block); }
tr.failed td:last-child { color: var(--block); font-weight: 600; }
`;
