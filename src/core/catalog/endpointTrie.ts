import { functionSegment } from './requestPath.ts';

interface Node<Value> {
  readonly children: Map<string, Node<Value>>;
  /** Children that are functions or alternate keys, by name alone. */
  readonly functions: Map<string, readonly Node<Value>[]>;
  readonly values: Map<string, Value>;
  /** The template up to here. */
  readonly template: string;
}

export interface EndpointMatch<Value> {
  readonly template: string;
  readonly value: Value;
}

/** Request templates as a tree of segments; `{}` matches any one segment, literal segments first. */
export class EndpointTrie<Value> {
  readonly #root: Node<Value> = newNode('');

  /** @param segments lower case; `{}` for a value */
  add(segments: readonly string[], method: string, value: Value): void {
    let node = this.#root;
    for (const segment of segments) {
      node = child(node, segment);
    }
    node.values.set(method, value);
  }

  /** Walks to a node by depth: for tables that list the tree depth first. */
  cursor(): { at(depth: number, segment: string): (method: string, value: Value) => void } {
    const path: Node<Value>[] = [this.#root];
    return {
      at: (depth, segment) => {
        const parent = path[depth] ?? this.#root;
        const node = child(parent, segment);
        path.length = depth + 1;
        path.push(node);
        return (method, value) => {
          node.values.set(method, value);
        };
      },
    };
  }

  find(method: string, segments: readonly string[]): EndpointMatch<Value> | undefined {
    return search(this.#root, method, segments, 0);
  }
}

function newNode<Value>(template: string): Node<Value> {
  return { children: new Map(), functions: new Map(), values: new Map(), template };
}

function child<Value>(parent: Node<Value>, segment: string): Node<Value> {
  const known = parent.children.get(segment);
  if (known !== undefined) {
    return known;
  }
  const node = newNode<Value>(`${parent.template}/${segment}`);
  parent.children.set(segment, node);
  const call = segment.includes('(') ? functionSegment(segment) : undefined;
  if (call !== undefined) {
    const same = parent.functions.get(call.name) ?? [];
    parent.functions.set(call.name, [...same, node]);
  }
  return node;
}

function search<Value>(
  node: Node<Value>,
  method: string,
  segments: readonly string[],
  index: number,
): EndpointMatch<Value> | undefined {
  if (index === segments.length) {
    const value = node.values.get(method);
    return value === undefined ? undefined : { template: node.template, value };
  }
  for (const next of nextNodes(node, segments[index] ?? '')) {
    const match = search(next, method, segments, index + 1);
    if (match !== undefined) {
      return match;
    }
  }
  return undefined;
}

function nextNodes<Value>(node: Node<Value>, segment: string): readonly Node<Value>[] {
  const next: (Node<Value> | undefined)[] = [node.children.get(segment)];
  const call = functionSegment(segment);
  if (call !== undefined) {
    const same = node.functions.get(call.name) ?? [];
    next.push(
      ...same.filter((candidate) => functionSegment(last(candidate.template))?.arguments === call.arguments),
      ...same,
      node.children.get(call.name),
    );
  } else if (segment.endsWith('{}') && segment !== '{}') {
    // `messages$filter`: what follows the name at run time is most likely a query.
    next.push(node.children.get(segment.slice(0, -2)));
  }
  if (!segment.startsWith('$') && !segment.endsWith(':')) {
    next.push(node.children.get('{}'));
  }
  return next.filter((candidate) => candidate !== undefined);
}

function last(template: string): string {
  return template.slice(template.lastIndexOf('/') + 1);
}
