// Records what packages/provenance makes of two small publications, with their data files, for check.py to judge. Run
// from the repository root after a build: node test/reference/provenance/record.cjs
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { canonicalJson } = require('../../../packages/contracts');
const { publicationDocuments } = require('../../../packages/provenance');
const { signerOf } = require('../../../packages/store');
const { frameFromBatches, frameToBatches, openSource, parquetCodec } = require('../../../packages/tables');

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const artifact = (kind, text) => ({ kind, sha256: sha256(text), bytes: text.length, mediaType: 'application/json' });

/** The key of RFC 8032, section 7.1, test 1. */
const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const DER = Buffer.from(`302e020100300506032b657004220420${SEED}`, 'hex').toString('base64');
const signer = signerOf(`-----BEGIN PRIVATE KEY-----\n${DER}\n-----END PRIVATE KEY-----\n`);

const CSV = `id,city,"odd, näme #1",score,born,seen,member
1,Bern,x,0.5,2001-02-03,2026-01-31T09:31:22Z,true
2,Basel,y,1.25,1999-12-31,2026-01-31T10:31:22Z,false
3,Bern,,2.75,1987-06-05,2026-02-01T09:31:22Z,true
4,Chur,x,3.5,2011-02-03,2026-02-02T09:31:22Z,false
`;

async function record(name, parts, more) {
  const folder = join(__dirname, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const csv = join(folder, 'rows.csv');
  writeFileSync(csv, CSV);
  const source = await openSource({ path: csv, options: {} }, {});
  const frame = await frameFromBatches(source.schema, source.batches());
  rmSync(csv);
  const files = [];
  for (let i = 0; i < parts; i++) {
    const file = `part-${String(i).padStart(5, '0')}.parquet`;
    await parquetCodec.write(join(folder, file), source.schema, frameToBatches(frame), {
      metadata: { 'headwater.synthetic': 'true', 'headwater.chain': 'small' },
    });
    const bytes = readFileSync(join(folder, file));
    files.push({ name: file, sha256: sha256(bytes), bytes: statSync(join(folder, file)).size, rows: frame.rows });
  }
  const manifest = Buffer.from(canonicalJson({ version: 1, synthetic: true, chain: 'small', files }));
  writeFileSync(join(folder, 'manifest.json'), manifest);
  const publication = {
    chain: 'small',
    partition: '2026-01-31',
    version: '2026-01-31-0123456789ab',
    uri: `/data/published/small/versions/2026-01-31-0123456789ab`,
    run: {
      id: 'chain/small/2026-01-31',
      execution: '0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b',
      startedAt: '2026-01-31T09:30:00.000Z',
      publishedAt: '2026-01-31T09:31:22.000Z',
      ...more,
    },
    rows: frame.rows * parts,
    schema: source.schema,
    format: 'parquet',
    files,
    manifest: { name: 'manifest.json', sha256: sha256(manifest), bytes: manifest.length },
    madeFrom: {
      source: { path: 's3://name:password@bucket/real/rows.csv?token=secret', sha256: sha256('source') },
      spec: artifact('spec', 'spec'),
      train: artifact('snapshot', 'train'),
      bundle: artifact('model-bundle', 'bundle'),
      modelSha256: sha256('model'),
      shards: artifact('shard-list', 'shards'),
    },
    decision: {
      verdict: 'warn',
      policy: 'standard',
      policyVersion: 2,
      rules: [
        { measure: 'column_shapes', verdict: 'pass', score: 0.93, rule: '>= 0.9', stage: 'quality' },
        { measure: 'two_sample_auc', verdict: 'warn', score: 0.71, rule: '<= 0.7 (warn <= 0.8)', stage: 'quality' },
      ],
      evidence: [artifact('evidence', 'privacy'), artifact('evidence', 'quality')],
    },
    code: { headwater: '0.1.0', node: 'v20.0.0', stages: { ingest: '0123456789abcdef', train: 'fedcba9876543210' } },
  };
  writeFileSync(join(folder, 'publication.json'), `${JSON.stringify(publication, null, 2)}\n`);
  for (const document of publicationDocuments(publication, signer))
    writeFileSync(join(folder, document.name), document.bytes);
}

async function main() {
  await record('one-file', 1, {});
  await record('three-files', 3, {
    kind: 'scheduled',
    requestedBy: 'ada',
    scheduledAt: '2026-01-31T09:30:00.000Z',
    generation: 3,
  });
  writeFileSync(join(__dirname, 'public-key.pem'), signer.publicKey);
}

main();
