import { HeadwaterError } from '@headwater/contracts';
import { sourceError } from '../source-errors';
import { countLines } from '../text/utf8-chunks';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin-1' | 'windows-1252';

const NAMES: Record<string, Encoding> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'latin-1': 'latin-1',
  latin1: 'latin-1',
  'iso-8859-1': 'latin-1',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
};

/** The encoding of that name; null where none is given. Throws SPEC_INVALID for names that are not known. */
export function encodingNamed(name: string | undefined): Encoding | null {
  if (name === undefined) return null;
  const encoding = NAMES[name.toLowerCase()];
  if (encoding !== undefined) return encoding;
  throw new HeadwaterError('SPEC_INVALID', `source.options.encoding: ${JSON.stringify(name)} is not known`, {
    where: 'source.options.encoding',
    hint: 'Use utf-8, utf-16, latin-1 or windows-1252.',
  });
}

/** The encoding that a byte order mark announces. */
export function bomOf(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null;
}

/**
 * Decodes chunks and encodes them again as UTF-8, without a byte order mark. Throws SOURCE_ENCODING near the line that
 * is not valid.
 */
export async function* decoded(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<Buffer> {
  // The Encoding Standard's "latin1" is windows-1252; ISO-8859-1 proper is what Buffer calls latin1.
  const decoder = encoding === 'latin-1' ? null : new TextDecoder(encoding, { fatal: true });
  let line = 1;
  for await (const chunk of chunks) {
    let text: string;
    try {
      text = decoder === null ? Buffer.from(chunk).toString('latin1') : decoder.decode(chunk, { stream: true });
    } catch (error) {
      throw notValid(path, encoding, line, error);
    }
    const bytes = Buffer.from(text, 'utf8');
    line += countLines(bytes);
    if (bytes.length > 0) yield bytes;
  }
  try {
    decoder?.decode();
  } catch (error) {
    throw notValid(path, encoding, line, error);
  }
}

function notValid(path: string, encoding: Encoding, line: number, cause: unknown): Error {
  return sourceError(
    'SOURCE_ENCODING',
    { path, line },
    `the text is not valid ${encoding} after line ${line}`,
    'Set source.options.encoding to what the file is written in.',
    cause,
  );
}
