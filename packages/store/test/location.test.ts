import { parseLocation } from '../src/location';

describe('locations', () => {
  it.each([
    ['/data/store', '/data/store'],
    ['/data//store/', '/data/store'],
    ['/data/../store', '/store'],
    ['file:///data/my%20store', '/data/my store'],
    ['/', '/'],
  ])('reads %s as a folder', (uri, root) => {
    expect(parseLocation(uri)).toEqual({ scheme: 'fs', uri: root, root });
  });

  it('reads a bucket with everything', () => {
    const uri = 's3://my-bucket/a/b/?endpoint=http://127.0.0.1:7070/&region=eu-west-1';
    const location = parseLocation(uri);
    expect(location).toMatchObject({
      scheme: 's3',
      bucket: 'my-bucket',
      prefix: 'a/b',
      endpoint: 'http://127.0.0.1:7070',
      region: 'eu-west-1',
    });
    expect(parseLocation(location.uri)).toEqual({ ...location });
  });

  it('reads a bare bucket', () => {
    expect(parseLocation('s3://bucket')).toEqual({ scheme: 's3', uri: 's3://bucket', bucket: 'bucket', prefix: '' });
  });

  it.each([
    ['data/store', /relative/],
    ['', /relative/],
    ['./x', /relative/],
    ['file://host/x', /file/],
    ['file:///x?y=1', /"\?"/],
    ['/a\0b', /NUL/],
    ['gs://bucket/x', /"gs" is not supported/],
    ['https://bucket/x', /"https" is not supported/],
    ['s3://', /bucket's name|not a URI/],
    ['s3://Bad_Bucket/x', /bucket's name/],
    ['s3://bucket:80/x', /bucket's name/],
    ['s3://bucket/a b', /prefix/],
    ['s3://bucket/a//b', /prefix/],
    ['s3://bucket/x?endpoint=ftp://h', /http or https/],
    ['s3://bucket/x?endpoint=nonsense', /not a URI/],
    ['s3://bucket/x?region=EU', /"region"/],
    ['s3://bucket/x?acl=public', /"acl"/],
  ])('refuses %j', (uri, why) => {
    expect(() => parseLocation(uri)).toThrow(why);
    expect(() => parseLocation(uri)).toThrow(expect.objectContaining({ code: 'STORE_URI_INVALID' }) as Error);
  });

  it.each([
    's3://someone:hunter2@bucket/x',
    's3://hunter2@bucket/x',
    's3://bucket/x?secret_access_key=hunter2',
    's3://bucket/x?endpoint=http://someone:hunter2@127.0.0.1:1',
    's3://bucket/x?endpoint=http://someone:hunter2@',
    's3://bucket/a b?aws_secret=hunter2',
  ])('refuses credentials in %s and does not repeat them', (uri) => {
    const refused = refusal(() => parseLocation(uri));
    expect(refused).toMatchObject({ code: 'STORE_URI_INVALID' });
    expect(`${refused.message} ${String(refused.hint)}`).not.toContain('hunter2');
  });
});

function refusal(work: () => unknown): Error & { hint?: string } {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was refused');
}
