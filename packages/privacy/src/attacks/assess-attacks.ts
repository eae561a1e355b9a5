import type { Measure } from '@headwater/contracts';
import { compareColumns, notComputed, Pace, requireSameColumns, type Watcher } from '@headwater/quality';
import { RandomStream } from '@headwater/random';
import type { Frame } from '@headwater/tables';
import { anonymityMeasures } from '../disclosure/anonymity-measures';
import { ATTACK_MEASURES } from './attack-measures';
import type { AttackColumn, AttackTables } from './attack-tables';
import { amongNeighbours, inColumnGroups, likeTraining, membership } from './by-likeness';
import { guessingSecrets, singlingOutAndLinking, type AttackMeasure } from './by-rates';
import { declaredColumns, placesOf } from './declared-columns';
import type { Knowledge } from './known-columns';

export interface AttackRequest extends Watcher {
  /** The real rows the model was trained on. */
  train: Frame;
  /** Real rows of the same population that the model never saw: the control of every attack. */
  holdout: Frame;
  synthetic: Frame;
  /** Same seed, same tables: same scores. */
  seed: number;
  /** Rows attacked on each side, and conditions tried, at most. Default 1,000. */
  targets?: number;
  /** Rows of each table that attacks search, at most. Default 20,000. */
  searchedRows?: number;
  /** Columns that are guessed. Default: every column, at most 100 drawn by the seed. */
  secrets?: readonly string[];
  /** Columns the guesser knows; the one being guessed is left out. Default: every column. */
  known?: readonly string[];
  /** Default: columns of role `quasi-identifier`. */
  quasiIdentifiers?: readonly string[];
  /** Default: columns of role `sensitive`, or of role `target` if there are none. */
  sensitive?: readonly string[];
  /** The delta of the epsilon that is bounded. Default 0. */
  delta?: number;
}

/** With fewer rows than this a rate says nothing. */
const FEWEST_ROWS = 20;
const MOST_SECRETS = 100;

/**
 * What attackers learn of training rows from synthetic ones, beyond what they learn of held-out rows in the same way:
 * singling out, linking, guessing columns, telling who was in the training rows, copies whole and in part, rare values,
 * and anonymity in declared quasi-identifiers. The tables have the same columns in the same order; identifiers and texts
 * are left out. Where a score's interval lies wholly on the worse side of its reference, the attack found something.
 *
 * A measure that cannot be computed has a reason. Throws SOURCE_SCHEMA_MISMATCH if the columns differ,
 * SPEC_COLUMN_UNKNOWN if a named column is not among them, and RUN_CANCELLED if `stopRequested` answers true; both it and
 * `report` are called several times a second.
 */
export async function assessAttacks(request: AttackRequest): Promise<AttackMeasure[]> {
  const { train, holdout, synthetic, seed } = request;
  requireSameColumns(train, { 'held-out': holdout, synthetic });
  const declared = declaredColumns(train, request);
  const pace = new Pace(request);
  await pace.turn({ note: 'attacks', done: 0, total: 1 });
  const compared = compareColumns(train, holdout, synthetic);
  const columns = compared.filter((c): c is AttackColumn => c.kind !== 'free');
  const tables: AttackTables = {
    columns,
    rows: { train: train.rows, holdout: holdout.rows, synthetic: synthetic.rows },
    targets: Math.max(1, Math.floor(request.targets ?? 1000)),
    searched: Math.max(1, Math.floor(request.searchedRows ?? 20_000)),
    seed,
    pace,
  };
  const knowledge = knowledgeOf(request, tables);
  const measures = (await attacks(tables, knowledge, request.delta ?? 0)).concat(
    anonymityMeasures(train, synthetic, declared),
  );
  return withAbsent(measures, tables, knowledge);
}

async function attacks(tables: AttackTables, knowledge: Knowledge, delta: number): Promise<AttackMeasure[]> {
  if (whyNothing(tables) !== null) return [];
  const alone = [await amongNeighbours(tables), await membership(tables, delta), await likeTraining(tables)].flat();
  if (tables.columns.length < 2) return alone;
  const together = [await singlingOutAndLinking(tables), await inColumnGroups(tables)].flat();
  const guesses = canGuess(knowledge) ? await guessingSecrets(tables, knowledge) : [];
  return [...together, ...guesses, ...alone];
}

/** In the order of ATTACK_MEASURES; those that no attack gave are marked with the reason. */
function withAbsent(found: readonly AttackMeasure[], tables: AttackTables, knowledge: Knowledge): AttackMeasure[] {
  const since = performance.now();
  const byName = new Map(found.map((measure): [string, Measure] => [measure.name, measure]));
  const nothing = whyNothing(tables);
  return Object.values(ATTACK_MEASURES).map((definition) => {
    const measure = byName.get(definition.name);
    if (measure !== undefined) return measure;
    if (nothing !== null) return notComputed(definition, nothing, since);
    if (definition === ATTACK_MEASURES.rareValueLeaks)
      return notComputed(
        definition,
        'no value or pair of values is rare in the training rows, or none in the unseen ones',
        since,
      );
    if (tables.columns.length >= 2 && !canGuess(knowledge))
      return notComputed(definition, 'no column is left to guess, or none to guess it from', since);
    return notComputed(definition, 'it needs two columns or more that are no identifiers or texts', since);
  });
}

function whyNothing({ columns, rows }: AttackTables): string | null {
  if (columns.length === 0) return 'there is no column to attack: all are identifiers or texts';
  const few = (['train', 'holdout', 'synthetic'] as const).find((side) => rows[side] < FEWEST_ROWS);
  if (few === undefined) return null;
  const name = { train: 'training', holdout: 'held-out', synthetic: 'synthetic' }[few];
  return `it needs ${FEWEST_ROWS} ${name} rows or more, and has ${rows[few]}`;
}

/** Some secret must have a column other than itself to be guessed from. */
function canGuess({ secrets, known }: Knowledge): boolean {
  return secrets.length > 0 && known.some((j) => secrets.some((secret) => secret !== j));
}

/** Places among the columns that attacks see. */
function knowledgeOf({ train, secrets, known, seed }: AttackRequest, { columns }: AttackTables): Knowledge {
  const names = columns.map((column) => column.schema.name);
  const within = (chosen: readonly string[]): number[] => {
    placesOf(train, chosen);
    return chosen.map((name) => names.indexOf(name)).filter((j) => j >= 0);
  };
  const all = names.map((_, j) => j);
  return {
    secrets:
      secrets === undefined
        ? [...new RandomStream(seed, 'privacy/attacks/secrets').sample(all.length, MOST_SECRETS)]
        : within(secrets),
    known: known === undefined ? all : within(known),
  };
}
