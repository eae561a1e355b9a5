import { HeadwaterError } from '@headwater/contracts';
import type { Payload, PayloadCodec } from '@temporalio/common';
import { ENCRYPTED } from './payload-codec';

/** For processes without keys: plain payloads pass, and an encrypted one is named as what it is. */
export class NoKeysCodec implements PayloadCodec {
  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads);
  }

  /** @throws HeadwaterError CODEC_KEY_MISSING */
  decode(payloads: Payload[]): Promise<Payload[]> {
    const encrypted = payloads.some(({ metadata }) => Buffer.from(metadata?.['encoding'] ?? []).equals(MARK));
    if (!encrypted) return Promise.resolve(payloads);
    return Promise.reject(
      new HeadwaterError('CODEC_KEY_MISSING', 'a payload is encrypted, and there are no keys here', {
        hint: 'Others of this cluster encrypt: name the key file that they use with HEADWATER_CODEC_KEYS.',
      }),
    );
  }
}

const MARK = Buffer.from(ENCRYPTED);
