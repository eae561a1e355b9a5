import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { machine, machineLine } from '../support/machine.mjs';
import { findTables } from '../support/tables.mjs';
import { changeTable, lossTable, scoreTable, theoryTable, verdictTable } from './report.mjs';

export const summary = 'headwater lab collapse on Adult: what becomes of models that learn from models';

export const options = {
  card: { type: 'string', help: 'JSON of a card that is there already: its tables are printed, nothing is run' },
  rows: { type: 'string', number: true, default: '1000', help: 'rows of a generation' },
  generations: { type: 'string', number: true, default: '10', help: 'generations after generation 0' },
  seeds: { type: 'string', number: true, default: '3', help: 'repetitions' },
};

const bin = fileURLToPath(new URL('../../../packages/cli/bin/headwater.js', import.meta.url));

export async function run({ card, out, quick, rows, generations, seeds }) {
  const path = card ?? join(out, 'card.card.json');
  if (card === undefined) {
    mkdirSync(out, { recursive: true });
    const [{ train, holdout, target }] = findTables({ names: ['adult'], work: join(out, 'work') });
    const sizes = quick ? { rows: 100, generations: 2, seeds: 1, epochs: 2 } : { rows, generations, seeds };
    const args = [
      ...['lab', 'collapse', '--table', train, '--holdout', holdout, '--target', target],
      ...['--state', join(out, 'state'), '--out', join(out, 'card.html')],
      ...Object.entries(sizes).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ];
    const { status } = spawnSync(process.execPath, [bin, ...args], { stdio: 'inherit' });
    if (status !== 0) return status ?? 1;
  }
  const found = JSON.parse(readFileSync(path, 'utf8'));
  const parts = [verdictTable, scoreTable, lossTable, changeTable, theoryTable];
  console.log(parts.map((part) => part(found)).join('\n\n'));
  if (card === undefined) console.log(`\n${machineLine(machine())}`);
  return 0;
}
