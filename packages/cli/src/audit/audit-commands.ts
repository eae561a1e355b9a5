import type { Command, Option } from 'commander';
import { lazily } from '../action';

/** `headwater audit …`: what the signed ledger of every chain is good for. */
export function addAuditCommands(
  program: Command,
  { stateOption, jsonOption }: { stateOption: () => Option; jsonOption: () => Option },
): void {
  const audit = program.command('audit').description('the signed ledger of every chain');
  const command = (name: string, description: string): Command =>
    audit.command(name).description(description).addOption(stateOption()).addOption(jsonOption());

  command(
    'verify',
    'go through ledgers, signatures, artifacts, publications and exported histories offline; exit with 1 at the first thing wrong',
  )
    .option('--key <file>', 'public or private key, PEM, that must have opened the ledgers')
    .action(lazily(async () => (await import('./verify-command.js')).auditVerifyCommand));
  command('show', "print a chain's ledger")
    .argument('<chain>', 'name of the chain')
    .action(lazily(async () => (await import('./show-command.js')).auditShowCommand));
  command('export', 'write the histories of runs, open and closed, to Parquet and enter them in the ledger')
    .option('--chain <name>', 'of this chain alone (default: every chain with a ledger)')
    .option('--out <path>', 'a copy: a file with --chain, else a folder that gets <chain>.parquet')
    .action(lazily(async () => (await import('./export-command.js')).auditExportCommand));
  command('rotate', "hand a chain's ledger over to another key")
    .argument('<chain>', 'name of the chain')
    .requiredOption('--to <file>', 'the new private key, Ed25519 in PEM')
    .action(lazily(async () => (await import('./rotate-command.js')).auditRotateCommand));
  for (const one of audit.commands) one.exitOverride();
}
