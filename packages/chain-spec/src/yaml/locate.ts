import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type Node, type Pair, type YAMLMap } from 'yaml';

export type Path = readonly (string | number)[];

/** The node at a path of keys and indices, aliases followed; `undefined` where there is none. */
export function nodeAt(document: Document, path: Path): Node | undefined {
  let node = followed(document, document.contents);
  for (const step of path) {
    if (isMap(node)) node = followed(document, pairOf(node, String(step))?.value);
    else if (isSeq(node)) node = followed(document, node.items[Number(step)]);
    else return undefined;
  }
  return node;
}

/** The key node of the last step of a path, for complaints about the key itself. */
export function keyAt(document: Document, path: Path): Node | undefined {
  const parent = nodeAt(document, path.slice(0, -1));
  if (!isMap(parent)) return undefined;
  const key = pairOf(parent, String(path.at(-1)))?.key;
  return isNode(key) ? key : undefined;
}

/** The offset of the nearest node at or above a path that was written in the file; overrides have none of their own. */
export function offsetOf(node: Node | undefined): number | undefined {
  return node?.range?.[0];
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => (isScalar(pair.key) ? String(pair.key.value) : String(pair.key)) === key);
}

function followed(document: Document, node: unknown): Node | undefined {
  if (isAlias(node)) return node.resolve(document);
  return isNode(node) ? node : undefined;
}
