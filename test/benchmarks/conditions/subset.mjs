import { columnOf } from '@headwater/tables';

/** Places of the rows that hold the given level in each of the columns. */
export function rowsThatMeet(frame, conditions) {
  const wanted = Object.entries(conditions).map(([name, value]) => {
    const { codes, levels } = columnOf(frame, name);
    return { codes, code: levels.indexOf(value) };
  });
  const found = [];
  for (let row = 0; row < frame.rows; row++)
    if (wanted.every(({ codes, code }) => codes[row] === code)) found.push(row);
  return Uint32Array.from(found);
}

/** The frame without some of its columns. */
export function withoutColumns({ schema, rows, columns }, names) {
  const stays = ({ name }) => !names.includes(name);
  return {
    schema: { ...schema, columns: schema.columns.filter(stays) },
    rows,
    columns: columns.filter((column) => stays(column.schema)),
  };
}
