import type { TableSchema } from '@headwater/contracts';
import { frameToBatches, parquetCodec } from '../src';
import { open, readFrame, refusal, SECRET, tempFile, tempPath, valuesOf } from './temp-files';

const train = 'n,x,flag,city,day\n1,1.5,yes,Wien,2020-01-01\n2,2,no,Graz,2020-01-02\n3,,no,Linz,2020-01-03\n';

async function schema(): Promise<TableSchema> {
  return (await open(tempFile('train.csv', train))).schema;
}

describe('a holdout file', () => {
  test('is read under the schema of the other, its columns in any order', async () => {
    const like = await schema();
    const path = tempFile('holdout.csv', 'day;city;x;n;flag\n2021-05-06;Bregenz;7;4;no\n;Wien;0,25;5;no\n');
    const frame = await readFrame(path, { like });
    expect(frame.schema).toBe(like);
    expect(frame.columns.map(valuesOf)).toEqual([
      [4, 5],
      [7, 0.25],
      ['no', 'no'],
      ['Bregenz', 'Wien'],
      [18753, null],
    ]);
    expect(frame.columns[2]).toMatchObject({ levels: ['yes', 'no'] });
  });

  test('of other column names is refused, naming them', async () => {
    const like = await schema();
    const lacks = await refusal(tempFile('h.csv', 'n,x,flag,city\n1,1,no,Wien\n'), 'SOURCE_SCHEMA_MISMATCH', { like });
    expect(lacks.message).toContain('lacks "day"');
    const more = await refusal(
      tempFile('h.csv', 'n,x,flag,city,day,extra\n1,1,no,Wien,2020-01-01,1\n'),
      'SOURCE_SCHEMA_MISMATCH',
      { like },
    );
    expect(more.message).toContain('has "extra"');
  });

  test.each([
    ['n', `4,1,no,Wien,2020-01-01\n${SECRET},1,no,Wien,2020-01-01\n2.5,1,no,Wien,2020-01-01\n`, 2],
    ['x', `4,1,no,Wien,2020-01-01\n4,${SECRET},no,Wien,2020-01-01\n`, 1],
    ['flag', `4,1,no,Wien,2020-01-01\n4,1,${SECRET},Wien,2020-01-01\n`, 1],
    ['day', `4,1,no,Wien,2020-01-01\n4,1,no,Wien,01.02.2020\n`, 1],
  ])('whose %s does not fit is refused with count and line', async (name, rows, count) => {
    const { message, where } = await refusal(
      tempFile('h.csv', `n,x,flag,city,day\n${rows}`),
      'SOURCE_SCHEMA_MISMATCH',
      { like: await schema() },
    );
    expect(message).toContain(`column "${name}"`);
    expect(message).toContain(`${count} value`);
    expect(where).toContain(':3:');
  });

  test('may be Parquet while the other is CSV, and the other way round', async () => {
    const like = await schema();
    const path = tempPath('h.parquet');
    const frame = await readFrame(tempFile('train.csv', train));
    await parquetCodec.write(path, frame.schema, frameToBatches(frame));
    const again = await readFrame(path, { like });
    expect(again.columns.map(valuesOf)).toEqual(frame.columns.map(valuesOf));
    const typed = (await open(path)).schema;
    expect(
      (await readFrame(tempFile('h.csv', train.replaceAll('yes', 'true').replaceAll('no', 'false')), { like: typed }))
        .rows,
    ).toBe(3);
    const texts = await readFrame(tempFile('t.csv', `n,x,flag,city,day\n${SECRET},1,no,Wien,2020-01-01\n`));
    const wrong = tempPath('wrong.parquet');
    await parquetCodec.write(wrong, texts.schema, frameToBatches(texts));
    expect((await refusal(wrong, 'SOURCE_SCHEMA_MISMATCH', { like })).message).toContain('column "n"');
  });
});
