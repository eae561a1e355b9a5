import { isAbsolute, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HeadwaterError } from '@headwater/contracts';

/** Where a store or a publish target lives. */
export type Location = FolderLocation | S3Location;

export interface FolderLocation {
  scheme: 'fs';
  /** Absolute path; also how the place is named to people. */
  uri: string;
  root: string;
}

export interface S3Location {
  scheme: 's3';
  uri: string;
  bucket: string;
  /** Without slashes at either end; empty for the whole bucket. */
  prefix: string;
  /** Absent for Amazon's own. */
  endpoint?: string;
  region?: string;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX_PART = /^[A-Za-z0-9._=-]{1,128}$/;

/**
 * Reads `/path`, `file:///path` or `s3://bucket/prefix?endpoint=http://127.0.0.1:7070&region=us-east-1`.
 * Credentials have no place in a URI: it is logged, kept in specs and shown in reports.
 * @throws STORE_URI_INVALID
 */
export function parseLocation(uri: string): Location {
  if (uri.includes('\0')) throw invalid('a URI with a NUL character', 'it cannot be a path');
  if (isAbsolute(uri)) return folder(uri);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    throw invalid(quoted(uri), 'it is a relative path', 'Give an absolute path, file:///path or s3://bucket/prefix.');
  }
  if (scheme === 'file') return folder(filePath(uri));
  if (scheme === 's3') return s3(uri);
  throw invalid(
    quoted(uri),
    `the scheme "${scheme}" is not supported`,
    'Give /path, file:///path or s3://bucket/prefix.',
  );
}

function folder(path: string): FolderLocation {
  const normal = normalize(path);
  const root = normal.length > 1 ? normal.replace(/\/+$/, '') : normal;
  return { scheme: 'fs', uri: root, root };
}

function filePath(uri: string): string {
  try {
    const url = new URL(uri);
    if (url.search || url.hash) throw new Error('it has a "?" or "#" part');
    return fileURLToPath(url);
  } catch (error) {
    throw invalid(quoted(uri), (error as Error).message, 'Write it as file:///absolute/path.');
  }
}

function s3(uri: string): S3Location {
  const url = parseUrl(uri, uri);
  refuseCredentials(url);
  const bucket = url.hostname;
  if (!BUCKET.test(bucket) || url.port) {
    throw invalid(quoted(bareUri(url)), `"${url.host}" is not a bucket's name`, 'Write it as s3://bucket/prefix.');
  }
  const prefix = url.pathname.replace(/^\/+|\/+$/g, '');
  if (prefix && !prefix.split('/').every((p) => PREFIX_PART.test(p) && p !== '.' && p !== '..')) {
    throw invalid(
      quoted(bareUri(url)),
      `the prefix "${prefix}" has parts that are not allowed`,
      'Use letters, digits and . _ = -',
    );
  }
  const location: S3Location = {
    scheme: 's3',
    uri: prefix ? `s3://${bucket}/${prefix}` : `s3://${bucket}`,
    bucket,
    prefix,
  };
  const options = new URLSearchParams();
  for (const [name, value] of url.searchParams) {
    if (name === 'endpoint') location.endpoint = endpoint(uri, value);
    else if (name === 'region' && /^[a-z0-9-]{1,40}$/.test(value)) location.region = value;
    else
      throw invalid(
        quoted(bareUri(url)),
        `the option "${name}" cannot be used`,
        `Only endpoint and region can be set; ${CREDENTIALS}`,
      );
    options.set(name, value);
  }
  // Kept in the name, so that the name is enough to open the same place again.
  if (options.size > 0) location.uri += `?${options.toString()}`;
  return location;
}

const CREDENTIALS = 'credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';

function endpoint(uri: string, value: string): string {
  const url = parseUrl(value, uri);
  refuseCredentials(url);
  if (!/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw invalid(
      quoted(bareUri(url)),
      'the endpoint is not an http or https address',
      'Write endpoint=https://host:port.',
    );
  }
  return value.replace(/\/+$/, '');
}

function refuseCredentials(url: URL): void {
  if (!url.username && !url.password) return;
  throw invalid(quoted(bareUri(url)), 'it carries a user name or password', `Take them out: ${CREDENTIALS}`);
}

/** What may be repeated in a message: never a user name, a password or an option's value. */
function bareUri(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

function parseUrl(text: string, whole: string): URL {
  try {
    return new URL(text);
  } catch {
    // Not repeated in full: what does not parse may hold a password.
    throw invalid(quoted(whole.slice(0, whole.indexOf(':') + 3) + '...'), 'it is not a URI');
  }
}

function quoted(text: string): string {
  return `"${text.slice(0, 200)}"`;
}

function invalid(what: string, why: string, hint?: string): HeadwaterError {
  return new HeadwaterError('STORE_URI_INVALID', `${what} cannot be used: ${why}`, hint === undefined ? {} : { hint });
}
