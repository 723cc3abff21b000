import type { ConfigProblem } from '@nightlatch/model';
import type { Document, Node, Pair } from 'yaml';
import { LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseDocument } from 'yaml';

/** A key's way down from the root of a configuration. */
export type KeyPath = readonly PropertyKey[];

/** What a configuration text says, with the lines on which it says it. */
export interface ConfigText {
  readonly file?: string;
  readonly value: unknown;
  /** The line of a key, from 1; of what it stands in where the key itself is missing. Undefined without a text. */
  lineOf(path: KeyPath): number | undefined;
  /** What keeps the text from being read at all. */
  readonly problems: readonly ConfigProblem[];
}

/** Wraps a configuration that is no text, such as a block of Homebridge's: keys, but no lines. */
export function plainConfig(value: unknown, file?: string): ConfigText {
  return { ...(file === undefined ? {} : { file }), value, lineOf: () => undefined, problems: [] };
}

/**
 * Reads YAML or JSON, which is YAML too, keeping the place of every key.
 *
 * @param options.isTextOnly Takes every value as the text that is written: 0471 keeps its zero.
 */
export function parseConfigText(text: string, file: string, { isTextOnly = false } = {}): ConfigText {
  const lines = new LineCounter();
  const schema = isTextOnly ? 'failsafe' : 'core';
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, schema });
  const problems = document.errors.map(({ message, pos }): ConfigProblem => ({
    file,
    line: lines.linePos(pos[0]).line,
    message: message.startsWith('Map keys must be unique') ? 'This key is there twice.' : sentence(message),
    remedy: message.startsWith('Map keys must be unique')
      ? 'Remove one of the two.'
      : 'Check indentation, quotes and brackets.',
  }));
  return {
    file,
    value: problems.length > 0 ? undefined : (document.toJS() as unknown),
    problems,
    lineOf: (path) => {
      const offset = offsetOf(document, path);
      return offset === undefined ? undefined : lines.linePos(offset).line;
    },
  };
}

/** Where the last key of a path that is there begins, in characters. */
function offsetOf(document: Document.Parsed, path: KeyPath): number | undefined {
  let node: Node | null | undefined = document.contents;
  let offset = node?.range?.[0];
  for (const key of path) {
    const at: Node | null | undefined = isAlias(node) ? node.resolve(document) : node;
    if (isMap(at)) {
      const pair: Pair | undefined = at.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (!pair) return offset;
      offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = isNode(pair.value) ? pair.value : undefined;
    } else if (isSeq(at)) {
      const item: unknown = at.items[Number(key)];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else {
      return offset;
    }
  }
  return offset;
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}
