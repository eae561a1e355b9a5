import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivateKey, sign } from 'node:crypto';
import Ajv2020 from 'ajv/dist/2020';
import { DOCUMENTS, openEnvelope, preAuthenticationEncoding, publicationDocuments, vouchedBy } from '../src';
import type { Publication, TextSigner } from '../src';

const REFERENCE = join(__dirname, '../../../test/reference/provenance');
const CASES = ['one-file', 'three-files'] as const;

interface Checked {
  sha256: Record<string, string>;
  openlineage: { events: string[]; facets: number };
  attestation: { keys: string[]; refusesChange: boolean; subjectsAreTheFolder: boolean };
  croissant: { errors: string[]; warnings: string[]; rows: number; columns: number };
}
const checked = JSON.parse(readFileSync(join(REFERENCE, 'checked.json'), 'utf8')) as Record<string, Checked>;
const publicationOf = (name: string): Publication =>
  JSON.parse(readFileSync(join(REFERENCE, name, 'publication.json'), 'utf8')) as Publication;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The key of RFC 8032, section 7.1, test 1, under the identifier it had when the references were recorded. */
const SEED = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const key = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${SEED}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});
const signer: TextSigner = {
  id: checked['one-file']!.attestation.keys[0]!,
  sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
};

describe.each(CASES)('what a publication of %s says of itself', (name) => {
  const documents = publicationDocuments(publicationOf(name), signer);

  it('is, to the byte, what other programs were given', () => {
    expect(documents.map((document) => document.name)).toEqual(Object.values(DOCUMENTS));
    for (const document of documents) expect(sha256(document.bytes)).toBe(checked[name]!.sha256[document.name]);
  });

  it('was accepted by them: mlcroissant, securesystemslib, in-toto, OpenLineage’s schemas', () => {
    const { attestation, croissant, openlineage } = checked[name]!;
    expect(attestation).toMatchObject({ keys: [signer.id], refusesChange: true, subjectsAreTheFolder: true });
    expect(croissant).toMatchObject({ errors: [], rows: publicationOf(name).rows, columns: 7 });
    // Only what the owner of the data has to say: who may use it and how to cite it.
    expect(croissant.warnings.map((warning) => /\/(\w+)"/.exec(warning)?.[1])).toEqual(['citeAs', 'license']);
    expect(openlineage.events).toEqual(['START', 'COMPLETE']);
    expect(openlineage.facets).toBeGreaterThan(10);
  });

  it('fits OpenLineage’s schemas, facet by facet', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const files = ['OpenLineage', ...FACETS].map((schema) => join(REFERENCE, 'openlineage', `${schema}.json`));
    for (const file of files) ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')) as object);
    const judge = (value: unknown): number => {
      if (typeof value !== 'object' || value === null) return 0;
      const { schemaURL, _schemaURL } = value as { schemaURL?: string; _schemaURL?: string };
      const url = schemaURL ?? _schemaURL;
      if (url !== undefined) expect([ajv.validate(url, value), ajv.errors]).toEqual([true, null]);
      return Object.values(value).reduce((sum: number, inner) => sum + judge(inner), url === undefined ? 0 : 1);
    };
    const events = documents[1]!.bytes.toString('utf8').trimEnd().split('\n');
    expect(events.map((event) => JSON.parse(event) as unknown).reduce((sum: number, e) => sum + judge(e), 0)).toBe(
      checked[name]!.openlineage.facets + events.length,
    );
  });

  it('never repeats what may be secret in an address', () => {
    for (const { bytes } of documents) expect(bytes.toString('utf8')).not.toMatch(/password|token=|secret/);
    const payload = payloadOf(documents[2]!.bytes);
    expect(JSON.stringify(payload)).not.toMatch(/password|token=|secret/);
  });

  it('vouches for every file but the attestation itself', () => {
    const { files, publishedAt } = vouchedBy(payloadOf(documents[2]!.bytes))!;
    const others = Object.entries(checked[name]!.sha256).filter(
      ([file]) => file !== DOCUMENTS.attestation && file !== 'publication.json',
    );
    expect([...files].sort()).toEqual(others.sort());
    expect(publishedAt).toBe(publicationOf(name).run.publishedAt);
    expect(vouchedBy({ _type: 'another' })).toBeNull();
  });
});

const FACETS = [
  'DataQualityAssertionsDatasetFacet',
  'DatasetVersionDatasetFacet',
  'JobTypeJobFacet',
  'NominalTimeRunFacet',
  'OutputStatisticsOutputDatasetFacet',
  'ProcessingEngineRunFacet',
  'SchemaDatasetFacet',
];

describe('an envelope', () => {
  const bytes = publicationDocuments(publicationOf('one-file'), signer)[2]!.bytes;
  const envelope = JSON.parse(bytes.toString('utf8')) as Record<string, unknown> & { signatures: object[] };
  const with_ = (change: object): Buffer => Buffer.from(JSON.stringify({ ...envelope, ...change }));
  const wrong = (changed: Buffer, held: boolean | null = true): string => {
    const opened = openEnvelope(changed, () => held);
    return 'wrong' in opened ? opened.wrong : '';
  };

  it('signs the encoding of DSSE’s protocol', () => {
    // The example of the protocol's text.
    expect(preAuthenticationEncoding('http://example.com/HelloWorld', 'hello world')).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
    expect(preAuthenticationEncoding('é', 'ü')).toBe('DSSEv1 2 é 2 ü');
  });

  it('is refused when it is none, of another type, of several signers, unsigned or signed by a stranger', () => {
    expect(wrong(bytes)).toBe('');
    expect(wrong(Buffer.from('no'))).toBe('it is not a DSSE envelope');
    expect(wrong(with_({ payloadType: 'text/plain' }))).toMatch(/not of type/);
    expect(wrong(with_({ signatures: [] }))).toBe('it is not a DSSE envelope');
    expect(wrong(with_({ signatures: [...envelope.signatures, ...envelope.signatures] }))).toMatch(/one signature/);
    expect(wrong(bytes, false)).toBe('its signature does not hold');
    expect(wrong(bytes, null)).toBe(`the key ${signer.id} may not sign it`);
  });
});

function payloadOf(attestation: Buffer): unknown {
  const opened = openEnvelope(attestation, () => true);
  if ('wrong' in opened) throw new Error(opened.wrong);
  return opened.payload;
}
