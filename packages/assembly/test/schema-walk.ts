import type { JsonSchema } from '@nightlatch/assembly';

/** A node of the schema with the limits of its text and its lists. */
export interface Node extends JsonSchema {
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: boolean | Node;
  readonly propertyNames?: Node;
  readonly oneOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
}

export type Path = readonly (string | number)[];

/** A place in the configuration: what may stand there, and how to put something there in a configuration that is valid otherwise. */
export interface Place {
  readonly path: Path;
  readonly node: Node;
  readonly put: (value: unknown) => unknown;
  /** Whoever leaves it out is told that it is needed. */
  readonly isRequired: boolean;
}

/** A group of keys, and how to put one there. */
export interface Group {
  readonly path: Path;
  readonly sample: Readonly<Record<string, unknown>>;
  readonly put: (value: unknown) => unknown;
}

/** Finds every place and every group of keys of a schema, each alternative by itself. */
export function walk(root: Node, samples: readonly string[]): { places: readonly Place[]; groups: readonly Group[] } {
  const places: Place[] = [];
  const groups: Group[] = [];
  const visit = (node: Node, path: Path, put: Place['put']): void => {
    for (const option of alternatives(node)) {
      if (option.items) {
        const items = option.items;
        const putItem = (value: unknown): unknown =>
          put([value, ...Array.from({ length: (option.minItems ?? 1) - 1 }, () => sampleOf(items, samples))]);
        places.push({ path: [...path, 0], node: items, put: putItem, isRequired: false });
        visit(items, [...path, 0], putItem);
      }
      if (typeof option.additionalProperties === 'object') {
        const name = String(sampleOf(option.propertyNames ?? { type: 'string' }, samples));
        const putValue = (value: unknown): unknown => put({ [name]: value });
        places.push({ path: [...path, name], node: option.additionalProperties, put: putValue, isRequired: false });
        visit(option.additionalProperties, [...path, name], putValue);
      } else if (option.properties) {
        const sample = sampleOf(option, samples) as Record<string, unknown>;
        groups.push({ path, sample, put });
        for (const [key, child] of Object.entries(option.properties)) {
          const putChild = (value: unknown): unknown => put({ ...sample, [key]: value });
          const isRequired = option.required?.includes(key) === true && child.default === undefined;
          places.push({ path: [...path, key], node: child, put: putChild, isRequired });
          visit(child, [...path, key], putChild);
        }
      }
    }
  };
  visit(root, [], (value) => value);
  return { places, groups };
}

/** What a node may be. */
export function alternatives(node: Node): readonly Node[] {
  return (node.oneOf ?? node.anyOf)?.flatMap(alternatives) ?? [node];
}

/** The least that may stand somewhere. @throws Error where no sample of a text fits: give it one. */
export function sampleOf(node: Node, samples: readonly string[]): unknown {
  const [first = node] = alternatives(node);
  if (first.const !== undefined) return first.const;
  if (first.enum) return first.enum[0];
  switch (first.type) {
    case 'object': {
      const needed = Object.entries(first.properties ?? {}).filter(([key]) => first.required?.includes(key));
      return Object.fromEntries(needed.map(([key, child]) => [key, sampleOf(child, samples)]));
    }
    case 'array':
      return Array.from({ length: first.minItems ?? 0 }, () => sampleOf(first.items ?? {}, samples));
    case 'string':
      return sampleText(first, samples);
    case 'number':
    case 'integer':
      return first.default ?? first.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      throw new Error(`Nothing is known of what may stand here: ${JSON.stringify(first)}`);
  }
}

function sampleText({ pattern = '', minLength = 0, maxLength = Infinity }: Node, samples: readonly string[]): string {
  const fits = (text: string): boolean =>
    new RegExp(pattern).test(text) && text.length >= minLength && text.length <= maxLength;
  const found = samples.find(fits);
  if (found === undefined) throw new Error(`No sample fits ${pattern}: add one.`);
  return found;
}
