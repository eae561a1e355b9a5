import { objectKey, publicationKey, storeKey } from '../src/keys';

const invalid = expect.objectContaining({ code: 'STORE_KEY_INVALID' }) as Error;

describe('keys', () => {
  it.each(['a', 'objects/sha256/ab/cd', 'runs/a_b-c.1.json', 'tmp/.hidden', '...'])('takes %s', (key) => {
    expect(storeKey(key)).toBe(key);
  });

  it.each([
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    '../evil',
    'a/../b',
    'a/./b',
    'a/..',
    'A',
    'a b',
    'a\\b',
    'a\0b',
    'a\nb',
    '%2e%2e/evil',
    'é',
    'a:b',
    'a'.repeat(129),
    Array(300).fill('ab').join('/'),
  ])('refuses %j', (key) => {
    expect(() => storeKey(key)).toThrow(invalid);
    if (key !== 'A') expect(() => publicationKey(key)).toThrow(invalid);
  });

  it('lets people use capitals and partition folders in what they publish', () => {
    expect(publicationKey('versions/V1/day=2026-01-01/Part-0.parquet')).toBe(
      'versions/V1/day=2026-01-01/Part-0.parquet',
    );
  });

  it.each(['', 'ab', `${'a'.repeat(63)}G`, 'A'.repeat(64), `../${'a'.repeat(61)}`])('refuses the hash %j', (hash) => {
    expect(() => objectKey(hash)).toThrow(invalid);
  });
});
