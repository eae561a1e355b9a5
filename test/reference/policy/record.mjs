// Gathers the scores of assessed tables for the tests of policies:
//   node record.mjs adult/headwater=card.json adult/ctgan=other.json … > judged-tables.json
// A card is what `headwater assess … --json` prints. Scores only: six digits, no rows.
import { readFileSync } from 'node:fs';

const digits = (value) => (value === null ? null : Number(value.toPrecision(6)));

function recorded({ score, reference, interval, notApplicable, reason }) {
  if (score === null) return notApplicable === true ? 'not applicable' : (reason ?? 'failed');
  return [score, reference, ...(interval ?? [])].map(digits);
}

const tables = process.argv.slice(2).map((argument) => {
  const [name, path] = argument.split('=');
  const [table, generator] = name.split('/');
  const { privacy, quality } = JSON.parse(readFileSync(path, 'utf8'));
  const of = ({ measures }) => Object.fromEntries(measures.map((measure) => [measure.name, recorded(measure)]));
  return { table, generator, privacy: of(privacy), quality: of(quality) };
});
process.stdout.write(`[\n${tables.map((table) => JSON.stringify(table)).join(',\n')}\n]\n`);
