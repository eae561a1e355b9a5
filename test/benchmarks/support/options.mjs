import { parseArgs } from 'node:util';

/** A mistake in the command: its message is all that is printed. */
export class UsageError extends Error {}

/** Options every program has. */
const COMMON = {
  out: { type: 'string', help: 'folder for results (default .headwater/benchmarks/NAME)' },
  seed: { type: 'string', number: true, default: '1', help: 'seed of everything that draws' },
  quick: { type: 'boolean', default: false, help: 'a smoke run of a minute or two; its figures mean nothing' },
};

/** For programs that measure in processes of their own. */
export const CORE = {
  core: { type: 'string', default: '0', help: 'processor core that measured processes are pinned to' },
};

/** Values by option name. Options declare { type, default?, help, number? }; `number: true` gives a number or null. */
export function parseOptions(program, declared, args) {
  const options = { ...COMMON, ...declared };
  let values;
  try {
    const plain = Object.fromEntries(Object.entries(options).map(([name, o]) => [name, forParser(o)]));
    ({ values } = parseArgs({ args, options: plain, allowPositionals: false }));
  } catch (error) {
    throw new UsageError(`${error.message}\nSee \`pnpm bench ${program} --help\`.`);
  }
  for (const [name, option] of Object.entries(options)) if (option.number) values[name] = numberOf(name, values[name]);
  return { ...values, out: values.out ?? `.headwater/benchmarks/${program}` };
}

export function helpOf(program, { summary, options }) {
  const lines = Object.entries({ ...options, ...COMMON }).map(([name, { type, help, default: value }]) => {
    const flag = `--${name}${type === 'string' ? ' …' : ''}`;
    return `  ${flag.padEnd(22)} ${help}${typeof value === 'string' ? ` (default ${value})` : ''}`;
  });
  return [`pnpm bench ${program} [options]`, '', summary, '', ...lines].join('\n');
}

/** "a,b" as a list; undefined stays. */
export function listOf(text) {
  return text?.split(',').map((one) => one.trim());
}

function forParser({ type, default: value }) {
  return value === undefined ? { type } : { type, default: value };
}

function numberOf(name, text) {
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new UsageError(`--${name} is ${text}; it must be a number from 0.`);
  return value;
}
