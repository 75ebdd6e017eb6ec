import type {Quantity} from '../../engine/quantity.ts';
import type {Notation} from '../../session/notation.ts';
import type {EdgeRow} from '../../session/play/edges.ts';
import {alignNumbers, namesWithMarks, type TableContent} from '../tablePanel.tsx';
import type {PlayWords} from './words.ts';

/** The weights into and out of a neuron with what goes along them, as a table. */
export function edgeTable(
  rows: readonly EdgeRow[],
  neuron: string,
  chosen: Quantity,
  notation: Notation,
  {edges: words}: PlayWords,
): TableContent {
  const {ascii, digits, text} = notation;
  const marked = new Set(rows.flatMap(({of}, i) => (of === chosen ? [i] : [])));
  const column = (field: 'weight' | 'carried' | 'product' | 'gradient'): readonly string[] =>
    alignNumbers(
      rows.map((row) => row[field] ?? ''),
      digits,
    );
  return {
    title: text(words.title(neuron)),
    columns: [
      {
        heading: text(words.name),
        texts: namesWithMarks(
          rows.map(({name}) => name),
          marked,
          ascii,
        ),
        side: 'start',
      },
      {heading: text(words.weight), role: 'value', texts: column('weight')},
      {heading: text(words.carried), texts: column('carried')},
      {heading: text(words.product), role: 'value', texts: column('product')},
      {heading: text(words.gradient), role: 'gradient', texts: column('gradient')},
    ],
    marked,
    below: [],
    more: (hidden) => [{text: text(` ${words.more(hidden)}`), role: 'dim'}],
  };
}
