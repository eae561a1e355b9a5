import {
  defaultPayloadConverter,
  type DataConverter,
  type Payload,
  type SerializationContext,
} from '@temporalio/common';

/** The value of a payload that was taken from a raw answer of the server, such as a heartbeat's. */
export async function decodePayload<T>(
  { payloadCodecs = [] }: DataConverter,
  payload: Payload,
  context: SerializationContext,
): Promise<T> {
  let payloads = [payload];
  for (const codec of payloadCodecs.toReversed()) payloads = await codec.decode(payloads, context);
  return defaultPayloadConverter.fromPayload<T>(payloads[0] ?? payload);
}
