import { InvalidArgumentError } from 'commander';

/** "3-20,40" to 3 … 20 and 40, in rising order, each once. For commander. */
export function shardNumbers(text: string): number[] {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last = first] = /^\s*(\d{1,9})(?:-(\d{1,9}))?\s*$/.exec(part) ?? [];
    if (first === undefined || Number(last) < Number(first))
      throw new InvalidArgumentError('Shards are written as 17, 3-20 or 3-20,40.');
    for (let index = Number(first); index <= Number(last); index++) found.add(index);
  }
  return [...found].sort((a, b) => a - b);
}
