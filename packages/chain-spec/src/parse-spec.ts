import type { ChainSpec } from '@headwater/contracts';
import { buildSpec } from './build/build-spec';
import { Findings } from './findings';
import { problemsError } from './problem';
import { specSchema } from './schema/spec-schema';
import { suggest } from './suggest';
import { checkNumbers } from './validate/check-numbers';
import { checkSchema } from './validate/check-schema';
import { dropEmptySections } from './validate/drop-empty-sections';
import { didYouMean, oneOf } from './validate/wording';
import type { WrittenSpec } from './written-spec';
import { applyOverrides } from './yaml/overrides';
import { plainValue } from './yaml/plain-value';
import { readDocument } from './yaml/read-document';

export interface SpecOptions {
  /** Names of the generator families that exist; an unknown one is then refused with SPEC_UNKNOWN_FAMILY. */
  families?: readonly string[];
}

export interface ParseOptions extends SpecOptions {
  /** How errors call the file. */
  file: string;
  /** Folder that relative paths start from. */
  baseDir: string;
  /** `generator.parameters.epochs=2`, values in YAML; applied before validation. */
  overrides?: readonly string[];
}

export interface LoadedSpec {
  spec: ChainSpec;
  /** What is allowed and probably not meant, each with its place. */
  warnings: string[];
}

/**
 * A chain file's text to a spec with nothing left open. Thrown, with file:line:column and all problems in one message:
 * SPEC_SYNTAX, SPEC_INVALID, SPEC_UNKNOWN_KEY, SPEC_UNKNOWN_FAMILY, CONSTRAINT_INVALID, SCHEDULE_NEVER;
 * USAGE for an override that is none.
 */
export function parseSpec(text: string, options: ParseOptions): LoadedSpec {
  const source = readDocument(text, options.file);
  const overrides = applyOverrides(source.document, options.overrides ?? []);
  const findings = new Findings(source, overrides);
  const value = dropEmptySections(plainValue(source), specSchema);
  checkSchema(value, findings);
  checkNumbers(value, specSchema, findings);
  // Building assumes a valid shape.
  if (findings.problems.length > 0) throw problemsError(options.file, findings.problems);
  const spec = buildSpec(value as unknown as WrittenSpec, options.baseDir, findings);
  checkFamily(spec, options.families, findings);
  if (findings.problems.length > 0) throw problemsError(options.file, findings.problems);
  const parserWarnings = source.document.warnings.map((w) => `${source.place(w.pos[0])}: ${w.message}`);
  return { spec, warnings: [...parserWarnings, ...findings.warnings] };
}

function checkFamily(spec: ChainSpec, families: readonly string[] | undefined, findings: Findings): void {
  const { family } = spec.generator;
  if (families === undefined || families.includes(family)) return;
  const message = `no generator family is called "${family}"${didYouMean(suggest(family, families))}`;
  findings.problem(['generator', 'family'], message, {
    code: 'SPEC_UNKNOWN_FAMILY',
    hint: `Known: ${oneOf(families).replace(' or ', ' and ')}.`,
  });
}
