import {follow, type Node} from './tree.ts';

/** A place in a file, both counted from 1. Columns count characters, not bytes. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Keys and indices from the root of a file to a value. */
export type Path = readonly (string | number)[];

/** Where the values of a loaded file stand in its text, for complaints that come later. */
export interface Source {
  readonly file: string;
  /**
   * The place of a value, or of the key that it stands under. A quantity's canonical name finds the key that the file writes as
   * a display name. Of a path that is not in the file: the place of its nearest parent that is.
   */
  locate(path: Path, of?: 'value' | 'key'): Position;
}

/** @param canonical turns a key as it is written into the one that paths use */
export function createSource(
  file: string,
  text: string,
  root: Node,
  canonical: (key: string) => string | undefined = (key) => key,
): Source {
  const positionAt = createPositions(text);
  return {
    file,
    locate: (path, of = 'value') => {
      const {node, key, complete} = follow(root, path, (written, asked) => canonical(written) === asked);
      const byKey = key !== undefined && (of === 'key' || !complete);
      return positionAt(byKey ? key.from : node.from);
    },
  };
}

/** Turns offsets into positions. */
export function createPositions(text: string): (offset: number) => Position {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return {line: low + 1, column: characters(text.slice(starts[low], offset)) + 1};
  };
}

/** Characters of a line's beginning: code points, and the byte order mark is none. */
function characters(beginning: string): number {
  const all = Array.from(beginning).length;
  return beginning.startsWith('\ufeff') ? all - 1 : all;
}
