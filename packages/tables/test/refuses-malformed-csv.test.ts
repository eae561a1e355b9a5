import { refusal, SECRET, tempFile } from './temp-files';

describe('a CSV file whose form is broken', () => {
  test.each([
    ['too few', `a,b,c\n1,2,3\n4,${SECRET}\n7,8,9\n`, 3, 2],
    ['too many', `a,b,c\n1,2,3\n4,5,6,${SECRET}\n`, 3, 4],
    ['one empty too many', `a,b,c\n1,2,3\n${SECRET},5,6,\n`, 3, 4],
    ['too many after a quoted line end', `a,b,c\n1,"x\ny",3\n4,5,6,${SECRET}\n`, 4, 4],
  ])('has %s fields in a row', async (_, content, line, found) => {
    const { message, where } = await refusal(tempFile('ragged.csv', content), 'SOURCE_RAGGED');
    expect(message).toContain(`line ${line} has ${found} fields where 3 are expected`);
    expect(where).toMatch(new RegExp(`:${line}$`));
  });

  test('is ragged far beyond the part that is sniffed', async () => {
    const { message } = await refusal(tempFile('late.csv', `a,b\n${'1,2\n'.repeat(200_000)}3\n`), 'SOURCE_RAGGED');
    expect(message).toContain('line 200002 has 1 fields');
  });

  test('never closes a quote', async () => {
    const { message } = await refusal(tempFile('open.csv', `a,b\n1,2\n3,"${SECRET}\n5,6\n`), 'SOURCE_NOT_TABULAR');
    expect(message).toContain('line 3');
  });

  test('has text behind a closing quote', async () => {
    const { message } = await refusal(tempFile('behind.csv', `a,b\n1,2\n3,"x"${SECRET}\n`), 'SOURCE_NOT_TABULAR');
    expect(message).toContain('line 3');
  });

  test('names two columns alike', async () => {
    const { message, where } = await refusal(
      tempFile('twice.csv', `a,"b c",a\n1,2,${SECRET}\n`),
      'SOURCE_DUPLICATE_COLUMN',
    );
    expect(message).toContain('columns 1 and 3 are both named "a"');
    expect(where).toContain('column "a"');
  });
});
