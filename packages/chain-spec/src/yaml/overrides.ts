import { HeadwaterError } from '@headwater/contracts';
import { isCollection, isScalar, parseDocument, type Document } from 'yaml';
import { nodeAt } from './locate';

/** One `a.b.c=value` from the command line, as applied. */
export interface Override {
  text: string;
  path: string[];
}

/**
 * Sets `generator.parameters.epochs=2`-like overrides in a document; values are YAML, keys with dots or equals signs
 * are quoted: `schema.columns."a.b".role=target`. Thrown: USAGE for a text that is no override, SPEC_INVALID for a path
 * that leads through a value.
 */
export function applyOverrides(document: Document, texts: readonly string[]): Override[] {
  return texts.map((text) => {
    const { path, value } = parseOverride(text);
    for (let depth = 1; depth < path.length; depth++) {
      const above = path.slice(0, depth);
      const node = nodeAt(document, above);
      if (node === undefined || isCollection(node)) continue;
      if (isScalar(node) && node.value === null) document.deleteIn(above);
      else throw throughValue(text, above);
    }
    try {
      document.setIn(path, document.createNode(value));
    } catch (error) {
      throw throughValue(text, path.slice(0, -1), error);
    }
    return { text, path };
  });
}

function throughValue(text: string, above: readonly string[], cause?: unknown): HeadwaterError {
  const path = above.join('.');
  return new HeadwaterError(
    'SPEC_INVALID',
    `the override \`${text}\` leads through \`${path}\`, which holds a value, not keys`,
    {
      where: `override ${text}`,
      hint: `Write \`${path}\` as a mapping in the chain file, or override it as a whole.`,
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

const STEP = /^(?:"((?:[^"\\]|\\.)+)"|([^."=]+))(\.|=)/;

function parseOverride(text: string): { path: string[]; value: unknown } {
  const path: string[] = [];
  let rest = text;
  for (;;) {
    const match = STEP.exec(rest);
    if (match === null) throw notAnOverride(text);
    path.push(match[1] === undefined ? (match[2] ?? '') : match[1].replace(/\\(.)/g, '$1'));
    rest = rest.slice(match[0].length);
    if (match[3] === '=') break;
  }
  const parsed = parseDocument(rest, { prettyErrors: false });
  if (parsed.errors.length > 0) throw notAnOverride(text);
  try {
    return { path, value: parsed.toJS({ maxAliasCount: 0 }) as unknown };
  } catch {
    // An alias has nothing to stand for here.
    throw notAnOverride(text);
  }
}

function notAnOverride(text: string): HeadwaterError {
  return new HeadwaterError('USAGE', `\`${text}\` is not an override`, {
    hint: 'Write path=value with a YAML value, for example generator.parameters.epochs=2.',
  });
}
