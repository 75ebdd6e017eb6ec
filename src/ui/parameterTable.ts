import {type ParameterField, type ParameterTable, parameterFields} from '../session/view/table.ts';
import type {Role} from './paint.ts';
import {
  alignedIn,
  markedName,
  type TableColumn,
  type TableContent,
  widthOfMarkedName,
} from './tablePanel.tsx';
import type {ScreenWords} from './words.ts';

const ROLES: Readonly<Record<ParameterField, Role>> = {
  old: 'value',
  gradient: 'gradient',
  next: 'update',
  change: 'plain',
};

/**
 * The parameters before and after the update. Where it is too narrow for all columns the last one is left out first: the change is
 * the difference of two others.
 */
export function parameterContent(
  {size, marked, name, number, nameCells, rooms}: ParameterTable,
  title: string,
  {words, ascii}: {readonly words: ScreenWords; readonly ascii: boolean},
): TableContent {
  const numbers = parameterFields.map((field): TableColumn => {
    const room = rooms[field];
    return {
      heading: words.table[field],
      role: ROLES[field],
      texts: {
        length: size,
        width: size === 0 ? 0 : room.before + room.after,
        at: (index) => alignedIn(room, number(index, field)),
      },
    };
  });
  return {
    title,
    columns: [
      {
        heading: words.table.name,
        texts: {
          length: size,
          width: size === 0 ? 0 : widthOfMarkedName(nameCells),
          at: (index) => markedName(name(index), marked.has(index), nameCells, ascii),
        },
        side: 'start',
      },
      ...numbers,
    ],
    marked,
    below: [],
    more: (hidden) => {
      const text = words.table.more(hidden);
      return [{text: ` ${ascii ? text.replace('…', '...') : text}`, role: 'dim'}];
    },
  };
}
