import type {ReactElement} from 'react';
import {isChecked} from '../../session/play/checkInPieces.ts';
import type {Play, PlayAction} from '../../session/play/play.ts';
import {presetActions, presets} from '../../session/play/presets.ts';
import {Lines} from '../lines.tsx';
import type {Look} from '../scene.ts';
import {type CheckPage, CheckView, checkFurther, checkPageLimit} from './checkPage.tsx';
import {type FiguresPage, FiguresView} from './figuresPage.tsx';
import {pageRoom} from './page.ts';
import {type PresetPage, presetAt, presetPageLines} from './presetPage.ts';
import {type SeedPage, SeedView, seedAt, seedsFurther} from './seedPage.tsx';
import {type TroublePage, troublePageLimit, troublePageLines} from './troublePage.ts';

/** What can lie over the panels of free play, as large as the screen. */
export type PlayPage = TroublePage | PresetPage | SeedPage | FiguresPage | CheckPage;

/** What a key makes of a page: the page afterwards, undefined where it is left, and what is to be done. */
export interface PageTurn {
  readonly page: PlayPage | undefined;
  readonly actions?: readonly PlayAction[];
  /** How long to train after that. */
  readonly rounds?: number;
}

/** Keys that mean on a page what they mean everywhere. */
const EVERYWHERE = new Set(['q', 'ctrl+c', '?', 'L', 'd']);

/** A key on a page; undefined where it is none of the page's. */
export function typedOnPage(page: PlayPage, key: string, now: Play, look: Look): PageTurn | undefined {
  if (key === 'escape' || key === 'backspace') return {page: undefined};
  if (EVERYWHERE.has(key)) return undefined;
  const by = stepOf(key, look);
  switch (page.kind) {
    case 'troubles': {
      const most = troublePageLimit(now.state, look);
      return {page: {...page, scroll: Math.max(0, Math.min(page.scroll + by, most))}};
    }
    case 'figures':
      return {page};
    case 'check': {
      const most = checkPageLimit(page, now, look);
      return {page: {...page, scroll: Math.max(0, Math.min(page.scroll + by, most))}};
    }
    case 'presets':
      return key === 'enter' ? presetTaken(page) : {page: {...page, chosen: presetAt(page.chosen, by)}};
    case 'seeds': {
      const trial = page.trials.done[page.chosen];
      return key === 'enter' && trial !== undefined
        ? {page: undefined, actions: [{type: 'build', recipe: trial.recipe}, {type: 'restart'}]}
        : {page: seedAt(page, by)};
    }
  }
}

function presetTaken({chosen}: PresetPage): PageTurn {
  const {trained: rounds} = presets[chosen];
  return {page: undefined, actions: presetActions(chosen), ...(rounds !== undefined && {rounds})};
}

/** How many lines or rows a key goes down. */
function stepOf(key: string, look: Look): number {
  switch (key) {
    case 'down':
    case 'j':
      return 1;
    case 'up':
    case 'k':
      return -1;
    case 'pagedown':
      return pageRoom(look) - 1;
    case 'pageup':
      return 1 - pageRoom(look);
    default:
      return 0;
  }
}

/** Whether a page has work to go on with. */
export const isAtWork = (page: PlayPage | undefined): boolean =>
  (page?.kind === 'seeds' && page.trials.now !== undefined) ||
  (page?.kind === 'check' && !isChecked(page.check));

/** The page after one more piece of its work. @param work in parameters changed */
export function pageFurther(page: PlayPage, work: number): PlayPage {
  if (page.kind === 'seeds') return seedsFurther(page, work);
  return page.kind === 'check' ? checkFurther(page, work) : page;
}

export function pageView(page: PlayPage, now: Play, look: Look): ReactElement {
  if (page.kind === 'figures') return <FiguresView now={now} look={look} />;
  if (page.kind === 'check') return <CheckView page={page} now={now} look={look} />;
  if (page.kind === 'seeds') return <SeedView page={page} now={now} look={look} />;
  const lines =
    page.kind === 'troubles' ? troublePageLines(page, now.state, look) : presetPageLines(page, look);
  return <Lines lines={lines} width={look.columns} height={look.rows} paint={look.paint} />;
}
