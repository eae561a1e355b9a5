import type { ColumnSchema, SourceFormat } from '@headwater/contracts';
import { shippedPolicies } from '@headwater/policy';
import { stringify } from 'yaml';
import { SPEC_DEFAULTS } from './defaults';

/** What `headwater init` knows after a look at the data. */
export interface RenderInput {
  name: string;
  /** As it shall stand in the file: relative to the chain file's folder, absolute, or a URI. */
  sourcePath: string;
  holdoutPath?: string;
  target?: string;
  /** Of the source; left to the reader when not given. */
  format?: SourceFormat;
  columns: readonly ColumnSchema[];
  /** Path or URL of the JSON Schema for editors. */
  schemaRef?: string;
}

/** Columns listed as comments; a table of thousands would bury the file. */
const MOST_LISTED = 60;

/** A chain file that loads as it is, with comments that say what may be changed. */
export function renderSpec(input: RenderInput): string {
  const lines = [
    ...(input.schemaRef === undefined ? [] : [`# yaml-language-server: $schema=${input.schemaRef}`]),
    '# A supply chain of synthetic data. Run it with: headwater run <this file>',
    '# What is commented out shows the default.',
    '',
    `name: ${scalar(input.name)}`,
    '',
    '# The real table: a path from the folder of this file, or a URI (s3://bucket/key).',
    'source:',
    `  path: ${scalar(input.sourcePath)}`,
    input.format === undefined
      ? '  # format: csv   # csv, parquet, arrow, jsonl; told from the file when not given'
      : `  format: ${input.format}`,
    '',
    ...schemaLines(input),
    '',
    ...splitLines(input.holdoutPath),
    '',
    '# The model. The same seed on the same data gives the same bytes.',
    'generator:',
    `  family: ${SPEC_DEFAULTS.generator.family}`,
    `  seed: ${SPEC_DEFAULTS.generator.seed}`,
    '  # parameters: {}',
    '',
    'output:',
    '  # rows: 1000          # as many as the training split has when not given',
    `  shardRows: ${SPEC_DEFAULTS.output.shardRows}`,
    '',
    ...checksLines(),
    '',
    `# What the gate asks before anything is published: ${Object.keys(shippedPolicies).join(', ')},`,
    '# or rules of your own:',
    '#   policy:',
    '#     extends: internal',
    '#     rules:',
    '#       column_shapes: { atLeast: 0.95, warn: 0.9 }',
    '#       share_closer_to_train: { atMost: 0.52, useInterval: true }',
    `policy: ${SPEC_DEFAULTS.policy}`,
    '',
    'publish:',
    '  # target: ./published  # a folder or URI; the state folder when not given',
    `  format: ${SPEC_DEFAULTS.publish.format}      # parquet, arrow, csv`,
    '',
    ...feedbackLines(),
    '',
    ...scheduleLines(),
  ];
  return `${lines.join('\n')}\n`;
}

function scheduleLines(): string[] {
  const { overlap, pauseOnFailure } = SPEC_DEFAULTS.schedule;
  return [
    '# When it runs by itself, once applied: headwater apply <this file>. A path may name the run it is for:',
    '# {date} and {hour} of its scheduled time, {partition} its name.',
    '# schedule:',
    '#   cron: "0 3 * * *"       # or every: 6h',
    '#   timezone: Europe/Berlin # UTC when not given',
    `#   overlap: ${overlap}           # what becomes of a run due while another runs: skip, buffer-one, cancel-other, …`,
    '#   catchup: 1d             # runs missed while everything was down are made up when no older',
    '#   jitter: 5m              # start up to so much late, so that chains do not all start at once; 0s when not given',
    `#   pauseOnFailure: ${pauseOnFailure}   # a failed run pauses the schedule`,
    '#   freshWithin: 26h        # a version older than this is stale; never when not given',
  ];
}

function checksLines(): string[] {
  const { sampleRows, mostRows, shadowModels } = SPEC_DEFAULTS.checks;
  return [
    '# How privacy and quality are measured.',
    'checks:',
    `  sampleRows: ${sampleRows}     # rows that a costly measure looks at, per table`,
    `  # mostRows: ${mostRows}    # rows that are judged at all`,
    '  # protected: [sex]      # groups of people to compare: fairness, which needs a target',
    '  # positive: approved    # the favourable class of the target; of two, the less frequent when not given',
    '  # segments: [region]    # columns for whose levels fidelity is measured separately, too',
    `  # shadowModels: ${shadowModels}       # models trained to attack this one; each costs a training`,
  ];
}

function feedbackLines(): string[] {
  const { mix, realFloor, mostGenerations } = SPEC_DEFAULTS.feedback;
  return [
    '# Learning anew, from real rows and verified rows of earlier generations; without it, from real rows alone.',
    '# Mixes: real, accumulate, accumulate-budget, fresh, anchor.',
    `# feedback: { mix: ${mix}, realFloor: ${realFloor}, mostGenerations: ${mostGenerations} }`,
  ];
}

function schemaLines({ columns, target }: RenderInput): string[] {
  const others = columns.filter((column) => column.name !== target);
  const listed = others
    .slice(0, MOST_LISTED)
    .map((column) => `    # ${scalar(column.name)}: { type: ${column.type}${role(column)} }`);
  const more = others.length > MOST_LISTED ? [`    # and ${others.length - MOST_LISTED} more`] : [];
  return [
    '# Types as inferred from the data. Uncomment a line to correct it. Types: integer, decimal, boolean, category, date,',
    '# timestamp, text, identifier. Roles: feature, id, target, sensitive, quasi-identifier.',
    'schema:',
    '  columns:',
    ...(target === undefined ? [] : [`    ${scalar(target)}: { role: target }`]),
    ...listed,
    ...more,
  ];
}

function role(column: ColumnSchema): string {
  return column.role === 'feature' ? '' : `, role: ${column.role}`;
}

function splitLines(holdoutPath: string | undefined): string[] {
  const why = '# Real rows that training never sees: privacy and quality are judged against them.';
  if (holdoutPath !== undefined) return [why, 'split:', `  holdout: ${scalar(holdoutPath)}`];
  return [why, 'split:', `  share: ${SPEC_DEFAULTS.split.share}`, `  seed: ${SPEC_DEFAULTS.split.seed}`];
}

/** Text as a YAML scalar on one line, quoted where it would be read as something else. */
function scalar(text: string): string {
  // Long texts with a newline in them would be folded, and the rest of a comment or key fall on a line of its own.
  const oneLine = { lineWidth: 0, blockQuote: false, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER };
  const written = stringify(text, oneLine).trimEnd();
  // In a flow or key position, these would end the scalar.
  return /^["']/.test(written) || /^[\w./ -]+$/.test(written) ? written : JSON.stringify(text);
}
