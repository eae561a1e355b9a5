import { HeadwaterError } from '@headwater/contracts';
import { LineCounter, isMap, isScalar, parseDocument, visit, type Document, type YAMLError } from 'yaml';
import { problemsError, type Problem } from '../problem';

/** A chain file as parsed YAML, with the means to tell line and column of its nodes. */
export interface SpecDocument {
  file: string;
  document: Document;
  /** `chain.yaml:4:3` of an offset into the text. */
  place: (offset: number) => string;
}

const CREATE_ONE = 'Write one from your data with `headwater init DATA --out chain.yaml`.';

/**
 * Parses the text of a chain file, YAML 1.2. Thrown: SPEC_SYNTAX (with all syntax errors, duplicate keys among them),
 * SPEC_INVALID for an empty file or one that is not a mapping.
 */
export function readDocument(text: string, file: string): SpecDocument {
  const lines = new LineCounter();
  const place = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  const document = parsed(text, file, lines);
  const problems = [
    ...document.errors.map((error) => syntaxProblem(error, place, text)),
    ...keyProblems(document, place),
  ];
  if (problems.length > 0) throw problemsError(file, problems);
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    throw new HeadwaterError('SPEC_INVALID', `${file} is empty`, { where: `${file}:1:1`, hint: CREATE_ONE });
  }
  if (!isMap(contents)) {
    const kind = isScalar(contents) ? 'a single value' : 'a list';
    const where = place(contents.range?.[0] ?? 0);
    throw new HeadwaterError(
      'SPEC_INVALID',
      `${where}: a chain file holds keys and values (name: …), this one holds ${kind}`,
      {
        where,
        hint: CREATE_ONE,
      },
    );
  }
  return { file, document, place };
}

function parsed(text: string, file: string, lineCounter: LineCounter): Document {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: true, version: '1.2' });
  } catch (error) {
    // The parser recurses: thousands of nested brackets end its stack.
    throw new HeadwaterError('SPEC_SYNTAX', `${file} cannot be parsed: it is nested too deeply`, {
      where: file,
      cause: error,
    });
  }
}

function syntaxProblem(error: YAMLError, place: (offset: number) => string, text: string): Problem {
  const offset = error.pos[0];
  const where = place(offset);
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^[^\n:]*/.exec(text.slice(offset, offset + 80))?.[0].trim() ?? '';
    return {
      code: 'SPEC_SYNTAX',
      where,
      offset,
      message: `the key \`${key}\` is given twice`,
      hint: 'Keep one of the two.',
    };
  }
  const hint =
    error.code === 'TAB_AS_INDENT'
      ? 'Indent with spaces.'
      : 'Fix the YAML at this place; indentation and quotes are the usual causes.';
  const message = error.message.split('\n')[0] ?? error.message;
  return { code: 'SPEC_SYNTAX', where, offset, message, hint };
}

/** A list or map as a key would silently become a string. */
function keyProblems(document: Document, place: (offset: number) => string): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Pair: (_, pair) => {
      if (isScalar(pair.key) || document.errors.length > 0) return;
      const offset = (pair.key as { range?: [number, number, number] } | null)?.range?.[0] ?? 0;
      problems.push({
        code: 'SPEC_INVALID',
        where: place(offset),
        offset,
        message: 'a key must be plain text, not a list, map or alias',
      });
    },
  });
  return problems;
}
