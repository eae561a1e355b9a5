// `pnpm bench [name] [options]`: runs one benchmark program; without a name it lists them. `--help` lists its options.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { helpOf, parseOptions, UsageError } from './support/options.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const [name, ...args] = process.argv.slice(2);

try {
  process.exitCode = await bench();
} catch (error) {
  if (error instanceof UsageError) console.error(error.message);
  else if (/MODULE_NOT_FOUND$/.test(error.code) && /@headwater|[\\/]packages[\\/]/.test(error.message))
    console.error(`${error.message}\n\nThe packages are not built: run \`pnpm run setup\` first.`);
  else console.error(error);
  process.exitCode = 1;
}

async function bench() {
  if (name === undefined || name === '--help') return list();
  const file = join(here, name, `${name}.mjs`);
  if (!existsSync(file)) throw new UsageError(`There is no benchmark ${name}. There are: ${programs().join(', ')}.`);
  const program = await import(pathToFileURL(file).href);
  if (args.includes('--help')) {
    console.log(helpOf(name, program));
    return 0;
  }
  return (await program.run(parseOptions(name, program.options, args))) ?? 0;
}

/** Folders that hold a program of their own name. */
function programs() {
  return readdirSync(here).filter((folder) => existsSync(join(here, folder, `${folder}.mjs`)));
}

async function list() {
  for (const program of programs()) {
    const { summary } = await import(pathToFileURL(join(here, program, `${program}.mjs`)).href);
    console.log(`${program.padEnd(12)} ${summary}`);
  }
  return 0;
}
