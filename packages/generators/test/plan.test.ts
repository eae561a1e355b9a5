import { layoutOf } from '../src/masked-autoregressive/layout';
import { planTraining } from '../src/masked-autoregressive/plan';
import { parameterDefaults } from './parameter-defaults';

const layout = layoutOf(Array.from({ length: 20 }, (_, j) => 10 + 4 * j));
const plan = (rows: number, over: object = {}, threads = 1) =>
  planTraining({ rows, layout, targets: [], threads }, { ...parameterDefaults(), ...over });

describe('the plan of a training run', () => {
  it('grows with the table', () => {
    expect(plan(300).hidden).toBeLessThan(plan(30_000).hidden);
    expect(plan(300).steps).toBeLessThan(plan(30_000).steps);
    expect(plan(300).weightDecay).toBeGreaterThan(plan(30_000).weightDecay);
  });

  it('fits a time budget with fewer steps, then with a narrower network, and more threads do more', () => {
    const free = plan(100_000);
    const [long, short] = [plan(100_000, { maxSeconds: 40 }), plan(100_000, { maxSeconds: 2 })];
    expect(long.steps).toBeLessThan(free.steps);
    expect(long.hidden).toBe(free.hidden);
    expect(short.hidden).toBeLessThan(free.hidden);
    expect(plan(100_000, { maxSeconds: 40 }, 4).steps).toBeGreaterThan(long.steps);
    // Without a budget a table as small as this is not held to one.
    expect(plan(100_000, { maxSeconds: 1e6 })).toEqual({ ...free, maxSeconds: 1e6 });
  });

  it('leaves a width that was asked for alone', () => {
    expect(plan(100_000, { maxSeconds: 0.5, hidden: 512 }).hidden).toBe(512);
  });

  it('asks for a declared target more often, else for any column of few values', () => {
    expect(planTraining({ rows: 500, layout, targets: [3], threads: 1 }, parameterDefaults()).masks.columns).toEqual([
      3,
    ]);
    expect(plan(500).masks.columns).toEqual([0, 1, 2]);
  });
});
