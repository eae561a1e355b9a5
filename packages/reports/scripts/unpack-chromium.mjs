// Unpacks the Chromium that comes as a devDependency into a folder that is not there yet: `node unpack-chromium.mjs FOLDER`.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const folder = resolve(process.argv[2]);
mkdirSync(dirname(folder), { recursive: true });
// Renamed when whole: of two that unpack at once, one wins, and one that is killed leaves nothing that looks finished.
const unpacked = mkdtempSync(`${folder}-`);
process.env.TMPDIR = unpacked;
// Its libraries (NSS and what that needs) are unpacked for Lambda's system only; a bare container lacks them, too.
process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
const { default: chromium } = await import('@sparticuz/chromium');
await chromium.executablePath();
writeFileSync(
  join(unpacked, 'fonts.conf'),
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>
`,
);
try {
  renameSync(unpacked, folder);
} catch (error) {
  rmSync(unpacked, { recursive: true, force: true });
  if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
}
