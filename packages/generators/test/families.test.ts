import { families, familyNamed, validateParameters } from '../src';

const family = familyNamed('masked-autoregressive');

describe('families', () => {
  it('are found by name', () => {
    expect([...families.keys()]).toEqual(['masked-autoregressive']);
    expect(families.get('masked-autoregressive')).toBe(family);
  });

  it('suggest the nearest name', () => {
    expect(() => familyNamed('masked-autoregresive')).toThrow(
      expect.objectContaining({
        code: 'SPEC_UNKNOWN_FAMILY',
        hint: expect.stringContaining('Did you mean masked-autoregressive?') as string,
      }),
    );
    expect(() => familyNamed('gan')).toThrow(expect.objectContaining({ hint: 'Families: masked-autoregressive.' }));
  });
});

describe('parameters', () => {
  it('are filled with defaults, the argument left alone', () => {
    const given = { hidden: 64 };
    expect(validateParameters(family, given)).toMatchObject({ hidden: 64, blocks: 2, epochs: null, bins: 100 });
    expect(given).toEqual({ hidden: 64 });
  });

  it('suggest the nearest key', () => {
    expect(() => validateParameters(family, { hiden: 64 })).toThrow(
      expect.objectContaining({
        code: 'SPEC_UNKNOWN_KEY',
        where: 'generator.parameters.hiden',
        hint: expect.stringContaining('Did you mean hidden?') as string,
      }),
    );
  });

  it.each([{ hidden: 'wide' }, { epochs: 0 }, { learningRate: -1 }, { blocks: 2.5 }, { validationShare: 0.9 }])(
    'refuse %j',
    (parameters) => {
      expect(() => validateParameters(family, parameters)).toThrow(
        expect.objectContaining({
          code: 'SPEC_INVALID',
          message: expect.stringContaining(JSON.stringify(Object.values(parameters)[0])) as string,
        }),
      );
    },
  );

  it('all have a description and a default', () => {
    const { properties } = family.parameterSchema as {
      properties: Record<string, { description?: string; default?: unknown }>;
    };
    for (const [name, property] of Object.entries(properties)) {
      expect([name, typeof property.description, 'default' in property]).toEqual([name, 'string', true]);
    }
  });
});
