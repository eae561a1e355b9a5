import type { ColumnComparison, RunCard } from '@headwater/contracts';
import { renderRunCard } from '../src';
import { domOf, textsOf } from './fixtures/dom';
import { sampleCard } from './fixtures/sample-card';

let page: string;
let document: Document;
beforeAll(async () => {
  page = await renderRunCard(sampleCard());
  document = domOf(page);
});

describe('a published run', () => {
  it('says so first, and large', () => {
    expect(textsOf(document, 'h1')).toEqual(['Published']);
    expect(document.querySelector('h1')?.className).toBe('outcome pass');
    expect(textsOf(document, '.summary')).toEqual([
      '39,073 synthetic rows in 15 columns, from a model trained on 39,073 real rows. All 13 rules of the policy “internal” pass.',
    ]);
    expect(document.title).toBe('adult-census 2026-03-02: run card');
  });

  it('shows every section', () => {
    expect(textsOf(document, 'h2')).toEqual([
      'Scores',
      'What to look at',
      'Columns, real against synthetic',
      'Weakest relations',
      'All columns in one picture',
      'Closeness to real rows',
      'Attack risks',
      'Models trained on it',
      'Groups of people',
      'Segments',
      'Generations',
      'Model',
      'Personal data in the source',
      'Stages',
      'Provenance',
      'Notes',
    ]);
  });

  it('draws every column, the training and the distances', () => {
    expect(textsOf(document, '.columns .name')).toEqual(sampleCard().quality?.columns.map((c) => c.name));
    expect(document.querySelectorAll('svg.plot-column')).toHaveLength(15);
    expect(document.querySelectorAll('svg.plot-training')).toHaveLength(1);
    expect(document.querySelectorAll('svg.plot-distances')).toHaveLength(1);
  });

  it('draws one bin a share and one bar a level, real under synthetic', () => {
    const [age, workclass] = [...document.querySelectorAll('svg.plot-column')];
    expect(age?.querySelectorAll('g[fill="var(--real)"] rect')).toHaveLength(30);
    expect(age?.querySelectorAll('path[stroke="var(--synthetic)"], g[stroke="var(--synthetic)"] path')).toHaveLength(1);
    expect(workclass?.querySelectorAll('g[fill="var(--real)"] rect')).toHaveLength(7);
    expect(workclass?.querySelectorAll('g[stroke="var(--synthetic)"] line')).toHaveLength(7);
  });

  it('names what it was made from by whole hashes', () => {
    const card = sampleCard();
    const hashes = textsOf(document, '.hash');
    for (const sha256 of [
      card.run.spec.sha256,
      card.run.ingest?.sourceSha256,
      card.run.model?.modelSha256,
      card.run.published?.manifest.sha256,
    ]) {
      expect(hashes).toContain(sha256);
    }
  });

  it('marks the stage that was reused, and leaves itself out', () => {
    expect(textsOf(document, '.timeline tbody th')).toEqual([
      'ingest',
      'train',
      'generate',
      'privacy',
      'quality',
      'gate',
      'publish',
    ]);
    expect(document.querySelectorAll('.bar.reused')).toHaveLength(1);
    expect(textsOf(document, '.timeline tbody tr:nth-child(2) td')).toEqual(['', '1 min 15 s', '371 MB', 'done']);
  });

  it('has the same bytes when rendered again', async () => {
    expect(await renderRunCard(sampleCard())).toBe(page);
  });
});

it.each([
  ['published', 'warn', 'Published with warnings', 'warn', /6 of 13 rules of the policy “internal” warn\.$/],
  ['blocked', 'block', 'Blocked', 'block', /^Nothing was published\. 3 of 13 rules of the policy “internal” block\.$/],
  ['cancelled', 'pass', 'Cancelled', 'neutral', /^Nothing was published/],
  ['running', 'pass', 'Running', 'neutral', /^Started 2026-03-02 03:00:00 UTC/],
] as const)('a run that is %s with the verdict %s says "%s"', async (state, verdict, title, tone, summary) => {
  const dom = domOf(await renderRunCard(sampleCard(state, verdict)));
  expect(textsOf(dom, 'h1')).toEqual([title]);
  expect(dom.querySelector('h1')?.classList.contains(tone)).toBe(true);
  expect(textsOf(dom, '.summary')[0]).toMatch(summary);
});

describe('a run that failed early', () => {
  function failed(): RunCard {
    const { run, headwaterVersion } = sampleCard('failed');
    const { chain, runId, partition, startedAt, spec } = run;
    return {
      version: 1,
      run: {
        chain,
        runId,
        partition,
        startedAt,
        spec,
        state: 'failed',
        stages: [{ stage: 'ingest', state: 'failed', startedAt, seconds: 0.2 }],
        error: {
          code: 'SOURCE_RAGGED',
          message: 'row 17 has 4 fields, the header 5',
          hint: 'Quote fields that hold the delimiter.',
          where: 'adult.csv:17',
          stage: 'ingest',
        },
      },
      schema: { version: 1, columns: [] },
      model: null,
      decision: null,
      privacy: null,
      quality: null,
      pii: [],
      headwaterVersion,
    };
  }

  it('tells what went wrong, where, and what to do', async () => {
    const dom = domOf(await renderRunCard(failed()));
    expect(textsOf(dom, 'h1')).toEqual(['Failed']);
    expect(textsOf(dom, '.summary')).toEqual(['Nothing was published; the run ended in the stage “ingest”.']);
    expect(textsOf(dom, '.failure p')).toEqual([
      'SOURCE_RAGGED in the stage “ingest”',
      'row 17 has 4 fields, the header 5',
      'What to do: Quote fields that hold the delimiter.',
      'Where: adult.csv:17',
    ]);
  });

  it('leaves out what the run did not reach', async () => {
    const text = await renderRunCard(failed());
    expect(textsOf(domOf(text), 'h2')).toEqual(['What went wrong', 'Stages', 'Provenance']);
    expect(text).not.toMatch(/undefined|null|NaN/);
  });

  it('keeps the evidence it has', async () => {
    const card = { ...sampleCard('failed'), quality: null, decision: null };
    const headings = textsOf(domOf(await renderRunCard(card)), 'h2');
    expect(headings).toContain('Closeness to real rows');
    expect(headings).not.toContain('Columns, real against synthetic');
  });
});

describe('odd evidence', () => {
  const withColumns = (columns: ColumnComparison[]): RunCard => {
    const card = sampleCard();
    return { ...card, quality: card.quality && { ...card.quality, columns } };
  };
  const missing = { real: 0, synthetic: 0 };

  it('draws the 60 worst of 2,000 columns and lists all', async () => {
    const columns = Array.from({ length: 2000 }, (_, i): ColumnComparison => ({
      name: `c${i}`,
      type: 'decimal',
      score: i % 7 === 3 ? null : 1 - ((i * 37) % 2000) / 4000,
      missing,
      plot: { kind: 'histogram', edges: [0, 1, 2], real: [0.5, 0.5], synthetic: [0.4, 0.6] },
    }));
    const dom = domOf(await renderRunCard(withColumns(columns)));
    const drawn = textsOf(dom, '.columns figure .name');
    const worst = columns.filter((c) => c.score !== null).sort((a, b) => (a.score ?? 0) - (b.score ?? 0));
    expect(drawn).toEqual(worst.slice(0, 60).map((c) => c.name));
    expect(dom.querySelectorAll('.listed tbody tr')).toHaveLength(2000);
    expect(textsOf(dom, '#columns + .lead')[0]).toMatch(/The 60 lowest scores of 2,000 columns are drawn/);
  });

  it('draws dates, empty columns, single bins and levels too rare to show', async () => {
    const columns: ColumnComparison[] = [
      {
        name: 'born',
        type: 'date',
        score: 0.9,
        missing,
        plot: {
          kind: 'histogram',
          temporal: 'date',
          edges: [0, 3653, 7305, 10957],
          real: [0.2, 0.5, 0.3],
          synthetic: [0.1, 0.6, 0.3],
        },
      },
      {
        name: 'seen',
        type: 'timestamp',
        score: 0.9,
        missing,
        plot: {
          kind: 'histogram',
          temporal: 'timestamp',
          edges: [1.6e12, 1.7e12, 1.8e12],
          real: [1, 0],
          synthetic: [0, 1],
        },
      },
      {
        name: 'empty',
        type: 'decimal',
        score: null,
        missing: { real: 1, synthetic: 1 },
        plot: { kind: 'histogram', edges: [0, 1], real: [0], synthetic: [0] },
      },
      {
        name: 'huge',
        type: 'decimal',
        score: 1,
        missing,
        plot: { kind: 'histogram', edges: [-1e300, 0, 1e300], real: [0.5, 0.5], synthetic: [0.5, 0.5] },
      },
      {
        name: 'rare',
        type: 'category',
        score: 0,
        missing,
        plot: { kind: 'bars', labels: [], real: [], synthetic: [], others: 500 },
      },
      {
        name: 'one',
        type: 'category',
        score: 1,
        missing,
        plot: { kind: 'bars', labels: [''], real: [1], synthetic: [1], others: 0 },
      },
    ];
    const text = await renderRunCard(withColumns(columns));
    const dom = domOf(text);
    expect(dom.querySelectorAll('svg.plot-column')).toHaveLength(5);
    expect(textsOf(dom, 'svg.plot-column')[0]).toMatch(/1970.*1990/);
    expect(textsOf(dom, '.no-plot')).toEqual(['Each value is too rare to be shown.']);
    expect(textsOf(dom, '.under').join(' ')).toMatch(/missing 100 % real, 100 % synthetic/);
    expect(text).not.toContain('NaN');
  });

  it('draws a training curve with a value that is not finite, and none of one epoch', async () => {
    const card = sampleCard();
    const points = (card.model?.training ?? []).map((p, i) => (i === 3 ? { ...p, validation: NaN } : p));
    const bent = { ...card, model: card.model && { ...card.model, training: points } };
    expect(await renderRunCard(bent)).not.toContain('NaN');
    const short = { ...card, model: card.model && { ...card.model, training: points.slice(0, 1) } };
    expect(domOf(await renderRunCard(short)).querySelector('.plot-training')).toBeNull();
  });
});
