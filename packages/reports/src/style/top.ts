/** Masthead, failure, contents. */
export const TOP = `
.kicker { color: var(--muted); font-size: 13px; margin: 0; }
.chain { font-size: 21px; margin: 0 0 28px; overflow-wrap: anywhere; }
.partition { color: var(--muted); }
.outcome { display: flex; align-items: center; gap: 0.28em; font-size: clamp(36px, 7vw, 68px); line-height: 1.05; letter-spacing: -0.015em; margin: 0 0 14px; }
.outcome .mark { flex: none; width: 0.5em; height: 0.5em; }
.summary { font-size: 18px; max-width: 42em; margin-bottom: 20px; }
.reasons { list-style: none; padding: 0; margin: 0 0 28px; max-width: 52em; }
.reasons li { display: flex; gap: 10px; padding: 8px 0; margin: 0; border-top: 1px solid var(--rule); }
.reasons .mark { margin-top: 6px; } .reasons .meaning { max-width: none; }
.reasons li:has(.act.block) .mark { color: var(--block); }
.reasons li:has(.act.warn) .mark { color: var(--warn); }
.act { font-weight: 600; }
.figures { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 20px 24px; max-width: 820px; margin: 32px 0 0; }
.figures dt { color: var(--muted); font-size: 13px; }
.figures dd { margin: 0; font-size: 25px; line-height: 1.2; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; white-space: nowrap; }
.figures .note { display: block; font-size: 13px; line-height: 1.5; color: var(--muted); letter-spacing: 0; }
.contents { margin-top: 36px; display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 13.5px; }
.contents a { color: var(--ink); text-underline-offset: 3px; text-decoration-color: var(--axis); padding: 3px 0; }
.failure { border-top-color: var(--block); }
.failure .code { color: var(--block); }
.failure .message { font-size: 18px; max-width: 42em; white-space: pre-line; overflow-wrap: anywhere; }
`;
