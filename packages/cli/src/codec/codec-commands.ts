import type { Command, Option } from 'commander';
import { lazily } from '../action';

/** `headwater codec`: the keys by which payloads are encrypted, and a server that decrypts them for Temporal's pages. */
export function addCodecCommands(
  program: Command,
  { stateOption, jsonOption }: { stateOption: () => Option; jsonOption: () => Option },
): Command[] {
  const codec = program.command('codec').description('encryption of what Temporal stores');
  const rotate = codec
    .command('rotate')
    .description('add an encryption key and encrypt with it from now on; older keys go on decrypting')
    .option('--inactive', 'only add it: for several machines, until each has the file', false)
    .option('--use <id>', 'add nothing; encrypt with this key of the file from now on')
    .addOption(stateOption())
    .addOption(jsonOption())
    .action(lazily(async () => (await import('./rotate.js')).codecRotateCommand));
  const serve = codec
    .command('serve')
    .description("decrypt payloads for Temporal's web page and tools, on 127.0.0.1, until stopped")
    .option('--port <number>', 'port (default: the one that the embedded web page asks, else 8081)')
    .option('--token-file <file>', 'file with the bearer token (default: <state>/keys/codec-token, made if missing)')
    .option('--origin <url>', 'web page that may ask (default: that of the embedded server)')
    .addOption(stateOption())
    .action(lazily(async () => (await import('./serve.js')).codecServeCommand));
  return [codec, rotate, serve];
}
