import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { HeadwaterError } from '@headwater/contracts';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { boundTo } from './bound-to';
import type { KeyRing } from './key-ring';

/** The value of `metadata.encoding` by which an encrypted payload is known; what Temporal's samples use too. */
export const ENCRYPTED = 'binary/encrypted';
const CIPHER = 'aes-256-gcm';
/** NIST SP 800-38D, 8.2.2: a random IV of 96 bits; at most 2^32 of them for one key. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

const METADATA = { encoding: 'encoding', keyId: 'encryption-key-id', boundTo: 'encryption-bound-to' } as const;
const { Payload: PayloadMessage } = temporal.api.common.v1;

export interface CodecOptions {
  namespace: string;
  keys: KeyRing;
  /** `decrypt`: leave what goes out plain. */
  mode: 'encrypt' | 'decrypt';
  /** Refuse payloads that come in plain. Without, runs that began unencrypted go on. */
  strict?: boolean;
}

/**
 * Encrypts payloads whole, metadata included: data = IV (12 bytes), ciphertext, tag (16). The tag also covers namespace,
 * key id and the workflow to which the payload is bound, so that it is refused anywhere else.
 */
export class EncryptionCodec implements PayloadCodec {
  constructor(private readonly options: CodecOptions) {}

  encode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    if (this.options.mode === 'decrypt') return Promise.resolve(payloads);
    return settled(() => payloads.map((payload) => this.encrypt(payload, context)));
  }

  /** @throws HeadwaterError CODEC_KEY_MISSING, CODEC_PAYLOAD_INVALID */
  decode(payloads: Payload[], context?: SerializationContext): Promise<Payload[]> {
    return settled(() => payloads.map((payload) => this.decrypt(payload, context)));
  }

  private encrypt(payload: Payload, context: SerializationContext | undefined): Payload {
    const { id, key } = this.options.keys.encrypting();
    const owner = boundTo(context);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(this.associated(context, owner, id));
    const body = [cipher.update(PayloadMessage.encode(payload).finish()), cipher.final()];
    return {
      metadata: {
        [METADATA.encoding]: Buffer.from(ENCRYPTED),
        [METADATA.keyId]: Buffer.from(id),
        [METADATA.boundTo]: Buffer.from(owner),
      },
      data: Buffer.concat([iv, ...body, cipher.getAuthTag()]),
    };
  }

  private decrypt(payload: Payload, context: SerializationContext | undefined): Payload {
    if (text(payload, METADATA.encoding) !== ENCRYPTED) {
      if (this.options.strict !== true) return payload;
      throw invalid('a payload came in plain', 'HEADWATER_CODEC=strict refuses them.');
    }
    const id = text(payload, METADATA.keyId);
    const owner = text(payload, METADATA.boundTo);
    const reader = boundTo(context);
    if (owner !== '' && reader !== '' && owner !== reader)
      throw invalid(`a payload of ${JSON.stringify(owner)} was given to ${JSON.stringify(reader)}`);
    const key = this.options.keys.decrypting(id);
    const data = payload.data ?? new Uint8Array();
    if (data.length < IV_BYTES + TAG_BYTES) throw invalid(`an encrypted payload has only ${data.length} bytes`);
    const decipher = createDecipheriv(CIPHER, key, data.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(this.associated(context, owner, id));
    decipher.setAuthTag(data.subarray(data.length - TAG_BYTES));
    try {
      const body = [decipher.update(data.subarray(IV_BYTES, data.length - TAG_BYTES)), decipher.final()];
      return PayloadMessage.decode(Buffer.concat(body));
    } catch {
      throw invalid('an encrypted payload does not authenticate');
    }
  }

  /** JSON of an array: no two lists of parts have the same text. */
  private associated(context: SerializationContext | undefined, owner: string, keyId: string): Buffer {
    return Buffer.from(
      JSON.stringify(['headwater-codec/1', context?.namespace ?? this.options.namespace, owner, keyId]),
    );
  }
}

function text(payload: Payload, name: string): string {
  const bytes = payload.metadata?.[name];
  return bytes ? Buffer.from(bytes).toString('utf8') : '';
}

function invalid(what: string, hint?: string): HeadwaterError {
  return new HeadwaterError('CODEC_PAYLOAD_INVALID', what, {
    hint: hint ?? 'It was changed, moved from another workflow or namespace, or its key file is not the one of then.',
  });
}

/** A promise even of what throws: the SDK waits for codecs. */
function settled<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => resolve(work()));
}
