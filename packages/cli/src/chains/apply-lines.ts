import type { ChainPlan } from './apply-plan';

const SIGNS = { create: '+', update: '~', none: '=', remove: '-' } as const;
const WORDS = { create: 'new', update: 'changed', none: 'no change', remove: 'removed: in none of the files' } as const;
const LONGEST = 80;

/** The difference for people. */
export function applyLines(plans: readonly ChainPlan[]): string[] {
  return plans.flatMap(({ chain, action, file, changes, paused }) => [
    `${SIGNS[action]} ${chain}  ${WORDS[action]}${file === null ? '' : `  (${file})`}`,
    ...changes.map(({ path, before, after }) => `    ${path}: ${short(before)} → ${short(after)}`),
    ...(paused === null ? [] : [`    its schedule is paused: ${paused}; \`--unpause\` lets it go on`]),
  ]);
}

function short(value: string | null): string {
  if (value === null) return 'not given';
  return value.length <= LONGEST ? value : `${value.slice(0, LONGEST)}…`;
}
