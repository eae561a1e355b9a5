/** Ground, type, tables. */
export const BASE = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 56px 32px 80px; }
h1, h2, h3, .chain { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Georgia, "DejaVu Serif", serif; font-weight: 500; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 23px; line-height: 1.25; margin: 0 0 6px; }
h3 { font-size: 18px; line-height: 1.3; margin: 0; }
section { margin-top: 56px; padding-top: 20px; border-top: 1px solid var(--ink); }
p { margin: 0 0 10px; }
code { font: 0.92em/1.45 ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
i { font-style: normal; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.lead { max-width: 48em; color: var(--muted); margin-bottom: 20px; }
.meaning, .reason, .rates { display: block; font-size: 13.5px; line-height: 1.42; max-width: 38em; color: var(--muted); font-weight: 400; }
.reason { color: var(--ink); margin-top: 3px; }
.rates { margin-top: 3px; font-variant-numeric: tabular-nums; }
.pass { color: var(--pass); } .warn { color: var(--warn); } .block { color: var(--block); } .neutral { color: var(--muted); }
.mark { width: 11px; height: 11px; fill: currentColor; flex: none; }
.verdict { display: inline-flex; align-items: center; gap: 6px; white-space: nowrap; font-weight: 600; } .verdict.neutral { font-weight: 400; }

table { width: 100%; border-collapse: collapse; margin: 0 0 28px; }
caption { text-align: left; font-weight: 600; padding: 10px 0 6px; }
th, td { text-align: left; vertical-align: top; padding: 9px 18px 9px 0; border-top: 1px solid var(--rule); font-weight: 400; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--muted); font-size: 13px; border-top: 0; padding-bottom: 5px; vertical-align: bottom; overflow-wrap: normal; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead .number { white-space: normal; }
.between { display: block; font-size: 12px; line-height: 1.3; color: var(--muted); font-weight: 400; letter-spacing: 0; }
.between.synthetic { color: var(--synthetic); }
.scroll { overflow-x: auto; margin: 0 0 28px; }
.scroll table { margin: 0; }
.scroll:focus-visible, summary:focus-visible, a:focus-visible { outline: 2px solid var(--synthetic); outline-offset: 3px; }
.parts { font-size: 13.5px; }
.parts th, .parts td { padding: 6px 16px 6px 0; }
.parts thead th { min-width: 5.6em; font-size: 12.5px; line-height: 1.3; }
.parts th:first-child { position: sticky; left: 0; background: var(--page); min-width: 7em; max-width: 12em; }
.more { margin: 0 0 22px; }
summary { display: inline-block; cursor: pointer; color: var(--ink); text-decoration: underline; text-underline-offset: 3px; text-decoration-color: var(--axis); list-style: none; padding: 2px 0; }
summary::-webkit-details-marker { display: none; }
summary::before { content: "+ "; display: inline-block; width: 1em; color: var(--muted); }
.more[open] summary::before { content: "− "; }
@media screen { .more:not([open]) + .rest { display: none; } }
ul { margin: 0; padding-left: 1.1em; max-width: 46em; }
li { margin-bottom: 5px; overflow-wrap: anywhere; }
.facts { margin: 0 0 24px; }
.facts > div { display: grid; grid-template-columns: 11em 1fr; gap: 2px 18px; padding: 7px 0; border-top: 1px solid var(--rule); }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; min-width: 0; }
.hash { user-select: all; }
.size { color: var(--muted); font-size: 13px; white-space: nowrap; margin-left: 6px; }
`;
