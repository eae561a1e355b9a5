/** Narrow screens turn each score into a small card; paper leaves out what only a screen can do. */
export const PAPER_AND_PHONE = `
@media (max-width: 720px) {
  main { padding: 28px 18px 48px; }
  section { margin-top: 40px; }
  .scores thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .scores tr { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 18px; padding: 14px 0; border-top: 1px solid var(--rule); }
  .scores th, .scores td { display: block; padding: 0; border: 0; text-align: left; }
  .scores th, .scores .scale-cell { grid-column: 1 / -1; width: auto; }
  .scores .scale { width: 100%; }
  .scores td[data-label]::before { content: attr(data-label); display: block; color: var(--muted); font-size: 12.5px; font-weight: 400; }
  .scores .score { font-size: 20px; }
  .facts > div { grid-template-columns: 1fr; }
  .legend { display: block; white-space: normal; }
  .plot-training, .plot-distances { font-size: 17px; }
  .timeline .track { width: 26%; }
  .timeline th, .timeline td { padding-right: 10px; font-size: 13.5px; }
  .timeline .bar { top: 11px; height: 14px; }
}
@media print {
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  section { margin-top: 28pt; }
  h2 { break-after: avoid; }
  tr, .facts > div { break-inside: avoid; }
  .columns { grid-template-columns: repeat(3, 1fr); gap: 14pt; }
  details { display: none; }
  .bar, .swatch, .point, .interval { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
