import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { HeadwaterError } from '@headwater/contracts';

/**
 * Where a card goes: the page that --out names, and its JSON beside it. Looks before any work is done whether it can be
 * written. Throws USAGE for a name that does not end in .html and for a folder, PUBLISH_UNWRITABLE.
 */
export async function cardFile(out: string): Promise<{ html: string; json: string }> {
  const html = resolve(out);
  if (extname(html).toLowerCase() !== '.html')
    throw new HeadwaterError('USAGE', `--out ${JSON.stringify(out)} does not end in .html`, {
      hint: 'Name the page, such as assessment.html; its JSON is written beside it.',
    });
  if ((await stat(html).catch(() => null))?.isDirectory())
    throw new HeadwaterError('USAGE', `--out ${JSON.stringify(out)} is a folder`, { hint: 'Name a file in it.' });
  await access(dirname(html), constants.W_OK).catch((cause: unknown) => {
    throw new HeadwaterError('PUBLISH_UNWRITABLE', `nothing can be written into ${dirname(html)}`, {
      hint: 'Make the folder, or name another with --out.',
      where: dirname(html),
      cause,
    });
  });
  return { html, json: html.replace(/\.html$/i, '.card.json') };
}
