import type { ChainReport } from './chain-report';
import { spanText } from './span-text';

/** One line a chain. */
export function chainLine(report: ChainReport): string {
  const { chain, runs, current } = report;
  const missed = runs.missed.length > 0 ? `, ${runs.missed.length} missed` : '';
  const failed = runs.failed > 0 ? `, ${runs.failed} failed` : '';
  return [
    chain.padEnd(20),
    mood(report).padEnd(9),
    `next ${report.schedule?.next ?? 'none'}`,
    `${runs.ended} of ${runs.expected} runs${failed}${missed}`,
    freshness(report),
    current ?? 'nothing published',
  ].join('  ');
}

/** All of one chain. */
export function chainDetails(report: ChainReport): string[] {
  const { runs, schedule, versions, gates, active, paused, stopped } = report;
  return [
    `${report.chain}: ${mood(report)}, generation ${report.generation}`,
    `  applied   ${report.appliedAt} by ${report.appliedBy}`,
    `  next run  ${schedule === null ? 'no schedule' : (schedule.next ?? 'none')}`,
    ...(schedule?.paused == null ? [] : [`  schedule  paused: ${schedule.paused}`]),
    ...(paused === null ? [] : [`  paused    ${paused.at} by ${paused.who}: ${paused.why}`]),
    ...(stopped === null ? [] : [`  stopped   ${stopped.at} by ${stopped.who}: ${stopped.why}`]),
    `  runs      ${runs.expected} expected since then: ${runs.ended} ended, ${runs.failed} failed, ${runs.running} running, ${runs.missed.length} missed`,
    ...(runs.missed.length === 0 ? [] : [`  missed    ${some(runs.missed)}`]),
    ...(schedule === null || schedule.skippedByOverlap === 0
      ? []
      : [`  skipped   ${schedule.skippedByOverlap} because the run before was under way`]),
    `  fresh     ${freshness(report)}`,
    ...active.map(({ runId, kind, since }) => `  running   ${runId} (${kind}) since ${since}`),
    ...gates.map(({ runId, evidence, until }) => `  gate      ${runId} waits until ${until}, evidence ${evidence}`),
    ...versions.map(({ version, at, rows, generation, rolledBackAt }) => {
      const mark = version === report.current ? 'current' : rolledBackAt === undefined ? 'version' : 'taken back';
      return `  ${mark.padEnd(9)} ${version}  ${at}  ${rows} rows, generation ${generation}`;
    }),
  ];
}

function mood({ stopped, paused, schedule }: ChainReport): string {
  if (stopped !== null) return 'stopped';
  return paused !== null || schedule?.paused != null ? 'paused' : 'applied';
}

function freshness({ freshness: { ageSeconds, withinSeconds, fresh } }: ChainReport): string {
  const age = ageSeconds === null ? 'no good version yet' : `last good version ${spanText(ageSeconds)} old`;
  if (withinSeconds === null) return age;
  return `${age}, ${fresh ? 'fresh' : 'STALE'} (within ${spanText(withinSeconds)})`;
}

function some(partitions: readonly string[]): string {
  const shown = partitions.slice(-5).join(', ');
  return partitions.length > 5 ? `${shown} and ${partitions.length - 5} before` : shown;
}
