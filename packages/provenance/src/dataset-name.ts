/** A dataset in OpenLineage's naming (spec/Naming.md): scheme and authority, then the path. */
export interface DatasetName {
  namespace: string;
  name: string;
}

/** Of a path or URI. User names, passwords and what follows a "?" are left out: they may be secrets. */
export function datasetName(uri: string): DatasetName {
  const remote = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i.exec(uri);
  if (remote === null) return { namespace: 'file', name: uri };
  const [, scheme = '', authority = '', path = ''] = remote;
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (scheme === 'file') return { namespace: 'file', name: path };
  return { namespace: `${scheme}://${host}`, name: path.replace(/^\/+/, '') || '/' };
}

/** Of the dataset that a version's folder belongs to. */
export function publishedName(versionUri: string): DatasetName {
  return datasetName(versionUri.replace(/\/versions\/[^/]*\/?$/, ''));
}
