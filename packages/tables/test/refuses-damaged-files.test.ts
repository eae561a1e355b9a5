import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { isHeadwaterError } from '@headwater/contracts';
import { arrowCodec, frameToBatches, parquetCodec, type Frame } from '../src';
import { readFrame, refusal, tempFile, tempPath } from './temp-files';

async function small(): Promise<Frame> {
  return readFrame(tempFile('t.csv', `a,b\n${Array.from({ length: 3000 }, (_, i) => `${i % 7},x${i}`).join('\n')}\n`));
}

describe('a damaged file', () => {
  test('of Parquet: footer, middle, or cut short', async () => {
    const frame = await small();
    const path = tempPath('t.parquet');
    await parquetCodec.write(path, frame.schema, frameToBatches(frame));
    const bytes = readFileSync(path);
    await refusal(tempFile('cut.parquet', bytes.subarray(0, bytes.length - 200)), 'SOURCE_NOT_TABULAR');
    const footer = Buffer.from(bytes).fill(7, bytes.length - 60, bytes.length - 8);
    await refusal(tempFile('footer.parquet', footer), 'SOURCE_NOT_TABULAR');
    const middle = Buffer.from(bytes).fill(0x55, 40, 400);
    await refusal(tempFile('middle.parquet', middle), 'SOURCE_NOT_TABULAR');
    // The reader is still usable after it met damage.
    expect((await readFrame(path)).rows).toBe(3000);
  });

  test('of Parquet with any one bit turned gives rows or a coded error, and never ends the process', async () => {
    const frame = await small();
    const path = tempPath('t.parquet');
    await parquetCodec.write(path, frame.schema, frameToBatches(frame));
    const bytes = readFileSync(path);
    let refused = 0;
    // A stride through pages and footer; among these are bits that trap parquet-wasm's asynchronous reader.
    for (let at = 4; at < bytes.length; at += 181) {
      const flipped = Buffer.from(bytes);
      flipped[at] = flipped[at]! ^ (1 << (at % 8));
      const outcome = await readFrame(tempFile('flipped.parquet', flipped)).then(
        (read) => read.schema.columns.length,
        (error: unknown) => (isHeadwaterError(error) ? error.code : String(error)),
      );
      expect([2, 'SOURCE_NOT_TABULAR', 'SOURCE_UNSUPPORTED_TYPE', 'SOURCE_NO_ROWS']).toContain(outcome);
      if (typeof outcome === 'string') refused++;
    }
    expect(refused).toBeGreaterThan(0);
  });

  test('that is called Parquet and is not', async () => {
    await refusal(tempFile('text.parquet', 'a,b\n1,2\n'), 'SOURCE_NOT_TABULAR');
    await refusal(tempFile('text.csv', 'a,b\n1,2\n'), 'SOURCE_NOT_TABULAR', { format: 'parquet' });
  });

  test('of Arrow: cut short', async () => {
    const frame = await small();
    const path = tempPath('t.arrow');
    await arrowCodec.write(path, frame.schema, frameToBatches(frame));
    const bytes = readFileSync(path);
    await refusal(tempFile('cut.arrow', bytes.subarray(0, Math.floor(bytes.length / 2))), 'SOURCE_NOT_TABULAR');
    await refusal(tempFile('cut.arrow', bytes.subarray(0, 100)), 'SOURCE_NOT_TABULAR');
  });

  test('of gzip: cut short', async () => {
    const bytes = gzipSync('a,b\n' + '1,2\n'.repeat(1000));
    await refusal(tempFile('cut.csv.gz', bytes.subarray(0, bytes.length - 12)), 'SOURCE_NOT_TABULAR');
  });
});
