/** What a path of a source may name of the run that reads it. */
export const PLACEHOLDERS = ['partition', 'date', 'hour'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

export const PLACEHOLDER = /\{(partition|date|hour)\}/g;

export function placeholdersIn(path: string): Placeholder[] {
  return [...path.matchAll(PLACEHOLDER)].map((match) => match[1] as Placeholder);
}
