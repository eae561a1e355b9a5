// Records table.parquet: what parquetCodec makes of table.csv. Run from the repository root after a build.
const { join } = require('node:path');
const { frameFromBatches, frameToBatches, openSource, parquetCodec } = require('../../../packages/tables');

async function main() {
  const source = await openSource({ path: join(__dirname, 'table.csv'), options: {} }, {});
  const frame = await frameFromBatches(source.schema, source.batches());
  await parquetCodec.write(join(__dirname, 'table.parquet'), source.schema, frameToBatches(frame), {
    metadata: { note: 'reference' },
  });
}

main();
