/** How a CSV file is written, decided before it is parsed. */
export interface CsvDialect {
  /** One ASCII character; the unit separator where there is one column and so no delimiter. */
  delimiter: string;
  /** One ASCII character, or empty for none. */
  quote: string;
  /** Whether the first line names the columns. */
  header: boolean;
  /** Fields of the first record. */
  fields: number;
}

/** Stands for "no delimiter": text does not hold it. */
export const NO_DELIMITER = '\u001f';
