import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeJson } from '../support/files.mjs';
import { runProgram } from '../support/process.mjs';

const OWN = fileURLToPath(new URL('score.py', import.meta.url));

/** The result with its scores, made by the scorer asked for or kept from it. */
export async function score(result, table, settings) {
  const python = settings['scorer-python'];
  const { file, ...kept } = result;
  const scorer = settings.scorer === undefined ? 'score.py' : resolve(settings.scorer);
  if (python === undefined || kept.scores?.scorer === scorer) return kept;
  const name = result.stem;
  console.error(`${name}: scoring`);
  const out = join(settings.out, 'work', `${name}.scores.json`);
  const train = result.fit.trainedOn ?? table.train;
  const args = ['--train', train, '--holdout', table.holdout, '--synth', result.synthetic, '--out', out];
  args.push('--target', table.target, '--numeric', table.numeric.join(','));
  if (settings.scorer === undefined && table.determined.length > 0)
    args.push('--determined', table.determined.join(','));
  const scored = await runProgram({
    command: python,
    args: [settings.scorer ?? OWN, ...args],
    result: out,
    log: join(settings.out, 'logs', `${name}.scores.log`),
    core: settings.core,
  });
  if (scored.error !== undefined) return { ...kept, scoreError: scored.error };
  const full = { ...kept, scores: { ...scored, scorer } };
  writeJson(file, full);
  return full;
}
