import { HeadwaterError, type ConditionScalar, type ConditionValue } from '@headwater/contracts';

export type Conditions = Record<string, ConditionValue>;

/** The short form, for help texts. */
export const CONDITION_HELP = `
A --condition is one of
  column=value          that value; nothing after the = means missing
  column=low..high      a range of numbers, dates or time stamps, ends included; either end may be left out
  column=a|b|c          one of several values, in the proportions the model gives them
Values that hold .. or |, columns that hold =, and proportions ({ shares: … }) go into a --conditions file, which is a
mapping as under output.conditions of a chain file, in YAML or JSON. A --condition replaces the file's for its column.
`;

/** What --conditions and --condition ask for. Throws USAGE and CONDITION_INVALID. */
export async function conditionsFrom(file: string | undefined, short: readonly string[]): Promise<Conditions> {
  // Every command has the help above, and YAML to load only with a file.
  const written = file === undefined ? {} : await (await import('./conditions-file.js')).readConditionsFile(file);
  return { ...written, ...shortConditions(short) };
}

/** Conditions in their short form, by column. Throws USAGE where a text is none, or two are on one column. */
export function shortConditions(texts: readonly string[]): Conditions {
  const conditions = new Map<string, ConditionValue>();
  for (const text of texts) {
    const at = text.indexOf('=');
    const column = text.slice(0, at);
    if (at < 1)
      throw new HeadwaterError('USAGE', `--condition ${JSON.stringify(text)} is no condition`, {
        hint: 'Write column=value, column=low..high or column=a|b|c.',
      });
    if (conditions.has(column))
      throw new HeadwaterError('USAGE', `there are two --condition on ${JSON.stringify(column)}`, {
        hint: 'Give one. Several values: column=a|b|c.',
        where: column,
      });
    conditions.set(column, conditionOf(text.slice(at + 1), text));
  }
  return Object.fromEntries(conditions);
}

function conditionOf(written: string, text: string): ConditionValue {
  if (written.includes('|')) return { in: written.split('|').map(scalarOf) };
  const range = /^(.*?)\.\.(.*)$/s.exec(written);
  if (range === null) return scalarOf(written);
  const [, min = '', max = ''] = range;
  if (min === '' && max === '')
    throw new HeadwaterError('USAGE', `--condition ${JSON.stringify(text)} is a range without ends`, {
      hint: 'Write column=low..high, column=low.. or column=..high.',
    });
  return { ...(min === '' ? {} : { min }), ...(max === '' ? {} : { max }) };
}

/** Texts stay texts: the model reads them by the type of their column. */
function scalarOf(text: string): ConditionScalar {
  return text === '' ? null : text;
}
