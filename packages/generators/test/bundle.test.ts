import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_FILE_NAMES, readModelCard, type BundleFiles } from '../src';
import { cells } from './made-tables';
import { family, quickBundle, sampleRequest } from './requests';

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const json = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
const sampling = (bundle: Partial<BundleFiles>) => family.sample(bundle as BundleFiles, sampleRequest({ rows: 20 }));

describe('a bundle that cannot be used', () => {
  it.each(BUNDLE_FILE_NAMES)('lacks %s', async (name) => {
    const { [name]: _, ...rest } = await quickBundle();
    await expect(sampling(rest)).rejects.toMatchObject({
      code: 'MODEL_BUNDLE_INVALID',
      message: expect.stringContaining(name) as string,
    });
  });

  it('is of a newer version', async () => {
    const bundle = await quickBundle();
    for (const name of ['codec.json', 'card.json'] as const) {
      const newer = { ...bundle, [name]: text({ ...json(bundle[name]), version: 99 }) };
      await expect(sampling(newer)).rejects.toMatchObject({
        code: 'MODEL_BUNDLE_INVALID',
        hint: expect.stringContaining('Update') as string,
      });
    }
  });

  it('is damaged', async () => {
    const bundle = await quickBundle();
    const codec = json(bundle['codec.json']);
    const columns = codec['columns'] as Record<string, unknown>[];
    const damaged: Partial<BundleFiles>[] = [
      { 'codec.json': bundle['codec.json'].slice(0, 100) },
      { 'codec.json': text(null) },
      { 'codec.json': text({ ...codec, columns: columns.slice(1) }) },
      {
        'codec.json': text({
          ...codec,
          columns: columns.map((c, i) => (i === 2 ? { kind: 'category', name: c['name'] } : c)),
        }),
      },
      {
        'codec.json': text({
          ...codec,
          columns: columns.map((c) => (c['kind'] === 'derived' ? { ...c, from: 'nobody' } : c)),
        }),
      },
      { 'model.onnx': bundle['model.onnx'].slice(0, 1000) },
      { 'card.json': text({ version: 1 }) },
      { 'card.json': text({ ...json(bundle['card.json']), family: 'another' }) },
    ];
    for (const part of damaged)
      await expect(sampling({ ...bundle, ...part })).rejects.toMatchObject({ code: 'MODEL_BUNDLE_INVALID' });
  });

  it('mixes files of two models', async () => {
    const bundle = await quickBundle();
    const old = fixture();
    await expect(sampling({ ...bundle, 'model.onnx': old['model.onnx'] })).rejects.toMatchObject({
      code: 'MODEL_BUNDLE_INVALID',
    });
  });
});

describe('the model card', () => {
  it('tells family, parameters, data, training and how columns were treated', async () => {
    const card = readModelCard(await quickBundle());
    expect(card).toMatchObject({
      version: 1,
      family: 'masked-autoregressive',
      seed: 7,
      trainRows: 600,
      columns: 6,
      stoppedBecause: 'epochs',
      differentialPrivacy: null,
    });
    expect(card.parameters).toMatchObject({ hidden: 16, bins: 100 });
    expect(card.training.length).toBeGreaterThan(10);
    expect(card.modelParameters).toBeGreaterThan(1000);
    expect(card.notes.join('\n')).toMatch(/grade: determined by education/);
  });
});

/** Written once, when the format was new; must be readable for ever. */
function fixture(name = 'bundle-v1'): BundleFiles {
  const folder = join(__dirname, 'fixtures', name);
  return Object.fromEntries(
    BUNDLE_FILE_NAMES.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]),
  ) as unknown as BundleFiles;
}

describe('the bundle kept from format version 1', () => {
  it('is still sampled', async () => {
    const bundle = fixture();
    expect(readModelCard(bundle).version).toBe(1);
    const frame = await family.sample(bundle, sampleRequest({ rows: 200, conditions: { education: 'doctor' } }));
    expect(frame.rows).toBe(200);
    expect(frame.schema.columns.map((c) => `${c.name} ${c.type}`)).toEqual([
      'education category',
      'grade integer',
      'rich boolean',
      'wage decimal',
      'joined date',
      'key identifier',
    ]);
    expect(new Set(cells(frame, 'grade'))).toEqual(new Set([10]));
    for (const wage of cells(frame, 'wage'))
      expect(wage === null || (Number(wage) > 5000 && Number(wage) < 200_000)).toBe(true);
    expect(new Set(cells(frame, 'rich'))).toEqual(new Set(['Yes', 'No']));
  });
});

describe('the bundle kept from format version 2', () => {
  // Rules and dates in parts (codec.json), a temperature (model.onnx).
  it('is still sampled under conditions and a temperature, imputed with and scored', async () => {
    const bundle = fixture('bundle-v2');
    const conditions = {
      wage: { min: 20_000 },
      joined: { max: '2022-12-31' },
      education: { in: ['none', 'college'] },
      rich: { shares: { Yes: 1, No: 1 } },
    };
    const frame = await family.sample(bundle, sampleRequest({ rows: 100, conditions, temperature: 0.9 }));
    const grades: Record<string, number> = { none: 1, school: 4, college: 7, doctor: 10 };
    expect(cells(frame, 'grade')).toEqual(cells(frame, 'education').map((e) => grades[String(e)]));
    expect(cells(frame, 'rich').filter((r) => r === 'Yes')).toHaveLength(50);
    expect(new Set(cells(frame, 'education'))).toEqual(new Set(['none', 'college']));
    for (const wage of cells(frame, 'wage')) expect(Number(wage) >= 20_000 && Number(wage) <= 200_000).toBe(true);
    const last = Date.UTC(2022, 11, 31) / 86_400_000;
    for (const day of cells(frame, 'joined')) expect(Number(day)).toBeLessThanOrEqual(last);
    const logs = await family.logLikelihood!(bundle, { ...sampleRequest(), frame });
    expect([...logs].every((log) => log < 0 && Number.isFinite(log))).toBe(true);
  });
});
