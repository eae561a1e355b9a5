import type { LogicalType, PiiFinding } from '@headwater/contracts';
import { RandomStream } from '@headwater/random';
import { detectPii } from '../src';
import { isIban, isPaymentCard } from '../src/pii/checksums';
import { speaksOf } from '../src/pii/column-words';
import { adult } from './support/adult';
import { frameOf, type Cell } from '../../quality/test/support/frames';

const find = (name: string, type: LogicalType, values: readonly Cell[]): PiiFinding[] =>
  detectPii(frameOf({ [name]: { type, values } }));
const kinds = (name: string, type: LogicalType, values: readonly Cell[]): string[] =>
  find(name, type, values).map((f) => f.kind);

test.each<[string, Cell[]]>([
  ['email', ['ann.lee+news@example.co.uk', 'bob@example.org']],
  ['phone', ['+31 20 624 1111', '+1 (212) 555-0123']],
  ['phone', ['(212) 555-0123', '312-555-0188']],
  ['phone', ['030/901820 11', '06 12 34 56 78']],
  ['iban', ['GB82 WEST 1234 5698 7654 32', 'DE89370400440532013000']],
  ['payment_card', ['4111 1111 1111 1111', '378282246310005']],
  ['us_ssn', ['078-05-1120', '219-09-9999']],
  ['ip_address', ['192.0.2.17', '2001:db8::8a2e:370:7334']],
  ['uuid', ['123e4567-e89b-12d3-a456-426614174000']],
  ['street_address', ['221 Baker Street', 'Hauptstraße 12', 'Keizersgracht straat 4b', '12 rue de la Paix']],
])('%s by content alone', (kind, values) => {
  expect(find('v', 'category', [...values, null])).toEqual([{ column: 'v', kind, matches: values.length, share: 1 }]);
});

test('inside running text, and as a share of the rows that have a value', () => {
  const remarks = [
    'call me on +49 30 901820 please',
    'write to a@b.org',
    'nothing here',
    null,
    'IBAN GB82 WEST 1234 5698 7654 32 ok',
  ];
  expect(find('remark', 'text', remarks)).toEqual([
    { column: 'remark', kind: 'email', matches: 1, share: 0.25 },
    { column: 'remark', kind: 'phone', matches: 1, share: 0.25 },
    { column: 'remark', kind: 'iban', matches: 1, share: 0.25 },
  ]);
});

test('by the name of the column, alone or with what the values look like', () => {
  expect(kinds('firstName', 'category', ['Ann', 'Bob'])).toEqual(['person_name']);
  expect(kinds('customer_surname', 'identifier', ['Lee', 'de Vries'])).toEqual(['person_name']);
  expect(kinds('date_of_birth', 'date', [1, 2])).toEqual(['date_of_birth']);
  expect(kinds('mobile', 'integer', [2125550123, 3125550188])).toEqual(['phone']);
  expect(kinds('ssn', 'category', ['219099999'])).toEqual(['us_ssn']);
  expect(kinds('Last name', 'category', ['1', '2'])).toEqual([]);
  expect(kinds('mobile', 'boolean', [true, false])).toEqual([]);
  expect(speaksOf('homePhoneNumber', ['phone'])).toBe(true);
  expect(speaksOf('hotel', ['tel'])).toBe(false);
});

test('wrong checksums and look-alikes are left alone', () => {
  expect(isIban('GB82 WEST 1234 5698 7654 33')).toBe(false);
  expect(isIban('XX82 WEST 1234 5698 7654 32')).toBe(false);
  expect(isPaymentCard('4111 1111 1111 1112')).toBe(false);
  const random = new RandomStream(6, 'test/pii');
  const digits = (n: number): string => Array.from({ length: n }, () => random.below(10)).join('');
  expect(
    kinds(
      'order',
      'identifier',
      Array.from({ length: 500 }, () => digits(16)),
    ),
  ).toEqual([]);
  expect(
    kinds(
      'number',
      'integer',
      Array.from({ length: 500 }, () => 1e9 + random.below(1e9)),
    ),
  ).toEqual([]);
  expect(kinds('date', 'category', ['2024-01-02', '01-02-2024', '02/01/2024', '2024-01-02 10:11:12'])).toEqual([]);
  expect(kinds('version', 'category', ['1.2.3', '10.4.0-beta', '1.2.3.4567'])).toEqual([]);
  expect(kinds('range', 'category', ['10-19', '20-29', '1000-1999', '$5,000 - $9,999'])).toEqual([]);
  expect(kinds('code', 'category', ['AB12 3456', 'NL01 ABCD', '12:30:45', 'a@b', '@handle'])).toEqual([]);
});

test('nothing is found in Adult', () => {
  expect(detectPii(adult('train', 5000))).toEqual([]);
});

test('findings hold no value, and long hostile texts end soon', () => {
  const start = performance.now();
  const hostile = [
    'a'.repeat(200_000),
    '1 '.repeat(50_000),
    `${'x.'.repeat(20_000)}@`,
    '0-'.repeat(50_000),
    'a@'.repeat(20_000),
  ];
  expect(JSON.stringify(find('remark', 'text', [...hostile, 'secret@example.org']))).not.toContain('secret');
  expect(performance.now() - start).toBeLessThan(4000);
});

test('an empty table and an all-missing column have no findings', () => {
  expect(detectPii(frameOf({}))).toEqual([]);
  expect(kinds('email', 'category', [null, null])).toEqual([]);
});
