import { HeadwaterError } from '@headwater/contracts';
import { addCodecKey, codecKeyFile, createCodecKeys, readCodecKeys, useCodecKey } from '@headwater/platform';
import { printJson } from '../output';
import { stateFolder } from '../state-folder';

interface RotateOptions {
  state: string;
  inactive: boolean;
  use?: string;
  json?: boolean;
}

/** `headwater codec rotate`: running commands and workers take the new key up by themselves. */
export function codecRotateCommand({ state, inactive, use, json }: RotateOptions): void {
  if (inactive && use !== undefined)
    throw new HeadwaterError('USAGE', '--inactive adds a key, --use adds none', { hint: 'Give one of them.' });
  const file = codecKeyFile(stateFolder(state).root);
  const made = process.env['HEADWATER_CODEC_KEYS'] === undefined && createCodecKeys(file);
  const before = readCodecKeys(file).active;
  let added: string | null = null;
  if (use === undefined && made) added = before;
  else if (use === undefined) added = addCodecKey(file, inactive);
  else useCodecKey(file, use);
  const { active, keys } = readCodecKeys(file);
  if (json) printJson({ file, before, added, active, keys: [...keys.keys()] });
  else if (made) process.stdout.write(`${file}: made, with the key ${active}\n`);
  else if (active === before) process.stdout.write(`${file}: added ${added}; ${active} goes on encrypting\n`);
  else process.stdout.write(`${file}: ${active} encrypts now, ${keys.size} keys decrypt\n`);
}
