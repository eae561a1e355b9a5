/** The words of a column's name in lower case: "FirstName", "first_name" and "First name" are all first, name. */
export function columnWords(name: string): string[] {
  return name
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Whether the name holds one of the phrases, each a word or several in a row, as "phone" or "first name". */
export function speaksOf(name: string, phrases: readonly string[]): boolean {
  const text = ` ${columnWords(name).join(' ')} `;
  return phrases.some((phrase) => text.includes(` ${phrase} `));
}
