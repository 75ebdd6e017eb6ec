import type {Path} from './source.ts';

/** A YAML document as a tree that knows where everything stands. An alias is the very node that it names. */
export type Node = ScalarNode | ListNode | MapNode;

interface Placed {
  /** Offset of the first character in the text. */
  readonly from: number;
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  /** Offset after the last character. */
  readonly to: number;
  readonly value: string | number | boolean | null;
  /** As written, without quotes: the neuron `007` is not the neuron `7`. */
  readonly text: string;
}

export interface ListNode extends Placed {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface Entry {
  readonly key: Placed;
  readonly value: Node;
}

export interface MapNode extends Placed {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Entry>;
}

/** The plain value of a node. Maps become objects without a prototype, so that no key can reach one. */
export function plainValue(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plainValue);
    case 'map': {
      const object: Record<string, unknown> = Object.create(null);
      for (const [key, {value}] of node.entries) object[key] = plainValue(value);
      return object;
    }
  }
}

/** The node at a path and, where it is a map's value, the key that it stands under; or the nearest parent's. */
export function follow(
  root: Node,
  path: Path,
  sameKey: (written: string, asked: string) => boolean,
): {readonly node: Node; readonly key?: Placed; readonly complete: boolean} {
  let node = root;
  let key: Placed | undefined;
  for (const part of path) {
    if (node.kind === 'list') {
      const item = node.items[Number(part)];
      if (item === undefined) return found(node, key, false);
      node = item;
      key = undefined;
    } else if (node.kind === 'map') {
      const entry = entryOf(node, String(part), sameKey);
      if (entry === undefined) return found(node, key, false);
      node = entry.value;
      key = entry.key;
    } else return found(node, key, false);
  }
  return found(node, key, true);
}

function found(node: Node, key: Placed | undefined, complete: boolean) {
  return key === undefined ? {node, complete} : {node, key, complete};
}

function entryOf(
  {entries}: MapNode,
  asked: string,
  sameKey: (written: string, asked: string) => boolean,
): Entry | undefined {
  const entry = entries.get(asked);
  if (entry !== undefined) return entry;
  for (const [written, other] of entries) if (sameKey(written, asked)) return other;
  return undefined;
}
