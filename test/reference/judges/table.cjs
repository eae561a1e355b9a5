/**
 * Prints, as Markdown, how near every measure is to its original: `node test/reference/judges/table.cjs` after a build.
 * The comparisons are those of the tests (packages/{quality,privacy}/test/originals).
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, path) => {
  const jsc = { target: 'es2022', parser: { syntax: 'typescript' } };
  const options = { filename: path, swcrc: false, jsc, module: { type: 'commonjs' } };
  module._compile(transformSync(readFileSync(path, 'utf8'), options).code, path);
};

const differences = require('./differences.json');
const comparisonsOf = (part, file) =>
  require(join(__dirname, '../../../packages', part, 'test/originals', `${file}.ts`));
const { CASES, EXACT, distanceOf, readCase } = require('./judged.ts');
const { compareWithSdmetrics } = comparisonsOf('quality', 'sdmetrics');
const { compareWithMostly } = comparisonsOf('quality', 'accuracy');
const { compareNeighbours } = comparisonsOf('quality', 'neighbours');
const { compareTwoSampleTest } = comparisonsOf('quality', 'two-sample');
const { compareLearners, compareRealLearners } = comparisonsOf('quality', 'learners');
const { compareFairness } = comparisonsOf('quality', 'fairness');
const { compareDistances } = comparisonsOf('privacy', 'distances');
const { compareAnonymity } = comparisonsOf('privacy', 'anonymity');
const { compareAttacks } = comparisonsOf('privacy', 'attacks');

const TOPICS = [
  compareWithSdmetrics,
  compareWithMostly,
  compareNeighbours,
  compareTwoSampleTest,
  compareLearners,
  compareRealLearners,
  compareFairness,
  compareDistances,
  compareAnonymity,
  compareAttacks,
];

async function main() {
  const rows = new Map();
  for (const compare of TOPICS) {
    for (const name of CASES) {
      for (const comparison of await compare(readCase(name))) {
        const { measure, original, within } = comparison;
        const row = rows.get(`${measure}|${original}`) ?? {
          measure,
          original,
          values: 0,
          largest: 0,
          within: 0,
          at: '',
        };
        rows.set(`${measure}|${original}`, row);
        const distance = distanceOf(comparison);
        row.values++;
        row.within = Math.max(row.within, within);
        if (!(distance <= row.largest)) Object.assign(row, { largest: distance, at: `${name}: ${comparison.part}` });
      }
    }
  }
  console.log('| measure | original | values | largest difference | kind | deliberate differences |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const { measure, original, values, largest, within, at } of rows.values()) {
    const kind = within === EXACT ? 'exact' : within < 1 ? `within ${within.toPrecision(2)}` : 'differs by design';
    const where = largest < EXACT ? '' : ` (${at})`;
    const shown = largest === 0 ? '0' : largest.toPrecision(2);
    console.log(
      `| \`${measure}\` | ${original} | ${values} | ${shown}${where} | ${kind} | ${differences[measure] ?? ''} |`,
    );
  }
  const measures = new Set([...rows.values()].map((row) => row.measure));
  const unknown = Object.keys(differences).filter((name) => !measures.has(name));
  if (unknown.length > 0) throw new Error(`differences of no measure: ${unknown.join(', ')}`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
