import {type PresetName, presetNames} from '../../session/play/presetNames.ts';
import {presets} from '../../session/play/presets.ts';
import {wrapText} from '../../session/wrap.ts';
import {type Line, type Role, textWidth} from '../paint.ts';
import type {Look} from '../scene.ts';
import {pageLines, pageRoom, pageText} from './page.ts';
import {pageWords} from './pageWords.ts';

/** Nets that show something, to choose from. */
export interface PresetPage {
  readonly kind: 'presets';
  readonly chosen: PresetName;
}

export const presetsFrom = (): PresetPage => ({kind: 'presets', chosen: presetNames[0]!});

/** The preset so many places further in the list; at its ends the same. */
export function presetAt(chosen: PresetName, by: number): PresetName {
  const place = presetNames.indexOf(chosen) + by;
  return presetNames[Math.max(0, Math.min(place, presetNames.length - 1))]!;
}

export function presetPageLines({chosen}: PresetPage, look: Look): readonly Line[] {
  const {language, ascii, columns} = look;
  const words = pageWords[language].presets;
  const wide = Math.max(...presetNames.map(textWidth)) + 2;
  const blocks = presetNames.map((name): readonly Line[] => {
    const {title, words: told} = presets[name];
    const isChosen = name === chosen;
    const role: Role = isChosen ? 'mark' : 'plain';
    const line: Line = [
      {text: isChosen ? (ascii ? ' > ' : ' ▸ ') : '   '},
      {text: name, role: isChosen ? 'title' : 'dim'},
      {text: ' '.repeat(wide - textWidth(name))},
      {text: pageText(title[language], look), role},
    ];
    const hint = wrapText(pageText(told[language], look), columns - 6).map(
      (text): Line => [{text: '     '}, {text}],
    );
    return isChosen ? [line, ...hint] : [line];
  });
  const body: readonly Line[] = [[], ...blocks.flat()];
  const until = blocks
    .slice(0, presetNames.indexOf(chosen) + 1)
    .reduce((total, {length}) => total + length, 1);
  return pageLines(words.title, words.keys, body, Math.max(0, until - pageRoom(look)), look);
}
