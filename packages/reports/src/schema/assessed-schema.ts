import type { AssessedTable, AssessedTables } from '@headwater/contracts';
import { nullable, number, objectOf, sha256, text, time, wholeNumber } from './schema-of';

const table = objectOf<AssessedTable>({ name: text, rows: wholeNumber, sha256 }, {});

export const assessed = objectOf<AssessedTables>(
  { real: table, holdout: nullable(table), synthetic: table, target: nullable(text), at: time, seconds: number },
  {},
);
