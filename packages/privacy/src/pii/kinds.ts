import { isIP } from 'node:net';
import { isIban, isPaymentCard, isUsSsn } from './checksums';

/** A kind of personal data that its written form gives away. */
export interface ContentKind {
  kind: string;
  /** Finds candidates inside running text; bounded, so that no text takes long. */
  candidates: RegExp;
  isMatch: (candidate: string) => boolean;
  /**
   * Share of a column's values that must match before it is reported, because other things are written alike. Not asked
   * where the column's name speaks of the kind, nor of running text.
   */
  leastShare: number;
  /** Phrases of column names that speak of the kind. */
  names: readonly string[];
  /** A looser form, believed only under such a name. */
  isMatchIfNamed?: (value: string) => boolean;
}

export const CONTENT_KINDS: readonly ContentKind[] = [
  {
    kind: 'email',
    candidates: /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}.-]{1,250}\.\p{L}{2,24}/giu,
    isMatch: () => true,
    leastShare: 0,
    names: ['email', 'e mail', 'mail'],
  },
  {
    kind: 'phone',
    candidates: /\+?\(?\d[\d ()./-]{6,20}\d/g,
    isMatch: isPhone,
    leastShare: 0.1,
    names: ['phone', 'telephone', 'tel', 'mobile', 'cellphone', 'fax', 'msisdn'],
    isMatchIfNamed: (value) => /^\+?[\d ()./-]+$/.test(value) && hasDigits(value, 7, 15),
  },
  { kind: 'iban', candidates: /[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}/g, isMatch: isIban, leastShare: 0, names: ['iban'] },
  {
    kind: 'payment_card',
    candidates: /\d(?:[ -]?\d){12,18}/g,
    isMatch: isPaymentCard,
    leastShare: 0.2,
    names: ['card', 'credit card', 'card number', 'pan'],
  },
  {
    kind: 'us_ssn',
    candidates: /\b\d{3}-\d{2}-\d{4}\b/g,
    isMatch: isUsSsn,
    leastShare: 0.2,
    names: ['ssn', 'social security', 'social security number'],
    isMatchIfNamed: (value) => /^\d{9}$/.test(value) && isUsSsn(value.replace(/(...)(..)(....)/, '$1-$2-$3')),
  },
  {
    kind: 'ip_address',
    candidates: /[\da-f:]{2,39}(?:\.\d{1,3}){0,3}/gi,
    isMatch: (candidate) => isIP(candidate) !== 0,
    leastShare: 0.2,
    names: ['ip', 'ip address', 'ipv4', 'ipv6'],
  },
  {
    kind: 'uuid',
    candidates: /\b[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}\b/gi,
    isMatch: () => true,
    leastShare: 0.2,
    names: ['uuid', 'guid'],
  },
  {
    kind: 'street_address',
    candidates: /\d{1,5} [\p{L}][\p{L} .'-]{1,40}|[\p{L}][\p{L} .'-]{2,40} \d{1,5}\p{L}?/gu,
    isMatch: isStreet,
    leastShare: 0.2,
    names: ['address', 'street', 'street address', 'address line'],
  },
];

function hasDigits(text: string, least: number, most: number): boolean {
  const digits = text.replaceAll(/\D/g, '').length;
  return digits >= least && digits <= most;
}

/** International with a plus, North American with its separators, or national with a leading 0 and separators. */
function isPhone(text: string): boolean {
  if (text.startsWith('+')) return hasDigits(text, 8, 15);
  if (/^(?:1[-. ])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])[2-9]\d\d[-. ]\d{4}$/.test(text)) return true;
  return /^\(?0\d{1,5}\)?(?:[ /-]\d{2,8}){1,5}$/.test(text) && hasDigits(text, 9, 12) && !isUsSsn(text);
}

const STREET_ENGLISH =
  /^\d{1,5} [\p{L}.' -]+? (?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|place|pl|square)\b/iu;
const STREET_GERMANIC = /(?:stra(?:ß|ss)e|str\.|straat|weg|gasse|laan|platz|plein|gatan|gade|vej) \d{1,5}\p{L}?$/iu;
const STREET_ROMANCE = /^(?:\d{1,5} )?(?:rue|avenue|boulevard|via|viale|piazza|calle|avenida|rua|plaza) \p{L}/iu;

function isStreet(text: string): boolean {
  const trimmed = text.trim();
  return (
    /\d/.test(trimmed) &&
    (STREET_ENGLISH.test(trimmed) || STREET_GERMANIC.test(trimmed) || STREET_ROMANCE.test(trimmed))
  );
}
