import { createHash } from 'node:crypto';
import { temporal } from '@temporalio/proto';
import { redactedEvent } from '../src/history/redacted-event';

const SECRET = 'S3cretCell';
const bytes = (text: string): Uint8Array => Buffer.from(text);
const sealed = (text: string): object => ({
  sha256: createHash('sha256').update(text).digest('hex'),
  bytes: Buffer.byteLength(text),
});

/** As it comes from the server: encoded and decoded. */
function received(event: temporal.api.history.v1.IHistoryEvent): temporal.api.history.v1.IHistoryEvent {
  const { HistoryEvent } = temporal.api.history.v1;
  return HistoryEvent.decode(HistoryEvent.encode(event).finish());
}

describe('an event without its values', () => {
  it('keeps type, number, time and names; of payloads their form, hash and length', () => {
    const event = redactedEvent(
      received({
        eventId: 7 as never,
        eventTime: { seconds: 1_769_850_000 as never, nanos: 250_000_000 },
        eventType: temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
        activityTaskScheduledEventAttributes: {
          activityType: { name: 'train' },
          input: {
            payloads: [{ metadata: { encoding: bytes('json/plain'), other: bytes(SECRET) }, data: bytes(SECRET) }],
          },
        },
      }),
    );
    expect(event).toMatchObject({ id: 7, type: 'ACTIVITY_TASK_SCHEDULED', time: new Date('2026-01-31T09:00:00.250Z') });
    expect(event.attributes).toMatchObject({
      activityType: { name: 'train' },
      input: { payloads: [{ metadata: { encoding: 'json/plain', other: sealed(SECRET) }, data: sealed(SECRET) }] },
    });
    expect(JSON.stringify(event)).not.toContain(SECRET);
  });

  it('keeps a failure’s code and none of its words, however deep', () => {
    const failure = {
      message: `no such level: ${SECRET}`,
      stackTrace: `Error: ${SECRET}`,
      applicationFailureInfo: { type: 'CONDITION_INVALID', details: { payloads: [{ data: bytes(SECRET) }] } },
    };
    const event = redactedEvent(
      received({
        eventId: 9 as never,
        eventType: temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED,
        activityTaskFailedEventAttributes: { failure: { message: SECRET, cause: failure } },
        userMetadata: { summary: { data: bytes(SECRET) } },
      }),
    );
    expect(event.attributes).toMatchObject({
      failure: { message: sealed(SECRET), cause: { applicationFailureInfo: { type: 'CONDITION_INVALID' } } },
      userMetadata: { summary: { data: sealed(SECRET) } },
    });
    expect(JSON.stringify(event)).not.toContain(SECRET);
  });
});
