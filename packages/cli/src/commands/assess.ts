import { writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { HeadwaterError, type AssessedTable, type ChecksSpec, type PolicySpec } from '@headwater/contracts';
import { shippedPolicies } from '@headwater/policy';
import { assessTables } from '@headwater/stages';
import { addressOfFile } from '@headwater/store';
import { assessmentDocument } from '../assess/assessment-document';
import { assessmentLines } from '../assess/assessment-lines';
import { cardFile } from '../assess/card-file';
import { declaredRoles, openTables } from '../assess/open-tables';
import { EXIT } from '../exit-codes';
import { modelTask } from '../model/model-task';
import { printJson, say } from '../output';

export interface AssessOptions {
  real: string;
  holdout?: string;
  synthetic: string;
  target?: string;
  protected: string[];
  positive?: string;
  sensitive: string[];
  quasiIdentifiers: string[];
  segments: string[];
  policy: string;
  rows: number;
  mostRows: number;
  seed: number;
  out: string;
  gate: boolean;
  json?: boolean;
}

/** `headwater assess`: judges synthetic rows of any origin against real ones, without Temporal. */
export async function assessCommand(options: AssessOptions): Promise<void> {
  const policy = policyNamed(options.policy);
  const out = await cardFile(options.out);
  const roles = declaredRoles(options);
  const { card, html } = await modelTask(async ({ report, stopRequested }) => {
    const tables = await openTables(options, roles, (pass, done, total) => {
      if (stopRequested()) throw new HeadwaterError('RUN_CANCELLED', 'reading was stopped');
      report({ note: pass, done, total });
    });
    requireColumns(
      options,
      tables.real.schema.columns.map((column) => column.name),
    );
    return assessTables({
      sources: { train: tables.real, holdout: tables.holdout, synthetic: tables.synthetic },
      assessed: {
        real: await describe(options.real, tables.real.rows),
        holdout: options.holdout === undefined ? null : await describe(options.holdout, tables.holdout.rows),
        synthetic: await describe(options.synthetic, tables.synthetic.rows),
        target: options.target ?? null,
      },
      checks: checksOf(options),
      policy,
      report,
      stopRequested,
    });
  });
  await writeFile(out.html, html);
  await writeFile(out.json, JSON.stringify(card));
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const document = assessmentDocument(card, { card: out.html, peakBytes });
  if (options.json) printJson(document);
  else for (const line of assessmentLines(document)) say(line);
  if (options.gate && document.verdict === 'block') process.exitCode = EXIT.blocked;
}

function policyNamed(name: string): PolicySpec {
  const policies: Readonly<Record<string, PolicySpec>> = shippedPolicies;
  const found = Object.hasOwn(policies, name) ? policies[name] : undefined;
  if (found !== undefined) return found;
  throw new HeadwaterError('USAGE', `--policy ${JSON.stringify(name)} is no shipped policy`, {
    hint: `There are: ${Object.keys(policies).join(', ')}.`,
  });
}

function checksOf(options: AssessOptions): ChecksSpec {
  return {
    sampleRows: options.rows,
    mostRows: options.mostRows,
    seed: options.seed,
    protected: options.protected,
    positive: options.positive ?? null,
    segments: options.segments,
    shadowModels: 0,
  };
}

/** Columns are named by options: what is no column is refused before anything is measured. Throws SPEC_COLUMN_UNKNOWN. */
function requireColumns(options: AssessOptions, names: readonly string[]): void {
  const named: [string, readonly string[]][] = [
    ['--target', options.target === undefined ? [] : [options.target]],
    ['--protected', options.protected],
    ['--sensitive', options.sensitive],
    ['--quasi-identifiers', options.quasiIdentifiers],
    ['--segments', options.segments],
  ];
  for (const [option, columns] of named) {
    const unknown = columns.find((name) => !names.includes(name));
    if (unknown === undefined) continue;
    throw new HeadwaterError(
      'SPEC_COLUMN_UNKNOWN',
      `${option}: ${JSON.stringify(unknown)} is no column of ${options.real}`,
      { where: option, hint: `The columns are: ${names.slice(0, 30).join(', ')}${names.length > 30 ? ' …' : ''}.` },
    );
  }
}

async function describe(path: string, rows: number): Promise<AssessedTable> {
  const { sha256 } = await addressOfFile(resolve(path));
  return { name: basename(path, extname(path) === '.gz' ? '.gz' : ''), rows, sha256 };
}
