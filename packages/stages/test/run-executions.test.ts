import type { RunDocument, RunState, StageName } from '@headwater/contracts';
import { latestExecution, withExecution } from '../src/run-executions';

const spec = (digit: string) => ({
  kind: 'spec' as const,
  sha256: digit.repeat(64),
  bytes: 1,
  mediaType: 'application/json',
});
const RUN = { runId: 'chain/demo/a', chain: 'demo', partition: 'a' };

/** An execution that began at `day`; one without a state is under way. */
function execution(day: number, state?: RunState, done: StageName[] = []): RunDocument {
  const at = `2026-01-0${day}T00:00:00.000Z`;
  const begun = { ...RUN, spec: spec(String(day)), submittedAt: at, requestedBy: `person ${day}` };
  if (state === undefined) return begun;
  const stages = done.map((stage) => ({ stage, state: 'done' as const }));
  return { ...begun, status: { ...RUN, state, startedAt: at, spec: begun.spec, stages } };
}

const after = (...executions: RunDocument[]): RunDocument =>
  executions.reduce<RunDocument | null>((before, one) => withExecution(before, one), null)!;
const keptAndTried = ({ status, attempt }: RunDocument) => [status?.state, attempt?.status?.state];

describe('of the executions of a run', () => {
  it('the first one counts, begun or ended', () => {
    expect(after(execution(1))).toEqual(execution(1));
    expect(after(execution(1), execution(1, 'failed'))).toEqual(execution(1, 'failed'));
  });

  it('one that is under way leaves what was before in place', () => {
    const resumed = after(execution(1, 'published'), execution(2));
    expect(resumed).toEqual({ ...execution(1, 'published'), attempt: expect.anything() });
    expect(latestExecution(resumed)).toEqual({
      spec: spec('2'),
      submittedAt: '2026-01-02T00:00:00.000Z',
      requestedBy: 'person 2',
    });
  });

  it.each(['failed', 'cancelled'] as const)('one that %s takes no verdict away', (state) => {
    for (const verdict of ['published', 'blocked'] as const) {
      const document = after(execution(1, verdict, ['ingest']), execution(2), execution(2, state, ['ingest', 'train']));
      expect(keptAndTried(document)).toEqual([verdict, state]);
      expect(document.spec).toEqual(spec('1'));
      expect(latestExecution(document).requestedBy).toBe('person 2');
    }
  });

  it('a verdict takes the place of whatever was before, and ends the attempt', () => {
    const before = [execution(1, 'published'), execution(2, 'failed')];
    for (const verdict of ['published', 'blocked'] as const)
      expect(after(...before, execution(3), execution(3, verdict))).toEqual(execution(3, verdict));
    expect(after(...before, execution(3, 'cancelled'))).toMatchObject({ attempt: { requestedBy: 'person 3' } });
  });

  it('of two without a verdict the one that came farther counts, of two as far the later', () => {
    const far = execution(1, 'failed', ['ingest', 'train', 'generate']);
    expect(keptAndTried(after(far, execution(2, 'cancelled', ['ingest'])))).toEqual(['failed', 'cancelled']);
    expect(after(far, execution(2, 'failed', ['ingest', 'train', 'generate'])).requestedBy).toBe('person 2');
    expect(after(execution(1, 'failed'), execution(2, 'cancelled', ['ingest'])).requestedBy).toBe('person 2');
  });
});
