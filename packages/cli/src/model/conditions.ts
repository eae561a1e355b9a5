import { HeadwaterError, type ConditionScalar, type ConditionValue } from '@headwater/contracts';
import { readConditionsFile } from './conditions-file';

export type Conditions = Record<string, ConditionValue>;

/** What --conditions and --condition ask for. Throws USAGE and CONDITION_INVALID. */
export async function conditionsFrom(file: string | undefined, short: readonly string[]): Promise<Conditions> {
  const written = file === undefined ? {} : await readConditionsFile(file);
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
