import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument } from 'yaml';

export interface YamlFault {
  line: number;
  message: string;
}

/** A YAML text whose places can be named by line. */
export interface YamlDocument {
  /** null when there are faults. */
  value: unknown;
  faults: YamlFault[];
  /** The 1-based line of the deepest part of `path` that exists: of the key in a mapping, of the item in a list. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** @param firstLine the line of the file on which `source` begins */
export function readYaml(source: string, firstLine = 1): YamlDocument {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter, uniqueKeys: true });
  const lineAt = (offset: number) => counter.linePos(offset).line + firstLine - 1;
  const faults = [...document.errors, ...document.warnings].map((e) => ({
    line: lineAt(e.pos[0]),
    message: e.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? 'This is not YAML.',
  }));
  const lineOf = (path: readonly PropertyKey[]) => {
    let line = firstLine;
    let node: unknown = document.contents;
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find((p) => isPair(p) && isScalar(p.key) && String(p.key.value) === String(step));
        if (!pair || !isScalar(pair.key)) break;
        if (pair.key.range) line = lineAt(pair.key.range[0]);
        node = pair.value;
      } else if (isNode(node) && 'items' in node && typeof step === 'number') {
        const item: unknown = (node.items as unknown[])[step];
        if (!isNode(item)) break;
        if (item.range) line = lineAt(item.range[0]);
        node = item;
      } else break;
    }
    return line;
  };
  return { value: faults.length > 0 ? null : (document.toJS() as unknown), faults, lineOf };
}
