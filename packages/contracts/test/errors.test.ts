import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES, type ErrorCode } from '../src';

/** docs/errors.md by its third-level headings, line breaks undone. */
const sections = new Map(
  readFileSync(join(__dirname, '../../../docs/errors.md'), 'utf8')
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...body] = section.split('\n');
      const text = body.join('\n').split(/^## /m)[0] ?? '';
      return [heading.trim(), text.replace(/\s+/g, ' ').trim()];
    }),
);
const codes = Object.keys(ERROR_CODES) as ErrorCode[];

describe('docs/errors.md', () => {
  it.each(codes)('explains %s: its title, what happened, what to do', (code) => {
    const section = sections.get(code) ?? '';
    const { title, retryable } = ERROR_CODES[code];
    expect(section).toMatch(/\*\*What happened\.\*\* .{20,}\*\*What to do\.\*\* .{20,}/);
    expect(section.startsWith(`${title}.`)).toBe(true);
    expect(section.includes('*Tried again.*')).toBe(retryable);
  });

  it('explains no code that does not exist', () => {
    expect([...sections.keys()].filter((heading) => !(heading in ERROR_CODES))).toEqual([]);
  });
});

it.each(codes)('%s is written like a code, with a title for people', (code) => {
  expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
  expect(ERROR_CODES[code].title).toMatch(/^[A-Z].*[^.]$/);
});
