import type {Collector, ProblemDetail} from './problem.ts';
import type {Path} from './source.ts';
import {follow, type Node} from './tree.ts';

/** One file while it is being read: its tree, and where its problems go. */
export interface Reading {
  readonly file: string;
  readonly text: string;
  readonly root: Node;
  readonly collector: Collector;
  /** Where in the file the paths of this reading begin. */
  readonly base: Path;
}

/** A reading of the value at a path: its paths begin there. */
export const within = (reading: Reading, path: Path): Reading => ({
  ...reading,
  base: [...reading.base, ...path],
});

/** Whether the map where the reading begins has the key, be its value right or wrong. */
export function hasKey({root, base}: Reading, key: string): boolean {
  const {node, complete} = follow(root, base, (written, asked) => written === asked);
  return complete && node.kind === 'map' && node.entries.has(key);
}

/** Tells what is wrong with the value at a path, or with the key that it stands under. */
export function complain(
  reading: Reading,
  path: Path,
  detail: ProblemDetail,
  of: 'value' | 'key' = 'value',
): void {
  const {node, key, complete} = follow(
    reading.root,
    [...reading.base, ...path],
    (written, asked) => written === asked,
  );
  reading.collector.add(key !== undefined && (of === 'key' || !complete) ? key.from : node.from, detail);
}

/** The text that a scalar was written as. */
export function writtenAt(reading: Reading, path: Path): string {
  const {node} = follow(reading.root, [...reading.base, ...path], (written, asked) => written === asked);
  return node.kind === 'scalar' ? node.text : '';
}

/** The same for the template that is the `index`th in a text, counted from 0. */
export function complainInText(reading: Reading, path: Path, index: number, detail: ProblemDetail): void {
  const {node} = follow(reading.root, [...reading.base, ...path], (written, asked) => written === asked);
  // Quotes, folding and escapes change the text around templates, but not their number.
  let offset = node.from - 1;
  for (let i = 0; i <= index; i++) {
    const found = reading.text.indexOf('{{', offset + 1);
    if (found < 0 || node.kind !== 'scalar' || found >= node.to) break;
    offset = found;
  }
  reading.collector.add(Math.max(offset, node.from), detail);
}
