import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { HeadwaterError } from '@headwater/contracts';
import { sha256 } from '../hashing';

/** Signs for one installation (Ed25519, RFC 8032). */
export interface Signer {
  /** First half of the SHA-256 of the public key. */
  id: string;
  /** SPKI, PEM. */
  publicKey: string;
  /** Base64. */
  sign(text: string): string;
}

/** A new private key, PKCS 8 in PEM. */
export function newSigningKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** @throws LEDGER_KEY_INVALID when it is no Ed25519 private key in PEM; the message never quotes it */
export function signerOf(pem: string): Signer {
  const key = keyOf(() => createPrivateKey(pem), 'private');
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }) as string;
  return {
    id: keyId(publicKey),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64'),
  };
}

/** @throws LEDGER_KEY_INVALID when it is no Ed25519 public key in PEM */
export function keyId(publicKey: string): string {
  const der = publicKeyOf(publicKey).export({ type: 'spki', format: 'der' });
  return sha256(der).slice(0, 32);
}

export function signatureHolds(publicKey: string, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  // Base64 can be written in more than one way; a ledger's is the one we write.
  if (bytes.toString('base64') !== signature) return false;
  return verify(null, Buffer.from(text), publicKeyOf(publicKey), bytes);
}

function publicKeyOf(pem: string): KeyObject {
  return keyOf(() => createPublicKey(pem), 'public');
}

function keyOf(read: () => KeyObject, kind: string): KeyObject {
  let key: KeyObject | null = null;
  try {
    key = read();
  } catch {
    // The cause may quote the key.
  }
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw new HeadwaterError('LEDGER_KEY_INVALID', `this is no Ed25519 ${kind} key in PEM`, {
    hint: 'Make one: `openssl genpkey -algorithm ed25519`.',
  });
}
