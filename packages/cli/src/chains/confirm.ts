import { createInterface } from 'node:readline/promises';
import { HeadwaterError } from '@headwater/contracts';

/** Asks a person; where there is none to ask, `--yes` must have been given. False: they said no. */
export async function confirm(question: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new HeadwaterError('USAGE', `${question} Nobody is here to be asked`, {
      hint: 'Look at what is shown above and pass --yes.',
    });
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
