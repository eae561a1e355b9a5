import { HeadwaterError, type ColumnRole } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import type { DeclaredColumns } from '../disclosure/anonymity-measures';
import type { AttackColumn } from './attack-tables';
import type { Knowledge } from './known-columns';

/** Columns that are guessed at most. */
const MOST_SECRETS = 100;

/** Columns that a request names. */
export interface NamedColumns {
  secrets?: readonly string[];
  known?: readonly string[];
  quasiIdentifiers?: readonly string[];
  sensitive?: readonly string[];
  target?: string;
}

/**
 * Quasi-identifiers and sensitive columns: those named, else those whose role says so, where a target is sensitive if
 * nothing else is. Throws SPEC_COLUMN_UNKNOWN for a name that the table lacks.
 */
export function declaredColumns(frame: Frame, { quasiIdentifiers, sensitive, target }: NamedColumns): DeclaredColumns {
  const ofRole = (role: ColumnRole): number[] =>
    frame.schema.columns.flatMap((column, j) => (column.role === role ? [j] : []));
  const targets = target === undefined ? ofRole('target') : placesOf(frame, [target]);
  const declared = ofRole('sensitive');
  return {
    quasiIdentifiers: quasiIdentifiers === undefined ? ofRole('quasi-identifier') : placesOf(frame, quasiIdentifiers),
    sensitive: sensitive !== undefined ? placesOf(frame, sensitive) : declared.length > 0 ? declared : targets,
  };
}

/**
 * What is guessed and from what, as places among the columns that attacks see: those named, else all. Throws
 * SPEC_COLUMN_UNKNOWN for a name that the table lacks.
 */
export function knowledgeOf(
  frame: Frame,
  { secrets, known }: NamedColumns,
  columns: readonly AttackColumn[],
  seed: number,
): Knowledge {
  const names = columns.map((column) => column.schema.name);
  const within = (chosen: readonly string[]): number[] => {
    placesOf(frame, chosen);
    return chosen.map((name) => names.indexOf(name)).filter((j) => j >= 0);
  };
  const all = names.map((_, j) => j);
  const drawn = (): number[] => [...new RandomStream(seed, 'privacy/attacks/secrets').sample(all.length, MOST_SECRETS)];
  return {
    secrets: secrets === undefined ? drawn() : within(secrets),
    known: known === undefined ? all : within(known),
  };
}

/** Some secret must have a column other than itself to be guessed from. */
export function canGuess({ secrets, known }: Knowledge): boolean {
  return secrets.length > 0 && known.some((j) => secrets.some((secret) => secret !== j));
}

/** Places of the named columns. */
function placesOf(frame: Frame, names: readonly string[]): number[] {
  return names.map((name) => {
    const place = frame.schema.columns.findIndex((column) => column.name === name);
    if (place >= 0) return place;
    throw new HeadwaterError('SPEC_COLUMN_UNKNOWN', `there is no column ${JSON.stringify(name)} to attack`, {
      hint: `The columns are ${frame.schema.columns.map((column) => JSON.stringify(column.name)).join(', ')}.`,
    });
  });
}
