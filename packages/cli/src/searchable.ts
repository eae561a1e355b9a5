import { SearchAttributeType, TypedSearchAttributes, defineSearchAttributeKey } from '@temporalio/common';
import type { Session } from './session';

const CHAIN = defineSearchAttributeKey('HeadwaterChain', SearchAttributeType.KEYWORD);
const PARTITION = defineSearchAttributeKey('HeadwaterPartition', SearchAttributeType.KEYWORD);

export interface Searchable {
  typedSearchAttributes?: TypedSearchAttributes;
}

/** By what a workflow of a chain is found, an audit's export among others; nothing where the namespace has no attributes. */
export function searchableBy(
  { searchAttributes }: Pick<Session, 'searchAttributes'>,
  chain: string,
  partition?: string,
): Searchable {
  if (!searchAttributes) return {};
  const pairs = [
    { key: CHAIN, value: chain },
    ...(partition === undefined ? [] : [{ key: PARTITION, value: partition }]),
  ];
  return { typedSearchAttributes: new TypedSearchAttributes(pairs) };
}
