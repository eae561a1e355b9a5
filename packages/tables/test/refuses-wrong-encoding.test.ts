import { readFrame, refusal, SECRET, tempFile, valuesOf } from './temp-files';

describe('text in another encoding', () => {
  const latin1 = Buffer.from(`a,b\n1,x\n2,${SECRET}\u00e9\n`, 'latin1');

  test('is refused with the line and a hint, where it does not say so', async () => {
    const { message, hint } = await refusal(tempFile('latin.csv', latin1), 'SOURCE_ENCODING');
    expect(message).toContain('line 3');
    expect(hint).toContain('source.options.encoding');
  });

  test('is refused wherever the bad byte lies', async () => {
    const late = Buffer.concat([
      Buffer.from('a,b\n'),
      Buffer.from('1,\u00e9\u20ac\n'.repeat(150_000)),
      Buffer.from([0x32, 0x2c, 0xe9, 10]),
    ]);
    const { message } = await refusal(tempFile('late.csv', late), 'SOURCE_ENCODING');
    expect(message).toContain('line 150002');
    const tail = Buffer.concat([Buffer.from('a,b\n1,x\n2,'), Buffer.from([0xe2, 0x82])]);
    expect((await refusal(tempFile('tail.csv', tail), 'SOURCE_ENCODING')).message).toContain('line 3');
  });

  test('is refused in JSON Lines too', async () => {
    await refusal(tempFile('latin.jsonl', Buffer.from('{"a": "\u00e9"}\n', 'latin1')), 'SOURCE_ENCODING');
  });

  test('is read where the encoding is given', async () => {
    const frame = await readFrame(tempFile('latin.csv', latin1), { options: { encoding: 'latin-1' } });
    expect(valuesOf(frame.columns[1])).toEqual(['x', `${SECRET}\u00e9`]);
  });

  test('is read where UTF-16 says so by its mark, either way round', async () => {
    const text = 'a;b\n1;\u00e9\ud83d\ude00\n2;z\n';
    const little = Buffer.from(`\ufeff${text}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    for (const bytes of [little, big]) {
      const frame = await readFrame(tempFile('utf16.csv', bytes));
      expect(frame.schema.columns.map((c) => c.name)).toEqual(['a', 'b']);
      expect(valuesOf(frame.columns[1])).toEqual(['\u00e9\ud83d\ude00', 'z']);
    }
  });

  test('of a name nobody knows is an error of the chain file', async () => {
    const path = tempFile('t.csv', 'a\nx\n');
    await expect(readFrame(path, { options: { encoding: 'klingon' } })).rejects.toMatchObject({ code: 'SPEC_INVALID' });
  });
});
