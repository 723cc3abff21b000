/* Read once: where a global is looked up slowly, as in a test's sandbox, hashing would cost more than all else. */
const { imul } = Math;

/** One entry, or several whose keys have the same hash. */
interface Leaf<V> {
  readonly key: string;
  readonly hash: number;
  readonly value: V;
  readonly next: Leaf<V> | undefined;
}

/** Up to 32 children, of which `bitmap` tells those that are there. */
interface Branch<V> {
  readonly bitmap: number;
  readonly children: readonly Node<V>[];
}

type Node<V> = Leaf<V> | Branch<V>;

/**
 * A map that never changes: `set` and `delete` return a new one that shares all but a few small nodes with the old.
 *
 * A step costs the same few copies in a cottage and in a tower block, which is why the engine keeps zones and devices in
 * it. The order of `entries` is that of the hashes: whoever shows it sorts first.
 */
export class PersistentMap<V> {
  readonly #root: Node<V> | undefined;

  constructor(root?: unknown) {
    this.#root = root as Node<V> | undefined;
  }

  /** Builds a map from entries; of two with one key the later counts. */
  static from<V>(entries: Iterable<readonly [string, V]>): PersistentMap<V> {
    let map = new PersistentMap<V>();
    for (const [key, value] of entries) map = map.set(key, value);
    return map;
  }

  get(key: string): V | undefined {
    const hash = hashOf(key);
    let node = this.#root;
    for (let shift = 0; node !== undefined && !isLeaf(node); shift += 5) {
      const bit = bitOf(hash, shift);
      node = node.bitmap & bit ? node.children[indexOf(node.bitmap, bit)] : undefined;
    }
    for (let leaf = node; leaf !== undefined; leaf = leaf.next) if (leaf.key === key) return leaf.value;
    return undefined;
  }

  set(key: string, value: V): PersistentMap<V> {
    const leaf = { key, hash: hashOf(key), value, next: undefined };
    return new PersistentMap<V>(this.#root === undefined ? leaf : inserted(this.#root, leaf, 0));
  }

  delete(key: string): PersistentMap<V> {
    if (this.get(key) === undefined || this.#root === undefined) return this;
    return new PersistentMap<V>(removed(this.#root, key, hashOf(key), 0));
  }

  *entries(): Generator<readonly [string, V]> {
    if (this.#root !== undefined) yield* entriesOf(this.#root);
  }
}

function inserted<V>(node: Node<V>, leaf: Leaf<V>, shift: number): Node<V> {
  if (isLeaf(node)) {
    if (node.hash === leaf.hash) return { ...leaf, next: chainWithout(node, leaf.key) };
    return inserted({ bitmap: bitOf(node.hash, shift), children: [node] }, leaf, shift);
  }
  const bit = bitOf(leaf.hash, shift);
  const index = indexOf(node.bitmap, bit);
  const child = node.bitmap & bit ? node.children[index] : undefined;
  if (child === undefined) return { bitmap: node.bitmap | bit, children: node.children.toSpliced(index, 0, leaf) };
  return { bitmap: node.bitmap, children: node.children.with(index, inserted(child, leaf, shift + 5)) };
}

function removed<V>(node: Node<V>, key: string, hash: number, shift: number): Node<V> | undefined {
  if (isLeaf(node)) return chainWithout(node, key);
  const bit = bitOf(hash, shift);
  const index = indexOf(node.bitmap, bit);
  const child = removed(node.children[index]!, key, hash, shift + 5);
  if (child !== undefined) return { bitmap: node.bitmap, children: node.children.with(index, child) };
  if (node.children.length === 1) return undefined;
  return { bitmap: node.bitmap & ~bit, children: node.children.toSpliced(index, 1) };
}

function chainWithout<V>(leaf: Leaf<V> | undefined, key: string): Leaf<V> | undefined {
  if (leaf === undefined) return undefined;
  return leaf.key === key ? leaf.next : { ...leaf, next: chainWithout(leaf.next, key) };
}

function* entriesOf<V>(node: Node<V>): Generator<readonly [string, V]> {
  if (!isLeaf(node)) for (const child of node.children) yield* entriesOf(child);
  else for (let leaf: Leaf<V> | undefined = node; leaf !== undefined; leaf = leaf.next) yield [leaf.key, leaf.value];
}

function isLeaf<V>(node: Node<V>): node is Leaf<V> {
  return 'key' in node;
}

function bitOf(hash: number, shift: number): number {
  return 1 << ((hash >>> shift) & 31);
}

/** How many children stand before the one of this bit. */
function indexOf(bitmap: number, bit: number): number {
  let bits = bitmap & (bit - 1);
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** FNV-1a over UTF-16 units. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = imul(hash ^ key.charCodeAt(index), 0x01000193);
  return hash ^ (hash >>> 15);
}
