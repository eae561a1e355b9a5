import type { ArtifactRef, LabProtocol, LabTables, PoolPart, PoolRecipe } from '@headwater/contracts';

/** Where a chain of the laboratory stands. */
export interface ProtocolPlace {
  protocol: LabProtocol;
  /** 1 or more: generation 0 learns from the real rows alone. */
  generation: number;
  seed: number;
  /** Of every generation. */
  rows: number;
  tables: LabTables;
  /** Shard lists of the generations before, generation 0 first. */
  made: readonly ArtifactRef[];
}

const FRESH: Partial<Record<LabProtocol, number>> = { 'fresh-10': 0.1, 'fresh-30': 0.3, 'fresh-50': 0.5 };
const ANCHORED = 0.1;

/** Real rows that a generation of the protocol needs new, as a share of its rows. */
export function freshShareOf(protocol: LabProtocol): number {
  return FRESH[protocol] ?? 0;
}

/** Rows that a generation of the protocol makes: verification draws by weights from twice as many. */
export function madeRows(protocol: LabProtocol, rows: number): number {
  return protocol === 'verified' ? 2 * rows : rows;
}

/**
 * What a generation of the protocol learns from (synthetic-data research: Shumailov 2024, Alemohammad 2023, Gerstgrasser
 * 2024, Kazdan 2024). null for `default`, whose recipe is the product's own policy. Throws a RangeError where a
 * generation before, or fresh rows for this one, are missing.
 */
export function protocolRecipe(place: ProtocolPlace): PoolRecipe | null {
  const { protocol, generation, seed, rows, tables, made } = place;
  if (generation < 1 || made.length !== generation)
    throw new RangeError(`generation ${generation} cannot follow ${made.length} generations`);
  // Different rows are drawn in every generation; an anchor is the same rows again.
  const drawn = { seed: seed * 1000 + generation, verify: protocol === 'verified' };
  const fresh = freshShareOf(protocol);
  if (fresh > 0) {
    const reserve = tables.reserves[generation - 1];
    if (reserve === undefined) throw new RangeError(`no fresh rows are left for generation ${generation}`);
    const count = Math.round(fresh * rows);
    return { ...drawn, parts: [real(reserve, count), synthetic(made, generation - 1, rows - count)] };
  }
  switch (protocol) {
    case 'replace':
    case 'verified':
      return { ...drawn, parts: [synthetic(made, generation - 1, rows)] };
    case 'anchor-10': {
      const count = Math.round(ANCHORED * rows);
      return { ...drawn, seed, parts: [real(tables.first, count), synthetic(made, generation - 1, rows - count)] };
    }
    case 'accumulate':
      return { ...drawn, parts: [real(tables.first, rows), ...made.map((_, g) => synthetic(made, g, rows))] };
    case 'accumulate-subsample': {
      const [ofReal = 0, ...ofMade] = evenly(rows, generation + 1);
      return { ...drawn, parts: [real(tables.first, ofReal), ...ofMade.map((count, g) => synthetic(made, g, count))] };
    }
    default:
      return null;
  }
}

function real(table: ArtifactRef, rows: number): PoolPart {
  return { origin: 'real', generation: 0, table, rows };
}

function synthetic(made: readonly ArtifactRef[], generation: number, rows: number): PoolPart {
  return { origin: 'synthetic', generation, table: made[generation] as ArtifactRef, rows };
}

/** So many rows in equal parts, the first ones one larger where it does not come out even. */
function evenly(rows: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, i) => Math.floor(rows / parts) + (i < rows % parts ? 1 : 0));
}
