/** Narrow screens turn wide rows into small cards; paper opens what a screen folds and leaves out its controls. */
export const PAPER_AND_PHONE = `
@media screen and (max-width: 720px) {
  main { padding: 28px 18px 48px; }
  section { margin-top: 40px; }
  .scores thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .scores tr { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 18px; padding: 14px 0; border-top: 1px solid var(--rule); }
  .scores th, .scores td { display: block; padding: 0; border: 0; text-align: left; }
  .scores th, .scores .scale-cell { grid-column: 1 / -1; width: auto; }
  .scores .track { width: 100%; }
  .scores td[data-label]::before, .dots td[data-label]::before { content: attr(data-label); display: block; color: var(--muted); font-size: 12.5px; font-weight: 400; letter-spacing: 0; }
  .scores .score { font-size: 20px; line-height: 1.25; }
  .scores tr:not(.judged) td:nth-child(n + 5) { display: none; }
  .reasons .meaning { display: none; }
  .dots, .dots tbody { display: block; }
  .dots thead { display: block; }
  .dots thead tr { display: block; }
  .dots thead th:not(.track-head) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .dots thead .track-head { display: block; padding: 0; }
  .dots caption { display: block; }
  .dots tbody tr { display: grid; grid-template-columns: repeat(auto-fit, minmax(86px, 1fr)); gap: 2px 14px; padding: 9px 0; border-top: 1px solid var(--rule); }
  .dots.broad tbody tr { grid-template-columns: 1fr 1fr; gap: 6px 14px; }
  .dots th, .dots td, .two .dots .number, .dots .extra { display: block; width: auto; padding: 0; border: 0; text-align: left; }
  .dots th:first-child, .dots .track-cell { grid-column: 1 / -1; width: auto; }
  .figures { grid-template-columns: 1fr 1fr; }
  .facts > div { grid-template-columns: 1fr; }
  .legend { display: block; white-space: normal; }
  .plot-training, .plot-distances { font-size: 17px; }
  .plot-generation { font-size: 14px; }
  .pair .panels { grid-template-columns: 1fr; }
  .projection .panels { grid-template-columns: 1fr 1fr; }
  .lists { gap: 28px; }
  .ramp i { width: 9px; }
  .importances, .importances tbody { display: block; }
  .importances caption, .importances thead { display: block; }
  .importances thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .importances tr { display: grid; grid-template-columns: 1fr 5em 5em; gap: 3px 10px; padding: 6px 0; }
  .importances th, .importances .number, .importances th:first-child { display: block; padding: 0; width: auto; }
  .importances .twin { grid-row: 2; grid-column: 1 / -1; }
  .timeline .when { width: 22%; }
  .timeline th { width: auto; }
  .timeline th, .timeline td { padding-right: 8px; font-size: 13px; overflow-wrap: normal; }
  .timeline th:nth-child(4), .timeline td:nth-child(4) { display: none; }
  .timeline .bar { top: 11px; height: 14px; }
}
@media print {
  body { font-size: 9.5pt; line-height: 1.4; }
  main { max-width: none; padding: 0; }
  section { margin-top: 22pt; padding-top: 10pt; }
  h2, h3, caption, .question, .lead { break-after: avoid; }
  tr, .facts > div, .figures, .reasons li, .lead, .ranked, .dots, .importances, .parts, .listed { break-inside: avoid; }
  tbody tr:first-child { break-before: avoid; }
  th, td { padding: 4pt 9pt 4pt 0; }
  table { margin-bottom: 14pt; }
  .columns { grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 12pt 18pt; }
  .more, .contents { display: none; }
  .scroll { overflow: visible; margin-bottom: 14pt; }
  .parts { font-size: 7.5pt; }
  .parts th, .parts td { padding: 2.5pt 5pt 2.5pt 0; }
  .parts thead th { min-width: 0; font-size: 6.5pt; line-height: 1.2; }
  .parts th:first-child { position: static; min-width: 4em; overflow-wrap: normal; }
  .between { font-size: 7pt; }
  .meaning, .reason, .rates, .rule { font-size: 8pt; line-height: 1.3; }
  .scale-head { width: 70pt; } .track, .scale-cell .track { width: 100%; min-width: 0; } .score-head { width: 72pt; } .reference-head { width: 46pt; } .rule-head { width: 88pt; } .verdict-head { width: 72pt; }
  .dots th:first-child { width: 36%; }
  .dots .number, .two .dots .number { width: 5em; padding-right: 6pt; }
  .dots .extra { width: 7.6em; white-space: normal; }
  .curves { grid-template-columns: repeat(4, 1fr); gap: 12pt; }
  .lists, .two { grid-template-columns: 1fr 1fr; gap: 10pt 24pt; }
  i, .bar, .swatch { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
