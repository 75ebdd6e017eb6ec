import {expect} from 'vitest';
import {lessonSceneOf} from '../../src/ui/app.tsx';
import {layoutLesson} from '../../src/ui/lessonLayout.ts';
import type {TableLayout} from '../../src/ui/tablePanel.tsx';
import {cellsOf, type Driven} from './frame.tsx';

const VERTICAL = new Set(['│', '|', '╭', '╮', '╰', '╯', '┌', '┐', '└', '┘', '+']);

/** Something with a border, by its place on the screen in cells. */
interface Bordered {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** Every panel that has a border has it at its place in every row. */
export function expectStraightBorders(driven: Driven, lines: readonly string[]): void {
  const cells = lines.map(cellsOf);
  for (const {top, left, width, height} of borderedOf(driven))
    for (let row = top; row < top + height; row++) {
      expect(VERTICAL, lines.join('\n')).toContain(cells[row]![left]);
      expect(VERTICAL, lines.join('\n')).toContain(cells[row]![left + width - 1]);
    }
}

function borderedOf(driven: Driven): readonly Bordered[] {
  const layout = layoutLesson(lessonSceneOf(driven.model)!, driven.model);
  const found: Bordered[] = [];
  const table = (top: number, left: number, {width, rows}: TableLayout): void => {
    found.push({top, left, width, height: rows.length + 3});
  };
  let top = 0;
  for (const {height, parts} of layout.plan) {
    let left = 0;
    for (const {part, width} of parts) {
      const shown = part === 'lower' ? layout.lower : part;
      if (shown === 'table') table(top, left, layout.table!);
      else if (shown === 'own' && layout.own!.kind === 'tables') {
        let at = top;
        for (const own of layout.own!.tables) {
          table(at, left, own.layout);
          at += own.height;
        }
      } else if (
        ['network', 'loss', 'working', 'own'].includes(shown!) ||
        (shown === 'words' && layout.words.bordered)
      )
        found.push({top, left, width, height});
      left += width;
    }
    top += height;
  }
  return found;
}
