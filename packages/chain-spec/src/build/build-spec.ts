import type { ChainSpec, SplitSpec } from '@headwater/contracts';
import { SPEC_DEFAULTS } from '../defaults';
import type { Findings } from '../findings';
import type { WrittenSpec } from '../written-spec';
import { buildApproval } from './build-approval';
import { buildChecks } from './build-checks';
import { buildConstraints } from './build-constraints';
import { buildFeedback } from './build-feedback';
import { buildPolicy } from './build-policy';
import { buildSchedule } from './build-schedule';
import { buildSource, resolveLocation } from './build-source';
import { checkPolicyNeeds } from './policy-needs';

/** Defaults, absolute paths, and the rules that span several keys; what breaks one becomes a finding. */
export function buildSpec(written: WrittenSpec, baseDir: string, findings: Findings): ChainSpec {
  const { generator, output, publish } = written;
  const columns = written.schema?.columns ?? {};
  const target = publish?.target ?? null;
  const constraints = buildConstraints(written.constraints ?? [], findings);
  const spec: ChainSpec = {
    version: SPEC_DEFAULTS.version,
    name: written.name,
    source: buildSource(written.source, baseDir),
    schema: { columns },
    split: buildSplit(written.split ?? {}, baseDir, findings),
    generator: {
      family: generator?.family ?? SPEC_DEFAULTS.generator.family,
      parameters: generator?.parameters ?? {},
      seed: generator?.seed ?? SPEC_DEFAULTS.generator.seed,
    },
    ...(constraints.length === 0 ? {} : { constraints }),
    output: {
      rows: output?.rows ?? null,
      shardRows: output?.shardRows ?? SPEC_DEFAULTS.output.shardRows,
      conditions: output?.conditions ?? {},
      temperature: output?.temperature ?? 1,
    },
    checks: buildChecks(written.checks ?? {}, columns, findings),
    policy: buildPolicy(written.policy ?? SPEC_DEFAULTS.policy, findings),
    publish: {
      target: target === null ? null : resolveLocation(baseDir, target),
      format: publish?.format ?? SPEC_DEFAULTS.publish.format,
      ...(publish?.rowsPerFile === undefined ? {} : { rowsPerFile: publish.rowsPerFile }),
    },
    ...(written.approval === undefined ? {} : { approval: buildApproval(written.approval) }),
    schedule: buildSchedule(written.schedule, findings),
    ...(written.feedback === undefined ? {} : { feedback: buildFeedback(written.feedback, findings) }),
  };
  checkPolicyNeeds(spec, findings);
  return spec;
}

function buildSplit(written: NonNullable<WrittenSpec['split']>, baseDir: string, findings: Findings): SplitSpec {
  const { holdout, share, seed } = written;
  if (holdout === undefined) {
    return { share: share ?? SPEC_DEFAULTS.split.share, seed: seed ?? SPEC_DEFAULTS.split.seed };
  }
  for (const [key, value] of Object.entries({ share, seed })) {
    if (value === undefined) continue;
    findings.problem(['split', key], `\`split.${key}\` has no meaning beside \`split.holdout\``, {
      hint: 'Keep the holdout file or the share, not both.',
      atKey: true,
    });
  }
  return { holdout: buildSource(holdout, baseDir) };
}
