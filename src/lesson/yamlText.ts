import {Document, isCollection, isMap, isPair, isScalar, type Node, visit} from 'yaml';

/** A line is not much longer than this; what fits into one is written in one. */
const WIDTH = 100;

/** Whether the value of a key always has a line for each part. */
export type IsOpen = (key: string, kind: 'map' | 'list') => boolean;

/**
 * A value as YAML for people: what is short in one line, what is long a line for each part.
 * @param value plain data; a Map where keys are not ours
 */
export function yamlText(value: unknown, isOpen: IsOpen): string {
  const document = documentOf(value);
  fold(document.contents, 0, isOpen, true);
  return document.toString({lineWidth: WIDTH, flowCollectionPadding: false});
}

/** The same value in one line. */
export function yamlLine(value: unknown): string {
  const document = documentOf(value);
  if (isCollection(document.contents)) document.contents.flow = true;
  return document.toString({lineWidth: 0, flowCollectionPadding: false}).trimEnd();
}

function documentOf(value: unknown): Document<Node> {
  const document: Document<Node> = new Document(value, {
    aliasDuplicateObjects: false,
    version: '1.2',
    schema: 'core',
  });
  // Within brackets the library writes lines as they are, and marks at their ends then mean something else.
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document;
}

/**
 * Puts what fits into one line.
 * @param at columns before the value
 * @returns how long the value is in one line
 */
function fold(node: unknown, at: number, isOpen: IsOpen, isThisOpen: boolean): number {
  if (isScalar(node)) return lengthOf(node.value);
  if (!isCollection(node)) return 0;
  let length = 2;
  let isFlat = !isThisOpen;
  for (const item of node.items) {
    const [key, value] = isPair(item) ? [item.key, item.value] : [undefined, item];
    const name = isScalar(key) ? String(key.value) : undefined;
    const open = name !== undefined && isCollection(value) && isOpen(name, isMap(value) ? 'map' : 'list');
    length += 2 + (name === undefined ? 0 : lengthOf(name) + 2) + fold(value, at + 2, isOpen, open);
    if (isCollection(value) && value.flow !== true) isFlat = false;
  }
  if (node.items.length === 0 || (isFlat && at + length <= WIDTH)) node.flow = true;
  return length;
}

/** At least as long as it will be: quoted, and each character that may be wide counted twice. */
const lengthOf = (value: unknown): number =>
  typeof value === 'string'
    ? JSON.stringify(value).replace(/[^\u0020-\u007e]/g, '--').length
    : String(value).length + 1;
