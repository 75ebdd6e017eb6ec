import type {ReactElement} from 'react';
import {LOSS} from '../../engine/quantity.ts';
import {createNotation} from '../../session/notation.ts';
import {beginCheck, type CheckInPieces, checkedFurther, isChecked} from '../../session/play/checkInPieces.ts';
import type {Play} from '../../session/play/play.ts';
import {passOf} from '../../session/state.ts';
import {checkRow} from '../../session/view/check.ts';
import {wrapText} from '../../session/wrap.ts';
import {checkTable} from '../checkTable.ts';
import {withFittingDigits} from '../fittingDigits.ts';
import type {Line} from '../paint.ts';
import type {Look} from '../scene.ts';
import {fitTable, type TableLayout} from '../tablePanel.tsx';
import {screenWords} from '../words.ts';
import {pageBars, pageRoom, pageText} from './page.ts';
import {pageWords} from './pageWords.ts';
import {TablePage} from './tablePage.tsx';

/** The gradient check of a large net: how far it is, what it has found, and the gradients that are furthest off. */
export interface CheckPage {
  readonly kind: 'check';
  readonly check: CheckInPieces;
  readonly scroll: number;
}

export const checkFrom = ({state}: Play): CheckPage => ({
  kind: 'check',
  check: beginCheck(passOf(state)),
  scroll: 0,
});

/** The page after one more piece of work. */
export const checkFurther = (page: CheckPage, work: number): CheckPage => ({
  ...page,
  check: checkedFurther(page.check, work),
});

interface CheckLayout {
  readonly above: readonly Line[];
  readonly table: TableLayout;
  readonly height: number;
  readonly below: readonly Line[];
}

function layoutOf({check, scroll}: CheckPage, {state}: Play, look: Look): CheckLayout {
  const {columns, language, digits, ascii} = look;
  const own = pageWords[language].check;
  const words = screenWords[language];
  const lines = (text: string, role: Line[number]['role']): readonly Line[] =>
    wrapText(pageText(text, look), columns - 2).map(
      (line): Line => [{text: ` ${line}`, ...(role && {role})}],
    );
  const {names} = state.start.setup;
  const loss = createNotation(names, language, digits, ascii).symbol(LOSS);
  const above = lines(words.check.how(loss) + own.order, 'dim');
  const below = lines(own.found(check), check.differing > 0 ? 'bad' : isChecked(check) ? 'good' : 'title');
  const height = pageRoom(look) - above.length - below.length;
  const content = withFittingDigits(
    (notation) =>
      checkTable(
        check.furthest.map((found) => checkRow(found.parameter, found, notation)),
        columns,
        notation,
        words,
      ),
    columns,
    {digits, words, notation: (fewer) => createNotation(names, language, fewer, ascii)},
  );
  const more = (hidden: number): Line => [{text: pageText(` ${own.more(hidden)}`, look), role: 'dim'}];
  return {
    above,
    table: fitTable({...content, below: [], more}, {width: columns, height}, scroll),
    height,
    below,
  };
}

/** How many rows further down the page can be scrolled. */
export const checkPageLimit = (page: CheckPage, now: Play, look: Look): number =>
  layoutOf(page, now, look).table.scrolls.most;

export function CheckView({
  page,
  now,
  look,
}: {
  readonly page: CheckPage;
  readonly now: Play;
  readonly look: Look;
}): ReactElement {
  const {language} = look;
  const words = pageWords[language].check;
  const {above, table, height, below} = layoutOf(page, now, look);
  const {header, footer} = pageBars(
    pageText(`${screenWords[language].panels.check} · ${now.recipe.net}`, look),
    [screenWords[language].round(now.state.start.done + 1)],
    isChecked(page.check) ? words.keys : words.stopKeys,
    look,
  );
  return (
    <TablePage
      above={[header, ...above]}
      table={table}
      height={height}
      below={[...below, footer]}
      look={look}
    />
  );
}
