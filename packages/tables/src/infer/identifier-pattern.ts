const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const HEX = /^(?:[0-9a-f]{8,}|[0-9A-F]{8,})$/;
const CODE = /^(?=.*\d)[0-9A-Za-z_-]{6,}$/;
/** Shapes that tell codes from prose must hold for this share of the values. */
const SHARE = 0.99;

/**
 * Whether texts that are all different look like made keys: UUIDs, e-mail addresses, hashes, codes of one length, or
 * one shape of letters, digits and marks that has digits in it (`cust-0012`, `DE 99 123`). Names and prose do not.
 */
export class IdentifierPattern {
  private seen = 0;
  private uuids = 0;
  private emails = 0;
  private hexes = 0;
  private codes = 0;
  private shaped = 0;
  private shape = '';
  private length = 0;

  add(text: string): void {
    const shape = shapeOf(text);
    if (this.seen++ === 0) {
      this.shape = shape;
      this.length = text.length;
    }
    if (UUID.test(text)) this.uuids++;
    if (EMAIL.test(text)) this.emails++;
    const sameLength = text.length === this.length;
    if (sameLength && HEX.test(text)) this.hexes++;
    if (sameLength && CODE.test(text)) this.codes++;
    if (shape === this.shape) this.shaped++;
  }

  get holds(): boolean {
    const least = this.seen * SHARE;
    if (this.seen === 0) return false;
    if (Math.max(this.uuids, this.emails, this.hexes, this.codes) >= least) return true;
    const prose = this.shape.includes(' ') && this.shape.includes('A A');
    return this.shaped >= least && this.shape.includes('9') && !prose;
  }
}

/** Runs of letters become A, runs of digits 9; marks stay: `cust-0012` is `A-9`. */
function shapeOf(text: string): string {
  let shape = '';
  let last = '';
  for (let i = 0; i < text.length && shape.length < 24; i++) {
    const code = text.charCodeAt(i);
    const digit = code >= 48 && code <= 57;
    const letter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code > 127;
    const mark = digit ? '9' : letter ? 'A' : text.charAt(i);
    if (mark !== last) shape += mark;
    last = mark;
  }
  return shape;
}
