import { HeadwaterError, type ConditionValue } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { concatFrames, takeRows, type Frame } from '@headwater/tables';
import type { BundleFiles, GeneratorFamily, SampleRequest } from '../family';
import { quotaCells, quotaRows } from './conditions/quota-rows';
import { restrict, type Quota, type Restriction } from './conditions/restriction';
import { rowsThatMiss } from './conditions/satisfied';
import { drawCodes } from './draw';
import { openBundle, type Opened } from './opened';

/** A condition on a column that is modelled as several may be met only roughly; rows that miss it are drawn again. */
const MOST_ATTEMPTS = 50;

/** Draws rows; see GeneratorFamily.sample. */
export async function sample(family: GeneratorFamily, bundle: BundleFiles, request: SampleRequest): Promise<Frame> {
  const temperature = request.temperature ?? 1;
  if (!(temperature > 0 && temperature <= 10))
    throw new HeadwaterError('USAGE', `the temperature is ${temperature}; it must be above 0, and at most 10`, {
      where: 'temperature',
    });
  const { rows, shardRows = Infinity } = request;
  if (rows > shardRows) throw new RangeError(`sample: ${rows} rows are asked of a shard of ${shardRows}`);
  const opened = await openBundle(family, bundle, request.threads);
  const restriction = restrict(opened.codec, opened.layout, opened.codec.innerConditions(request.conditions));
  const quotas = restriction.quotas.map((quota) => ({
    quota,
    given: quotaRows(quota, request.rows, new RandomStream(request.seed, `quota/${quota.name}`, request.index)),
  }));
  const draw = (attempt: number, places: Uint32Array | null): Promise<Frame> =>
    drawOnce(opened, restriction, pick(quotas, places), request, places, attempt);
  let frame = await draw(0, null);
  let places = Uint32Array.from({ length: request.rows }, (_, i) => i);
  const done: Frame[] = [];
  for (let attempt = 1; ; attempt++) {
    const missed = rowsThatMiss(frame, request.conditions);
    if (missed.length === 0 && done.length === 0) break;
    const bad = new Set(missed);
    done.push(
      takeRows(
        frame,
        [...places.keys()].filter((i) => !bad.has(i)),
      ),
    );
    if (missed.length === 0) break;
    if (attempt > MOST_ATTEMPTS) throw tooRare(request.conditions, missed.length, request.rows);
    places = Uint32Array.from(missed, (i) => places[i] as number);
    frame = await draw(attempt, places);
  }
  await opened.session.release();
  return done.length === 0 ? frame : concatFrames(done);
}

interface GivenQuota {
  quota: Quota;
  /** Positions into the quota's parts, one a row. */
  given: Int32Array;
}

function pick(quotas: readonly GivenQuota[], places: Uint32Array | null): GivenQuota[] {
  if (places === null) return [...quotas];
  return quotas.map(({ quota, given }) => ({ quota, given: Int32Array.from(places, (i) => given[i] as number) }));
}

async function drawOnce(
  opened: Opened,
  { forced, narrowed, allowed, fixed, limits }: Restriction,
  quotas: readonly GivenQuota[],
  request: SampleRequest,
  places: Uint32Array | null,
  attempt: number,
): Promise<Frame> {
  const rows = places?.length ?? request.rows;
  const must = new Map([...forced].map(([column, code]) => [column, new Int32Array(rows).fill(code)]));
  for (const { quota, given } of quotas)
    must.set(
      quota.column,
      given.map((part) => quota.parts[part]?.code ?? -1),
    );
  const first = [...must.keys(), ...narrowed.filter((column) => !must.has(column))];
  const codes = await drawCodes(opened, {
    rows,
    seed: request.seed,
    index: request.index,
    purpose: attempt === 0 ? 'sample' : `sample/${attempt}`,
    first,
    forced: must,
    allowed,
    temperature: request.temperature ?? 1,
    report: (p) => request.report(p),
    stopRequested: () => request.stopRequested(),
  });
  const given = new Map(quotas.map(({ quota, given: parts }) => [quota.name, quotaCells(quota, parts)]));
  const random = {
    seed: request.seed,
    shard: request.index,
    ...(request.shardRows === undefined ? {} : { shardRows: request.shardRows }),
    ...(places === null ? {} : { redrawn: { attempt, places } }),
  };
  return opened.codec.decode(codes, rows, random, { fixed, given, limits });
}

function tooRare(conditions: Readonly<Record<string, ConditionValue>>, missed: number, rows: number): HeadwaterError {
  return new HeadwaterError(
    'CONDITION_INVALID',
    `after ${MOST_ATTEMPTS} attempts ${missed} of ${rows} rows still miss the conditions on ${Object.keys(conditions).join(', ')}`,
    { hint: 'Widen them.' },
  );
}
