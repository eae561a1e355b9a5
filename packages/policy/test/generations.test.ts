import fc from 'fast-check';
import {
  MIXES,
  type ArtifactRef,
  type CollapseStage,
  type FeedbackSpec,
  type GenerationRecord,
  type Lineage,
  type PoolRecipe,
  type RuleVerdict,
} from '@headwater/contracts';
import {
  collapseAction,
  feedbackAsksRetraining,
  poolRecipe,
  retrainReasons,
  targetsOf,
  type PoolRequest,
} from '../src';

const ref = (kind: ArtifactRef['kind'], name: string, rows?: number): ArtifactRef => ({
  kind,
  sha256: name.padEnd(64, '0'),
  bytes: 1,
  mediaType: 'x',
  ...(rows === undefined ? {} : { rows }),
});

const DEFAULTS: FeedbackSpec = {
  mix: 'accumulate-budget',
  realFloor: 0.8,
  syntheticCeiling: 0.2,
  mostGenerations: 5,
  budgetRows: null,
  realShare: 0.8,
  verify: true,
  retrainOn: ['drift', 'quality', 'utility', 'feedback'],
  debounceSeconds: 3600,
};

function record(generation: number, over: Partial<GenerationRecord> = {}): GenerationRecord {
  return {
    generation,
    runId: `r${generation}`,
    partition: 'p',
    at: '2026-01-01T00:00:00.000Z',
    sourceSha256: 'old',
    freshReal: generation === 0,
    syntheticShare: 0,
    rows: 1000,
    shards: ref('shard-list', `a${generation}`),
    quality: ref('evidence', `e${generation}`),
    accepted: true,
    ...over,
  };
}

const lineageOf = (generations: GenerationRecord[]): Lineage => ({ version: 1, chain: 'c', generations });

function request(over: Partial<PoolRequest> & { records?: GenerationRecord[] } = {}): PoolRequest {
  const { records = [record(0)], ...rest } = over;
  return {
    generation: records.length,
    lineage: lineageOf(records),
    real: { train: { ...ref('snapshot', 'real'), rows: 1000 }, sourceSha256: 'old' },
    feedback: DEFAULTS,
    seed: 7,
    ...rest,
  };
}

function counts({ parts }: PoolRecipe): { real: number; synthetic: number; share: number } {
  const of = (origin: string): number => parts.filter((p) => p.origin === origin).reduce((sum, p) => sum + p.rows, 0);
  const [real, synthetic] = [of('real'), of('synthetic')];
  return { real, synthetic, share: synthetic / (real + synthetic) };
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const records = fc
  .array(fc.record({ rows: fc.integer({ min: 0, max: 5000 }), accepted: fc.boolean(), freshReal: fc.boolean() }), {
    maxLength: 12,
  })
  .map((found) => found.map((over, k) => record(k, over)));
const feedbacks = fc.record({
  mix: fc.constantFrom(...MIXES),
  realFloor: share,
  syntheticCeiling: share,
  mostGenerations: fc.integer({ min: 0, max: 12 }),
  budgetRows: fc.option(fc.integer({ min: 1, max: 20_000 })),
  realShare: share,
});
const requests = fc
  .record({
    records,
    feedback: feedbacks,
    rows: fc.integer({ min: 1, max: 5000 }),
    sourceSha256: fc.constantFrom('old', 'new', null),
    seed: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ records: kept, feedback, rows, sourceSha256, seed }) =>
    request({
      records: kept,
      feedback: { ...DEFAULTS, ...feedback },
      real: { train: { ...ref('snapshot', 'real'), rows }, sourceSha256 },
      seed,
    }),
  );

describe('a pool’s recipe, whatever the chain', () => {
  it('keeps the floor of real rows and the ceiling of synthetic ones', () => {
    fc.assert(
      fc.property(requests, (asked) => {
        const { real, synthetic, share: found } = counts(poolRecipe(asked));
        const { realFloor, syntheticCeiling } = asked.feedback;
        if (real + synthetic === 0) return;
        expect(found).toBeLessThanOrEqual(syntheticCeiling + 1e-12);
        expect(real / (real + synthetic)).toBeGreaterThanOrEqual(realFloor - 1e-12);
      }),
      { numRuns: 2000 },
    );
  });

  it('draws from no more rows than there are, each part once, of accepted generations alone', () => {
    fc.assert(
      fc.property(requests, (asked) => {
        const { parts } = poolRecipe(asked);
        for (const { origin, generation, rows, table } of parts) {
          expect(Number.isInteger(rows) && rows > 0).toBe(true);
          if (origin === 'real') expect(rows).toBeLessThanOrEqual(asked.real.train.rows);
          else {
            const whose = asked.lineage!.generations.find((r) => r.generation === generation)!;
            expect([whose.accepted, whose.shards]).toEqual([true, table]);
            expect(rows).toBeLessThanOrEqual(whose.rows);
          }
        }
        expect(new Set(parts.map((p) => `${p.origin} ${p.generation}`)).size).toBe(parts.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('is of all real rows alone where nothing may be reused', () => {
    fc.assert(
      fc.property(requests, (asked) => {
        const kept = asked.lineage!.generations;
        const lastFresh = kept.map((r) => r.freshReal).lastIndexOf(true);
        const fresh = asked.real.sourceSha256 === 'new' || (asked.real.sourceSha256 === 'old' && kept.length === 0);
        const tooMany = !fresh && kept.length - 1 - lastFresh >= asked.feedback.mostGenerations;
        const none = !kept.some((r) => r.accepted && r.rows > 0);
        const must = tooMany || none || asked.feedback.mix === 'real' || (asked.feedback.mix === 'fresh' && !fresh);
        if (must) expect(counts(poolRecipe(asked))).toEqual({ real: asked.real.train.rows, synthetic: 0, share: 0 });
      }),
      { numRuns: 2000 },
    );
  });

  it('has real rows, but for a replacement', () => {
    fc.assert(
      fc.property(requests, (asked) => {
        if (asked.feedback.mix === 'replace' || asked.feedback.mix === 'fresh' || asked.feedback.mix === 'anchor')
          return;
        if (asked.feedback.budgetRows !== null) return;
        const { real } = counts(poolRecipe(asked));
        expect(real).toBeGreaterThan(0);
      }),
    );
  });
});

describe('the mixes', () => {
  const open: Partial<FeedbackSpec> = { realFloor: 0, syntheticCeiling: 1, mostGenerations: 99 };
  const of = (over: Partial<FeedbackSpec>, records: GenerationRecord[], sourceSha256 = 'old') =>
    poolRecipe(
      request({
        records,
        feedback: { ...DEFAULTS, ...over },
        real: { train: { ...ref('snapshot', 'real'), rows: 1000 }, sourceSha256 },
      }),
    );
  const three = [record(0), record(1), record(2)];

  it('are what their names say, without bounds', () => {
    const rows = (over: Partial<FeedbackSpec>, source?: string): unknown[] =>
      of({ ...open, ...over }, three, source).parts.map((p) => [p.origin, p.generation, p.rows]);
    expect(rows({ mix: 'real' })).toEqual([['real', 0, 1000]]);
    expect(rows({ mix: 'accumulate' })).toEqual([
      ['real', 0, 1000],
      ['synthetic', 0, 1000],
      ['synthetic', 1, 1000],
      ['synthetic', 2, 1000],
    ]);
    expect(rows({ mix: 'accumulate-budget' })).toEqual([
      ['real', 0, 250],
      ['synthetic', 0, 250],
      ['synthetic', 1, 250],
      ['synthetic', 2, 250],
    ]);
    expect(rows({ mix: 'fresh', realShare: 0.3 }, 'new')).toEqual([
      ['real', 0, 300],
      ['synthetic', 2, 700],
    ]);
    expect(rows({ mix: 'fresh', realShare: 0.3 })).toEqual([['real', 0, 1000]]);
    expect(rows({ mix: 'anchor', realShare: 0.1 })).toEqual([
      ['real', 0, 100],
      ['synthetic', 2, 900],
    ]);
    expect(rows({ mix: 'replace' })).toEqual([['synthetic', 2, 1000]]);
  });

  it('hold the default bounds', () => {
    expect(counts(of({}, three))).toEqual({ real: 800, synthetic: 200, share: 0.2 });
    expect(counts(of({ mix: 'accumulate' }, three))).toEqual({ real: 1000, synthetic: 250, share: 0.2 });
    expect(counts(of({ mix: 'accumulate', realFloor: 0.9 }, three)).synthetic).toBe(111);
  });

  it('return to real rows alone after five generations without new ones, until such come in', () => {
    const kept = Array.from({ length: 6 }, (_, k) => record(k));
    expect(counts(of({}, kept.slice(0, 5))).synthetic).toBe(200);
    expect(counts(of({}, kept)).synthetic).toBe(0);
    expect(counts(of({}, kept, 'new')).synthetic).toBe(200);
    expect(counts(of({}, [...kept, record(6, { sourceSha256: 'new', freshReal: true })], 'new')).synthetic).toBe(200);
  });

  it('draw the anchor alike in every generation, and other rows anew', () => {
    const seeds = (mix: FeedbackSpec['mix']): number[] =>
      [1, 2, 3].map(
        (n) =>
          of(
            { mix },
            Array.from({ length: n }, (_, k) => record(k)),
          ).seed,
      );
    expect(seeds('anchor')).toEqual([7, 7, 7]);
    expect(seeds('accumulate')).toEqual([8, 9, 10]);
  });

  it('leave out generations that are not before the one that learns', () => {
    const recipe = poolRecipe(request({ records: three, generation: 1 }));
    expect(recipe.parts.map((p) => p.generation)).toEqual([0, 0]);
  });
});

describe('what is done about a verdict', () => {
  const signals = (...stages: CollapseStage[]) =>
    stages.map((stage) => ({ measure: stage, stage, worsening: true, trend: {} as never }));
  const of = (verdict: 'unknown' | 'stable' | 'early' | 'collapsing', stages: CollapseStage[], refusedInARow = 0) =>
    collapseAction({ verdict, signals: signals(...stages) }, { refusedInARow }).action;

  it('follows the order in which collapse shows', () => {
    expect(of('unknown', [])).toBe('go-on');
    expect(of('stable', [])).toBe('go-on');
    expect(of('early', ['tails'])).toBe('add-fresh');
    expect(of('collapsing', ['marginals'])).toBe('add-fresh');
    expect(of('collapsing', ['tails', 'coverage'])).toBe('roll-back');
    expect(of('collapsing', ['coverage', 'spread'])).toBe('roll-back');
    expect(of('collapsing', ['tails', 'coverage'], 1)).toBe('stop');
    expect(of('early', ['tails'], 3)).toBe('add-fresh');
  });
});

describe('reasons to learn anew', () => {
  const rule = (measure: string, verdict: RuleVerdict['verdict'], stage: RuleVerdict['stage'] = 'quality') => ({
    measure,
    verdict,
    stage,
    score: 0.5,
    rule: '',
  });
  const of = (rules: RuleVerdict[], drifted = false, retrainOn = DEFAULTS.retrainOn) =>
    retrainReasons({ drifted, decision: { rules } }, { retrainOn });

  it('are drift and rules that are missed, but those of privacy', () => {
    expect(of([rule('column_shapes', 'pass'), rule('exact_matches', 'block', 'privacy')])).toEqual([]);
    expect(of([rule('tstr_auc', 'warn'), rule('column_shapes@sex', 'block'), rule('recall', 'warn')], true)).toEqual([
      'drift',
      'utility',
      'quality',
    ]);
    expect(of([rule('tstr_gap', 'warn'), rule('recall', 'warn')], true, ['utility'])).toEqual(['utility']);
    expect(retrainReasons({ drifted: false, decision: null }, DEFAULTS)).toEqual([]);
  });
});

describe('a consumer’s feedback', () => {
  const segment = (value: string, score: number) => ({ column: 'region', value, score });

  it('asks for a new generation where scores are weak', () => {
    expect(feedbackAsksRetraining({ scores: { accuracy: 0.9 }, segments: [] })).toBe(false);
    expect(feedbackAsksRetraining({ scores: { accuracy: 0.9, recall: 0.3 }, segments: [] })).toBe(true);
    expect(feedbackAsksRetraining({ scores: {}, segments: [segment('north', 0.5)] })).toBe(true);
    expect(feedbackAsksRetraining({ scores: {}, segments: [] })).toBe(false);
  });

  it('names weak segments as targets, the weakest first, bounded', () => {
    const segments = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((value, k) => segment(value, 0.05 + k / 20));
    const targets = targetsOf({ segments: [...segments, segment('good', 0.8), segment('g', 0)] });
    expect(targets.map((t) => t.value)).toEqual(['g', 'a', 'b', 'c', 'd']);
    expect(targets[0]).toEqual({ column: 'region', value: 'g', share: 0.05 });
    fc.assert(
      fc.property(fc.array(fc.record({ value: fc.string(), score: share })), (found) => {
        const made = targetsOf({ segments: found.map(({ value, score }) => segment(value, score)) });
        expect(made.length).toBeLessThanOrEqual(5);
        expect(made.reduce((sum, t) => sum + t.share, 0)).toBeLessThanOrEqual(0.25 + 1e-9);
        expect(new Set(made.map((t) => t.value)).size).toBe(made.length);
      }),
    );
  });
});
