import { refusal, SECRET, tempFile } from './temp-files';

describe('JSON Lines that are no table', () => {
  test.each([
    ['an object', `{"a": 1}\n{"a": {"b": "${SECRET}"}}\n`],
    ['an array', `{"a": 1}\n{"a": ["${SECRET}"]}\n`],
  ])('nest %s', async (_, content) => {
    const { message } = await refusal(tempFile('t.jsonl', content), 'SOURCE_UNSUPPORTED_TYPE');
    expect(message).toContain('column "a"');
    expect(message).toContain('line 2');
  });

  test.each([
    ['broken JSON', `{"a": 1}\n\n{"a": "${SECRET}\n`, 3],
    ['NaN', '{"a": NaN}\n', 1],
    ['an array for a row', `{"a": 1}\n["${SECRET}"]\n`, 2],
  ])('have %s', async (_, content, line) => {
    const { message } = await refusal(tempFile('t.jsonl', content), 'SOURCE_NOT_TABULAR');
    expect(message).toContain(`line ${line} `);
  });

  test('hold integers that a JSON number cannot', async () => {
    const { message } = await refusal(
      tempFile('t.jsonl', '{"a": 1}\n{"a": 12345678901234567}\n'),
      'SOURCE_UNSUPPORTED_TYPE',
    );
    expect(message).toContain('2^53');
  });

  test('hold only missing values', async () => {
    await refusal(tempFile('t.jsonl', '{"a": null}\n{"a": ""}\n'), 'SOURCE_ALL_MISSING');
  });
});
