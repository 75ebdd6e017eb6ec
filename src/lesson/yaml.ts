import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type ParsedNode,
  Parser,
} from 'yaml';
import {CONTROL} from './control.ts';
import {limits} from './limits.ts';
import {type Collector, shorten} from './problem.ts';
import type {Entry, Node} from './tree.ts';

/**
 * The tree of a YAML text, or undefined where the text is no readable YAML; then the collector has problems. It may have
 * some beside a tree too: a key written twice, a tag, a control character leave the rest readable.
 */
export async function parseYaml(text: string, collector: Collector): Promise<Node | undefined> {
  if (text.length > limits.text) {
    collector.add(0, {code: 'too-large', size: text.length, limit: limits.text});
    return undefined;
  }
  const clean = withoutControlCharacters(text, collector);
  const document = compose(clean, collector);
  return document === undefined ? undefined : readTree(document, clean, collector);
}

const REPLACEMENT = '\ufffd';

/** The text with each of them replaced by a visible character of the same length, so that offsets hold. */
function withoutControlCharacters(text: string, collector: Collector): string {
  return text.replace(CONTROL, (found, offset: number) => {
    if (found === REPLACEMENT) return found;
    collector.add(offset, {code: 'control-character', codePoint: found.charCodeAt(0)});
    return REPLACEMENT;
  });
}

function compose(text: string, collector: Collector): Document.Parsed | undefined {
  const composer = new Composer<ParsedNode, true>({
    schema: 'core',
    strict: true,
    // Keys are compared with all before them, which takes minutes on a long map; readTree uses a set.
    uniqueKeys: false,
  });
  const before = collector.count();
  const documents: Document.Parsed[] = [];
  const parser = new Parser();
  const tokens = function* (): Generator<CST.Token, void, void> {
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      // The composer calls itself for what is nested, so depth is limited before it sees any of it.
      if (parser.stack.length > limits.depth && parser.stack.filter(isCollection).length > limits.depth) {
        collector.add(parser.offset, {code: 'too-deep', limit: limits.depth});
        return;
      }
    }
    yield* parser.end();
  };
  for (const token of tokens()) {
    if (token.type === 'directive') {
      // One of them could make it another version of YAML, in which other texts are numbers.
      collector.add(token.offset, {
        code: 'syntax',
        kind: 'BAD_DIRECTIVE',
        message: token.source,
        quote: false,
      });
      return undefined;
    }
    for (const document of composer.next(token)) documents.push(document);
    if (documents.length > 1) break;
  }
  if (collector.count() > before) return undefined;
  for (const document of composer.end(true, text.length)) documents.push(document);

  const [first, second] = documents;
  const errors = documents
    .flatMap(({errors}) => errors)
    .filter(({code}) => code !== 'TAG_RESOLVE_FAILED' && code !== 'MULTIPLE_DOCS');
  let lineEnd = -1;
  for (const {pos, code, message} of errors) {
    // What follows on the same line is most likely the first mistake again.
    if (pos[0] <= lineEnd) continue;
    lineEnd = text.indexOf('\n', pos[0]);
    if (lineEnd < 0) lineEnd = text.length;
    const quote = collector.open() && wantsQuotes(text, pos[0], code);
    collector.add(pos[0], {code: 'syntax', kind: code, message, quote});
  }
  if (second !== undefined) collector.add(second.range[0], {code: 'several-documents'});
  return errors.length > 0 || second !== undefined ? undefined : first;
}

const isCollection = ({type}: CST.Token): boolean =>
  type === 'block-map' || type === 'block-seq' || type === 'flow-collection';

/** Words are what lessons are full of, and colons and braces in them are the usual slip. */
function wantsQuotes(text: string, at: number, kind: string): boolean {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const line = text.slice(Math.max(from, at - 500), Math.min(end < 0 ? text.length : end, at + 500));
  return kind === 'BLOCK_AS_IMPLICIT_KEY' || kind === 'BAD_SCALAR_START' || /^[^"'#]*\{\{[^"']*$/.test(line);
}

function readTree(document: Document.Parsed, text: string, collector: Collector): Node | undefined {
  const anchors = new Map<string, {node: Node; size: number}>();
  let values = 0;

  const empty = (at: number): Node => ({kind: 'scalar', value: null, text: '', from: at, to: at});

  /** Sizes are counted, not walked: an alias costs all that it stands for without anything being copied. */
  const read = (node: ParsedNode | null, at: number): Node => {
    const before = values;
    values++;
    if (node === null) return empty(at);
    const [from, to] = node.range;
    if (isAlias(node)) {
      const named = anchors.get(node.source);
      if (named === undefined) {
        collector.add(from, {code: 'unknown-alias', name: shorten(node.source)});
        return empty(from);
      }
      values += named.size;
      return named.node;
    }
    if (node.tag !== undefined) collector.add(tagBefore(text, from), {code: 'tag', tag: shorten(node.tag)});
    const made = isScalar(node) ? scalar(node, from, to) : isSeq(node) ? list(node, from) : map(node, from);
    if (node.anchor !== undefined) anchors.set(node.anchor, {node: made, size: values - before});
    return made;
  };

  const scalar = (node: ParsedNode & {value: unknown; source?: string}, from: number, to: number): Node => {
    const {value} = node;
    const written = node.source ?? '';
    checkEscapes(written, text.slice(from, to), from, collector);
    return {kind: 'scalar', value: isPlain(value) ? value : written, text: written, from, to};
  };

  const list = (node: ParsedNode & {items: unknown}, from: number): Node => ({
    kind: 'list',
    items: isSeq<ParsedNode>(node) ? node.items.map((item) => read(item, from)) : [],
    from,
  });

  const map = (node: ParsedNode, from: number): Node => {
    const entries = new Map<string, Entry>();
    if (isMap<ParsedNode, ParsedNode | null>(node))
      for (const {key, value} of node.items) {
        const [keyFrom, keyTo] = key.range;
        // Where nothing is written, its key is the place to look at.
        const child = isNothing(value) ? read(null, keyFrom) : read(value, keyTo);
        if (!isScalar(key)) {
          collector.add(keyFrom, {code: 'key-not-text'});
          continue;
        }
        const name = key.source ?? '';
        checkEscapes(name, text.slice(keyFrom, keyTo), keyFrom, collector);
        const first = entries.get(name);
        if (first !== undefined)
          collector.add(keyFrom, {
            code: 'duplicate-key',
            key: shorten(name),
            firstLine: collector.open() ? text.slice(0, first.key.from).split('\n').length : 0,
          });
        else if (name === '__proto__') collector.add(keyFrom, {code: 'forbidden-key', key: name});
        else entries.set(name, {key: {from: keyFrom}, value: child});
      }
    return {kind: 'map', entries, from};
  };

  if (isNothing(document.contents)) {
    collector.add(0, {code: 'empty-file'});
    return undefined;
  }
  const root = read(document.contents, 0);
  if (values > limits.values) {
    collector.add(root.from, {code: 'too-many-values', limit: limits.values});
    return undefined;
  }
  return root;
}

/** Where the tag of a value begins that itself begins at an offset. */
function tagBefore(text: string, from: number): number {
  let at = text.lastIndexOf('!', from);
  while (text[at - 1] === '!') at--;
  return Math.max(at, 0);
}

const isNothing = (node: ParsedNode | null): boolean =>
  node === null || (isScalar(node) && node.value === null && node.source === '' && !node.tag && !node.anchor);

const isPlain = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Escapes in double quotes can write what the text itself must not hold. */
function checkEscapes(value: string, written: string, from: number, collector: Collector): void {
  if (!written.includes('\\')) return;
  for (const [found] of value.matchAll(CONTROL)) {
    if (found !== REPLACEMENT)
      collector.add(from, {code: 'control-character', codePoint: found.charCodeAt(0)});
  }
}
