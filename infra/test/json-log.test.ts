import { ApplicationFailure } from '@temporalio/common';
import { jsonLogger } from '../src/telemetry/json-log';

const MARK = 'Ottilie Wildermuth';

describe('the log of a worker', () => {
  const lines: string[] = [];
  const logger = jsonLogger((line) => lines.push(line));
  beforeEach(() => (lines.length = 0));

  it('is one JSON object a line, with run and stage', () => {
    logger.info('stage done', { run: 'chain/a/1', stage: 'train', seconds: 1.5, reused: false });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    const line = JSON.parse(lines[0]!) as { time: string };
    expect(line).toMatchObject({
      level: 'info',
      message: 'stage done',
      run: 'chain/a/1',
      stage: 'train',
      seconds: 1.5,
    });
    expect(Math.abs(Date.parse(line.time) - Date.now())).toBeLessThan(60_000);
  });

  it('tells what failed by its code, and nothing of what was asked, answered or said', () => {
    const error = ApplicationFailure.nonRetryable(MARK, 'SOURCE_EMPTY', { value: MARK });
    logger.warn('Activity failed', {
      error,
      workflowId: 'chain/a/1',
      activityType: 'ingest',
      args: [MARK],
      note: MARK,
    });
    logger.error('Failed', { error: new TypeError(MARK), workflowId: { deep: MARK } });
    expect(lines.join()).not.toContain(MARK);
    expect(JSON.parse(lines[0]!)).toMatchObject({ run: 'chain/a/1', stage: 'ingest', code: 'SOURCE_EMPTY' });
    expect(JSON.parse(lines[1]!)).toMatchObject({ level: 'error', code: 'TypeError' });
  });
});
