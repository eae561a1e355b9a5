import type { ColumnSchema } from '@headwater/contracts';

/** A kind of personal data that only the column's name gives away; its values look like anything. */
export interface NameOnlyKind {
  kind: string;
  names: readonly string[];
  types: readonly ColumnSchema['type'][];
  /** What a value must look like at least. */
  couldBe: (value: string) => boolean;
}

export const NAME_ONLY_KINDS: readonly NameOnlyKind[] = [
  {
    kind: 'person_name',
    names: [
      'first name',
      'firstname',
      'last name',
      'lastname',
      'surname',
      'forename',
      'given name',
      'family name',
      'middle name',
      'maiden name',
      'full name',
      'fullname',
      'person name',
      'patient name',
      'customer name',
      'employee name',
      'contact name',
    ],
    types: ['category', 'text', 'identifier'],
    couldBe: (value) => /\p{L}/u.test(value) && !/\d/.test(value),
  },
  {
    kind: 'date_of_birth',
    names: ['dob', 'birthday', 'birthdate', 'birth date', 'date of birth', 'born'],
    types: ['date', 'timestamp', 'category', 'text'],
    couldBe: () => true,
  },
];
