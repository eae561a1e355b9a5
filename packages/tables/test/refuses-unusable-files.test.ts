import { mkdirSync } from 'node:fs';
import { refusal, SECRET, tempFile, tempPath } from './temp-files';

describe('a file that cannot be used at all', () => {
  test('does not exist', async () => {
    await refusal(tempPath('nowhere.csv'), 'SOURCE_NOT_FOUND');
  });

  test('is a folder', async () => {
    const path = tempPath('folder.csv');
    mkdirSync(path);
    expect((await refusal(path, 'SOURCE_UNREADABLE')).message).toContain('folder');
  });

  test.each([
    ['no bytes', ''],
    ['only a byte order mark', '\ufeff'],
    ['only line ends', '\n\r\n\n'],
  ])('has %s', async (_, content) => {
    await refusal(tempFile('empty.csv', content), 'SOURCE_EMPTY');
  });

  test.each([
    ['a line end', 'a,b\n'],
    ['no line end', 'a,b'],
    ['blank lines after it', 'a,b\n\n\n'],
  ])('has a header with %s and no rows', async (_, content) => {
    await refusal(tempFile('header.csv', content), 'SOURCE_NO_ROWS');
  });

  test('holds only missing values', async () => {
    await refusal(tempFile('missing.csv', 'a,b\n,\n,\n'), 'SOURCE_ALL_MISSING');
    await refusal(tempFile('missing.csv', 'a,b\n?,?\n,?\n'), 'SOURCE_ALL_MISSING', { options: { nullValues: ['?'] } });
  });

  test('is a workbook, an image or plain junk', async () => {
    expect(
      (await refusal(tempFile('book.csv', Buffer.from('PK\u0003\u0004rest')), 'SOURCE_NOT_TABULAR')).message,
    ).toContain('Excel');
    await refusal(tempFile('image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])), 'SOURCE_NOT_TABULAR');
    const junk = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3)) & 0xff);
    await refusal(tempFile('junk.csv', junk), 'SOURCE_NOT_TABULAR');
    await refusal(tempFile('junk.jsonl', junk), 'SOURCE_NOT_TABULAR');
  });

  test('has a zero byte far into the text', async () => {
    await refusal(tempFile('zero.csv', `a,b\n${'1,2\n'.repeat(100_000)}${SECRET},\0\n`), 'SOURCE_NOT_TABULAR');
  });
});
