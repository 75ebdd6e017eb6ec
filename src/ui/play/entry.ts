import {namedFrom} from '../../lesson/csvPath.ts';
import {type Bilingual, bilingual, type Language} from '../../lesson/lesson.ts';
import {writeNet} from '../../lesson/writeNet.ts';
import {cellsOf} from '../../session/cells.ts';
import {derivativeOf} from '../../session/grad/derivative.ts';
import {wrapText} from '../../session/wrap.ts';
import {charactersOf, type Line, lineWidth, type Role} from '../paint.ts';
import type {Look, Turn} from '../scene.ts';
import {screenWords} from '../words.ts';
import {done} from './doing.ts';
import {notationOf} from './layout.ts';
import {lessonTaken, titleTaken, wordsTaken} from './record.ts';
import {recordWords} from './recordWords.ts';
import type {PlayScene, Typing} from './scene.ts';
import {begunTraining} from './training.ts';
import {playWords} from './words.ts';

/** Characters that can be typed. */
const LONGEST: Readonly<Record<Typing['of'], number>> = {
  value: 200,
  until: 200,
  file: 200,
  title: 100,
  lesson: 200,
  words: 1000,
};

/**
 * A key while something is typed.
 * @param language of the screen, in which words are typed
 */
export function typedEntry(
  scene: PlayScene,
  typing: Typing,
  key: string,
  language: Language,
): Turn<PlayScene> {
  const written = (entry: string): Turn<PlayScene> => {
    const {problem: _, suggested: __, ...rest} = typing;
    return {state: {...scene, typing: {...rest, entry}}};
  };
  switch (key) {
    case 'escape':
      return {state: {...scene, typing: undefined}};
    case 'enter':
      return takenEntry(scene, typing, language);
    case 'backspace':
      return written(charactersOf(typing.entry).slice(0, -1).join(''));
    case 'ctrl+u':
      return written('');
    default: {
      const text = key === 'space' ? ' ' : key;
      const isText = charactersOf(text).length === 1 && typing.entry.length < LONGEST[typing.of];
      return isText ? written((typing.suggested === true ? '' : typing.entry) + text) : {state: scene};
    }
  }
}

/** What was typed takes effect, or says what is wrong with it. */
function takenEntry(scene: PlayScene, typing: Typing, language: Language): Turn<PlayScene> {
  const closed = {...scene, typing: undefined};
  const wrong = (problem: Bilingual): Turn<PlayScene> => ({
    state: {...scene, typing: {...typing, problem}},
  });
  const {entry} = typing;
  if (typing.of === 'words') return wordsTaken(closed, entry, language);
  if (typing.of === 'title') return {state: titleTaken(scene, typing, language)};
  if (typing.of === 'lesson') return lessonTaken(scene, typing);
  if (entry.trim() === '') return {state: closed};
  switch (typing.of) {
    case 'value': {
      // A number may be worked out: 1/3, sqrt(2), -2.5e-3.
      const found = derivativeOf(entry.normalize('NFKC').replaceAll(/[−–—]/g, '-'), '', false);
      if (!found.ok) return wrong(found.problem.words);
      const action = {type: 'set', quantity: scene.chosen, value: found.value.values.at(-1)!} as const;
      return {state: {...done(closed, action), looking: true}};
    }
    case 'until': {
      const [, sign, number] = /^\s*([<=]?)\s*([\d.eE+-]+)\s*$/.exec(entry.normalize('NFKC')) ?? [];
      const value = Number(number);
      if (number === undefined || !Number.isFinite(value) || value <= 0)
        return wrong(bilingual((of) => playWords[of].untilWrong));
      if (sign === '<') return begunTraining(closed, {below: value});
      const {done: before} = scene.bench.now.state.start;
      const rounds = sign === '=' ? value - before : value;
      if (!Number.isInteger(value)) return wrong(bilingual((of) => playWords[of].untilWrong));
      if (rounds <= 0) return wrong(bilingual((of) => playWords[of].roundIsPast(before)));
      return begunTraining(closed, {rounds});
    }
    case 'file': {
      const {start} = scene.bench.now.state;
      const file = entry.trim();
      const written = writeNet({...start.setup, parameters: start.parameters}, namedFrom(file));
      if (!written.ok) return wrong(written.words);
      return {state: closed, requests: [{type: 'write', file, text: written.text, kind: 'net'}]};
    }
  }
}

/** What of an entry there is room for: its end is where one types. */
function entryWithin(entry: string, width: number, ascii: boolean): string {
  if (cellsOf(entry) <= width) return entry;
  const dots = ascii ? '...' : '…';
  let end = '';
  for (const character of charactersOf(entry).toReversed()) {
    if (cellsOf(dots + character + end) > width) break;
    end = character + end;
  }
  return dots + end;
}

/** The line where it is typed; above it what is wrong with it, or the keys where they have no room beside it. */
export function typingLines({chosen, bench}: PlayScene, typing: Typing, look: Look): readonly Line[] {
  const {columns, language, ascii} = look;
  const words = playWords[language];
  const notation = notationOf(bench.now.state, look);
  const {colon} = screenWords[language];
  const label = notation.text(
    {
      value: `${words.value}${colon}${notation.symbol(chosen)} = `,
      until: words.until + colon,
      file: words.file + colon,
      lesson: recordWords[language].lesson + colon,
      title: recordWords[language].title + colon,
      words: recordWords[language].words + colon,
    }[typing.of],
  );
  const entry: Line = [
    {text: ` ${label}`, role: 'title'},
    typing.suggested === true
      ? {text: entryWithin(typing.entry, columns - cellsOf(label) - 4, ascii), role: 'mark'}
      : {text: entryWithin(typing.entry, columns - cellsOf(label) - 4, ascii)},
    {text: ascii ? '_' : '▏', role: 'mark'},
  ];
  const above = (text: string, role: Role): readonly Line[] =>
    wrapText(notation.text(text), columns - 2).map((line): Line => [{text: ` ${line}`, role}]);
  if (typing.problem !== undefined) return [...above(typing.problem[language], 'bad'), entry];
  const keys = keysOf(typing, language);
  const beside: Line = [...entry, {text: `  ${notation.text(keys)}`, role: 'dim'}];
  return lineWidth(beside) <= columns ? [beside] : [...above(keys, 'dim'), entry];
}

function keysOf({of}: Typing, language: Language): string {
  if (of === 'title') return recordWords[language].titleKeys;
  if (of === 'lesson') return recordWords[language].lessonKeys;
  return playWords[language].entryKeys;
}
