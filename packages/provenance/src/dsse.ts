/** DSSE envelopes, version 1 (github.com/secure-systems-lab/dsse, protocol.md and envelope.md). */
export interface Envelope {
  payloadType: string;
  /** Base64. */
  payload: string;
  signatures: { keyid: string; sig: string }[];
}

/** Signs text; the signature is base64. */
export interface TextSigner {
  id: string;
  sign(text: string): string;
}

export const IN_TOTO = 'application/vnd.in-toto+json';

/** The pre-authentication encoding, which is what gets signed. Lengths are of bytes; `body` is UTF-8. */
export function preAuthenticationEncoding(type: string, body: string): string {
  return `DSSEv1 ${Buffer.byteLength(type)} ${type} ${Buffer.byteLength(body)} ${body}`;
}

export function envelopeOf(type: string, body: string, signer: TextSigner): Envelope {
  return {
    payloadType: type,
    payload: Buffer.from(body).toString('base64'),
    signatures: [{ keyid: signer.id, sig: signer.sign(preAuthenticationEncoding(type, body)) }],
  };
}

/** An envelope that was read: its payload, or what is wrong with it. */
export type Opened = { payload: unknown } | { wrong: string };

/**
 * Reads an in-toto envelope with one signature. `holds` answers whether a key made a signature of a text, null where
 * the key is not known.
 */
export function openEnvelope(
  bytes: Buffer,
  holds: (keyid: string, text: string, signature: string) => boolean | null,
): Opened {
  const envelope = parsed(bytes.toString('utf8')) as Partial<Envelope> | null;
  const signature = envelope?.signatures?.[0];
  if (
    typeof envelope?.payload !== 'string' ||
    typeof signature?.keyid !== 'string' ||
    typeof signature.sig !== 'string'
  )
    return { wrong: 'it is not a DSSE envelope' };
  if (envelope.payloadType !== IN_TOTO) return { wrong: `its payload is not of type ${IN_TOTO}` };
  if (envelope.signatures?.length !== 1) return { wrong: 'it does not have one signature' };
  const body = Buffer.from(envelope.payload, 'base64').toString('utf8');
  const held = holds(signature.keyid, preAuthenticationEncoding(IN_TOTO, body), signature.sig);
  if (held === null) return { wrong: `the key ${signature.keyid} may not sign it` };
  if (!held) return { wrong: 'its signature does not hold' };
  const payload = parsed(body);
  return payload === null ? { wrong: 'its payload is not JSON' } : { payload };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
