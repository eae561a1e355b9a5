import { Comparisons, readExpected, type Case, type Comparison } from '../../../../test/reference/judges/judged';
import { anonymityMeasures } from '../../src/disclosure/anonymity-measures';

const MEASURES = ['k_anonymity', 'l_diversity', 'l_diversity_entropy', 't_closeness'] as const;
const expected = readExpected<Record<string, Record<(typeof MEASURES)[number], number>>>('anonymity');

/** k, l and t of the synthetic rows: two sets of quasi-identifiers, a level and a number as sensitive columns. */
export function compareAnonymity({ name, train, synthetic, declared }: Case): Comparison[] {
  const pycanon = new Comparisons('pycanon 1.3.6');
  const pandas = new Comparisons('formula in pandas');
  const place = (column: string): number => train.columns.findIndex((c) => c.schema.name === column);
  for (const quasiIdentifiers of declared.quasiIdentifiers) {
    for (const sensitive of declared.sensitive) {
      const places = { quasiIdentifiers: quasiIdentifiers.map(place), sensitive: [place(sensitive)] };
      const measures = anonymityMeasures(train, synthetic, places);
      const part = `${quasiIdentifiers.join(' ')}|${sensitive}`;
      for (const measure of MEASURES) {
        const score = measures.find((m) => m.name === measure)?.score;
        const original = measure === 'l_diversity_entropy' ? pandas : pycanon;
        original.exact(measure, part, score, expected[name]?.[part]?.[measure]);
      }
    }
  }
  return [...pycanon.all, ...pandas.all];
}
