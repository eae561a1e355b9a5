/** Scores, and everything that is marked on a track. */
export const SCORES = `
.family { margin-top: 30px; }
.question { color: var(--muted); margin: 0 0 4px; }
.tally { font: 13px/1.5 ui-sans-serif, system-ui, sans-serif; color: var(--muted); margin-left: 8px; }
.silent { font-size: 13.5px; color: var(--muted); max-width: 52em; }
.scores { table-layout: fixed; margin-bottom: 12px; }
.scores .score { font-weight: 600; }
.measure { display: block; font-weight: 600; }
.rule { display: block; font-size: 13.5px; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.scale-head { width: 142px; } .score-head { width: 124px; } .reference-head { width: 96px; } .rule-head { width: 160px; } .verdict-head { width: 116px; }
.track { position: relative; display: block; min-width: 96px; height: 22px; }
.scale-cell .track { width: 120px; }
.track::before { content: ""; position: absolute; inset: 10px 0 auto; border-top: 1px solid var(--axis); }
.track i { position: absolute; }
.track .grid { top: 0; height: 22px; border-left: 1px solid var(--rule); }
.track-cell .track::before { border-color: var(--rule); }
.track .interval { top: 8px; height: 5px; min-width: 2px; background: var(--synthetic); opacity: 0.4; }
.track .way { top: 10px; border-top: 1px solid var(--axis); }
.track .reference { top: 3px; height: 15px; margin-left: -1.25px; border-left: 2.5px solid var(--real); }
.track .point { top: 6px; width: 9px; height: 9px; margin-left: -4.5px; border-radius: 50%; background: var(--synthetic); }

.dots { table-layout: fixed; }
.dots th:first-child { width: 34%; }
.dots thead th { padding-bottom: 2px; }
.dots th, .dots td { padding-top: 5px; padding-bottom: 5px; }
.dots .number { width: 6.6em; }
.dots .track-head { vertical-align: bottom; }
.axis { position: relative; display: block; height: 18px; font-size: 12px; font-variant-numeric: tabular-nums; }
.axis i { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.axis i:first-child { transform: none; } .axis i:last-child { transform: translateX(-100%); }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(400px, 100%), 1fr)); gap: 0 48px; }
.two .dots .number { width: 5.4em; padding-right: 12px; } .two .dots .number:last-child { padding-right: 0; }
.two .dots { margin-bottom: 6px; } .two > div { margin-bottom: 22px; }
.two .axis i:nth-child(even) { display: none; }
.dots .extra { width: 9.5em; }
.part { margin-top: 26px; }
.part + .part { margin-top: 40px; }

.lists { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(400px, 100%), 1fr)); gap: 12px 56px; }
.ranked { margin: 0; align-self: start; }
.ranked th, .ranked td { border: 0; padding: 4px 0; vertical-align: top; line-height: 1.35; }
.ranked td { padding-left: 14px; width: 5.5em; }
.ranked thead.hidden { display: block; }
.length { position: relative; display: block; height: 7px; margin-top: 3px; }
.length .fill { position: absolute; inset: 1px auto 1px 0; background: var(--synthetic); min-width: 1px; }
.length .reference { position: absolute; top: -2px; height: 11px; margin-left: -1.25px; border-left: 2.5px solid var(--real); }
.importances { max-width: 820px; }
.importances th, .importances td { padding-top: 5px; padding-bottom: 5px; border: 0; vertical-align: middle; }
.importances th:first-child { width: 26%; }
.bars-head { width: auto; }
.importances .number { width: 6.5em; }
.twin i { display: block; height: 6px; min-width: 1px; }
.twin .real { background: var(--real); } .twin .synthetic { background: var(--synthetic); margin-top: 2px; }
`;
