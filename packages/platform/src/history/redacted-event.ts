import { createHash } from 'node:crypto';
import { temporal } from '@temporalio/proto';

const { HistoryEvent } = temporal.api.history.v1;

export interface EventRecord {
  id: number;
  /** When the server wrote it. */
  time: Date;
  /** WORKFLOW_EXECUTION_STARTED, ACTIVITY_TASK_SCHEDULED, … */
  type: string;
  /** What the event says; of bytes and of failures' words only hash and length. */
  attributes: Record<string, unknown>;
}

/** Metadata of a payload that tells its form, not its content. */
const FORM = ['encoding', 'messageType', 'type', 'encryption-key-id'];

/**
 * An event without any value that passed through it: bytes of payloads, encrypted or not, and the words of failures are
 * replaced by their SHA-256 and length. Types, identifiers, times and identities stay.
 */
export function redactedEvent(event: temporal.api.history.v1.IHistoryEvent): EventRecord {
  const plain = HistoryEvent.toObject(event as temporal.api.history.v1.HistoryEvent, {
    enums: String,
    longs: String,
    oneofs: true,
  }) as Record<string, unknown> & { attributes?: string; eventType?: string };
  const { seconds, nanos } = event.eventTime ?? {};
  return {
    id: Number(event.eventId),
    time: new Date(Number(seconds ?? 0) * 1000 + Math.floor((nanos ?? 0) / 1e6)),
    type: (plain.eventType ?? 'EVENT_TYPE_UNSPECIFIED').replace(/^EVENT_TYPE_/, ''),
    attributes: {
      ...(redacted(plain[plain.attributes ?? ''] ?? {}) as Record<string, unknown>),
      ...(plain['userMetadata'] === undefined ? {} : { userMetadata: redacted(plain['userMetadata']) }),
    },
  };
}

/** `field`: the name under which the value lies. What a failure says may quote anything. */
function redacted(value: unknown, field = ''): unknown {
  if (value instanceof Uint8Array) return sealed(value);
  if (Array.isArray(value)) return value.map((one) => redacted(one));
  if (typeof value !== 'object' || value === null) return value;
  const failure = 'failureInfo' in value || 'stackTrace' in value || /failure$|^cause$/i.test(field);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (field === 'metadata' && FORM.includes(name) && inner instanceof Uint8Array) return [name, textOf(inner)];
      const words = failure && (name === 'message' || name === 'stackTrace') && typeof inner === 'string';
      return [name, words ? sealed(Buffer.from(inner)) : redacted(inner, name)];
    }),
  );
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function sealed(bytes: Uint8Array): { sha256: string; bytes: number } {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}
