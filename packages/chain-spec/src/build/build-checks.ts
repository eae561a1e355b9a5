import type { ChainSpec, ChecksSpec } from '@headwater/contracts';
import { SPEC_DEFAULTS } from '../defaults';
import type { Findings } from '../findings';
import type { WrittenChecks } from '../written-spec';

/** How the check stages measure. `columns` are those that the chain file says something about. */
export function buildChecks(
  written: WrittenChecks,
  columns: ChainSpec['schema']['columns'],
  findings: Findings,
): ChecksSpec {
  const defaults = SPEC_DEFAULTS.checks;
  const checks: ChecksSpec = {
    sampleRows: written.sampleRows ?? defaults.sampleRows,
    seed: written.seed ?? defaults.seed,
    mostRows: written.mostRows ?? defaults.mostRows,
    protected: written.protected ?? [],
    positive: className(written.positive ?? defaults.positive, findings),
    segments: written.segments ?? [],
    shadowModels: written.shadowModels ?? defaults.shadowModels,
  };
  checkOutcome(checks, columns, findings);
  return checks;
}

/** A class's name, where it looks like a number or a boolean as it was written: `1`, `TRUE`. */
function className(positive: string | number | boolean | null, findings: Findings): string | null {
  if (positive === null || typeof positive === 'string') return positive;
  return findings.writtenAs(['checks', 'positive']) ?? String(positive);
}

function checkOutcome(
  { positive, ...checks }: ChecksSpec,
  columns: ChainSpec['schema']['columns'],
  findings: Findings,
) {
  const target = Object.keys(columns).find((name) => columns[name]?.role === 'target');
  const place = checks.protected.findIndex((name) => name === target);
  if (place >= 0)
    findings.problem(
      ['checks', 'protected', place],
      `${JSON.stringify(target)} is the target, so it cannot be protected`,
      {
        hint: 'Name the columns whose groups of people are to be compared by the target.',
      },
    );
  if (positive !== null && (target === undefined || checks.protected.length === 0))
    findings.warn(
      ['checks', 'positive'],
      '`checks.positive` is for measures of fairness, which need `checks.protected` and a column of the role `target`',
    );
}
