import { COLOURS } from './colours';
import { PAPER_AND_PHONE } from './paper-and-phone';

/** The page's only style sheet: system fonts, one column of text, plots in a grid. */
export const STYLE_SHEET = `${COLOURS}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 56px 32px 80px; }
h1, h2, .chain { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Georgia, "DejaVu Serif", serif; font-weight: 500; text-wrap: balance; }
h2 { font-size: 23px; line-height: 1.25; margin: 0 0 6px; }
section { margin-top: 56px; padding-top: 20px; border-top: 1px solid var(--ink); }
p { margin: 0 0 10px; }
code { font: 0.92em/1.45 ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.lead { max-width: 46em; color: var(--muted); margin-bottom: 20px; }

.kicker { color: var(--muted); font-size: 13px; margin: 0; }
.chain { font-size: 21px; margin: 0 0 28px; overflow-wrap: anywhere; }
.partition { color: var(--muted); }
.outcome { display: flex; align-items: center; gap: 0.28em; font-size: clamp(40px, 7vw, 68px); line-height: 1.05; letter-spacing: -0.015em; margin: 0 0 14px; }
.outcome .mark { flex: none; width: 0.5em; height: 0.5em; }
.summary { font-size: 18px; max-width: 42em; margin-bottom: 32px; }
.pass { color: var(--pass); } .warn { color: var(--warn); } .block { color: var(--block); } .neutral { color: var(--muted); }
.mark { width: 11px; height: 11px; fill: currentColor; }
.verdict { display: inline-flex; align-items: center; gap: 6px; white-space: nowrap; font-weight: 600; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(130px, 1fr)); gap: 20px 28px; margin: 0; }
.figures dt { color: var(--muted); font-size: 13px; }
.figures dd { margin: 0; font-size: 25px; line-height: 1.2; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; white-space: nowrap; }

.failure { border-top-color: var(--block); }
.failure .code { color: var(--block); }
.failure .message { font-size: 18px; max-width: 42em; white-space: pre-line; overflow-wrap: anywhere; }

table { width: 100%; border-collapse: collapse; margin: 0 0 28px; }
caption { text-align: left; font-weight: 600; padding: 10px 0 6px; }
th, td { text-align: left; vertical-align: top; padding: 9px 18px 9px 0; border-top: 1px solid var(--rule); font-weight: 400; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 13px; border-top: 0; padding-bottom: 5px; vertical-align: bottom; overflow-wrap: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.scores .score { font-weight: 600; }
.measure { display: block; font-weight: 600; }
.meaning, .reason { display: block; font-size: 13.5px; line-height: 1.42; max-width: 38em; color: var(--muted); }
.reason { color: var(--ink); margin-top: 3px; }
.rule { display: block; font-size: 13.5px; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.scores { table-layout: fixed; }
.scale-head { width: 146px; } .score-head { width: 84px; } .reference-head { width: 96px; } .rule-head { width: 190px; } .verdict-head { width: 108px; }
.scale { position: relative; display: block; width: 120px; height: 22px; }
.scale::before { content: ""; position: absolute; inset: 10px 0 auto; border-top: 1px solid var(--axis); }
.interval { position: absolute; top: 8.5px; height: 4px; min-width: 2px; background: currentColor; opacity: 0.35; }
.scale .reference { position: absolute; top: 3px; height: 15px; margin-left: -1px; border-left: 2px solid var(--real); }
.point { position: absolute; top: 6px; width: 9px; height: 9px; margin-left: -4.5px; border-radius: 50%; background: var(--synthetic); }

.legend { white-space: nowrap; margin-right: 16px; color: var(--ink); }
.swatch { display: inline-block; margin-right: 7px; vertical-align: -1px; }
.swatch.real { width: 14px; height: 12px; background: var(--real); }
.swatch.synthetic { width: 16px; height: 0; border-top: 2.5px solid var(--synthetic); vertical-align: 4px; }
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
.pairs { max-width: 620px; }

details { margin-top: 8px; }
summary { cursor: pointer; color: var(--ink); text-decoration: underline; text-underline-offset: 3px; text-decoration-color: var(--axis); }
summary:focus-visible { outline: 2px solid var(--synthetic); outline-offset: 3px; }

.timeline th { width: 6em; }
.track { position: relative; width: 50%; }
.bar { position: absolute; top: 11px; height: 16px; min-width: 2px; background: var(--real); }
.bar.reused { background: repeating-linear-gradient(135deg, var(--real) 0 2px, transparent 2px 5px); outline: 1px solid var(--real); outline-offset: -1px; }
tr.failed .bar { background: var(--block); }
tr.failed td:last-child { color: var(--block); font-weight: 600; }

.facts { margin: 0 0 24px; }
.facts > div { display: grid; grid-template-columns: 11em 1fr; gap: 2px 18px; padding: 7px 0; border-top: 1px solid var(--rule); }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.hash { user-select: all; }
.size { color: var(--muted); font-size: 13px; white-space: nowrap; margin-left: 6px; }
ul { margin: 0; padding-left: 1.1em; max-width: 46em; }
li { margin-bottom: 5px; overflow-wrap: anywhere; }
${PAPER_AND_PHONE}`;
