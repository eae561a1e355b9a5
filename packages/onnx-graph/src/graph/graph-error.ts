import { HeadwaterError } from '@headwater/contracts';

/** GRAPH_INVALID at `where` (an operator and its node, an input's name). */
export function graphError(where: string, message: string, hint?: string): HeadwaterError {
  return new HeadwaterError('GRAPH_INVALID', `${where}: ${message}`, {
    where,
    ...(hint === undefined ? {} : { hint }),
  });
}
