/** Digits of an IBAN by country (ISO 13616 registry), for the countries looked for. */
const IBAN_LENGTHS = new Map(
  (
    'AD24 AE23 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GR27 HR21 HU28 IE22 IS26 IT27 LI21 LT20 ' +
    'LU20 LV21 MC27 MT31 NL18 NO15 PL28 PT25 RO24 SA24 SE24 SI19 SK24 SM27 TR26'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** Whether the text, blanks aside, is an IBAN: its country's length and remainder 1 modulo 97 (ISO 7064). */
export function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(compact) || IBAN_LENGTHS.get(compact.slice(0, 2)) !== compact.length)
    return false;
  let remainder = 0;
  for (const sign of compact.slice(4) + compact.slice(0, 4)) {
    const value = parseInt(sign, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Whether the text, blanks and hyphens aside, is a payment card's number: a known issuer's prefix and length, and Luhn's sum. */
export function isPaymentCard(text: string): boolean {
  const digits = text.replaceAll(/[ -]/g, '');
  return /^\d+$/.test(digits) && hasIssuer(digits) && hasLuhnSum(digits);
}

function hasIssuer(digits: string): boolean {
  const first = Number(digits.slice(0, 4));
  const between = (low: number, high: number): boolean => first >= low && first <= high;
  if (digits.length === 16) {
    return (
      between(4000, 4999) ||
      between(5100, 5599) ||
      between(2221, 2720) ||
      first === 6011 ||
      between(6440, 6599) ||
      between(3528, 3589)
    );
  }
  if (digits.length === 15) return between(3400, 3499) || between(3700, 3799);
  if (digits.length === 14) return between(3000, 3059) || between(3600, 3699) || between(3800, 3899);
  return digits.length === 13 && between(4000, 4999);
}

/** ISO/IEC 7812: every second digit from the right doubled, the digits' sum a multiple of ten. */
function hasLuhnSum(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether the text is a US social security number as the agency gives them out, written with hyphens. */
export function isUsSsn(text: string): boolean {
  const parts = /^(\d{3})-(\d{2})-(\d{4})$/.exec(text);
  if (parts === null) return false;
  const [area, group, serial] = parts.slice(1) as [string, string, string];
  return area !== '000' && area !== '666' && area < '900' && group !== '00' && serial !== '0000';
}
