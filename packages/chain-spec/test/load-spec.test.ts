import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSpec } from '../src';

const folder = mkdtempSync(join(tmpdir(), 'chain-spec-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

it('resolves relative paths from the folder of the file', async () => {
  const path = file('a.yaml', 'name: a\nsource: data/x.csv\npublish: { target: out }\n');
  const { spec } = await loadSpec(path, ['generator.seed=5']);
  expect(spec.source.path).toBe(join(folder, 'data/x.csv'));
  expect(spec.publish.target).toBe(join(folder, 'out'));
  expect(spec.generator.seed).toBe(5);
});

it('reads past a byte order mark and Windows line ends', async () => {
  const { spec } = await loadSpec(file('bom.yaml', '\ufeffname: a\r\nsource: x.csv\r\n'));
  expect(spec.name).toBe('a');
});

it.each([
  ['missing.yaml', /does not exist/],
  ['.', /is a folder/],
])('refuses %s', async (name, message) => {
  await expect(loadSpec(join(folder, name))).rejects.toMatchObject({
    code: 'SPEC_NOT_FOUND',
    message: expect.stringMatching(message),
  });
});

it('refuses a file that is too large to be a chain file', async () => {
  const path = file('big.yaml', 'a'.repeat(1_000_001));
  await expect(loadSpec(path)).rejects.toMatchObject({
    code: 'SPEC_INVALID',
    message: expect.stringMatching(/1000001 bytes/),
  });
});

it('refuses bytes that are no text', async () => {
  const path = file('binary.yaml', Buffer.from([0x50, 0x41, 0x52, 0x31, 0xff, 0xfe, 0x00]));
  await expect(loadSpec(path)).rejects.toMatchObject({
    code: 'SPEC_SYNTAX',
    message: expect.stringMatching(/is not UTF-8/),
  });
});

it('hands on the families that exist', async () => {
  const path = file('f.yaml', 'name: a\nsource: x\ngenerator: { family: nope }\n');
  await expect(loadSpec(path, [], { families: ['yes'] })).rejects.toMatchObject({ code: 'SPEC_UNKNOWN_FAMILY' });
});
