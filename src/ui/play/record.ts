import {namedFrom} from '../../lesson/csvPath.ts';
import {type Bilingual, bilingual, type Language} from '../../lesson/lesson.ts';
import {beginRecording, inBoth, recorded, writeRecording} from '../../session/play/recording.ts';
import {roomUsed} from '../../session/play/recordingRoom.ts';
import {lessonWords} from '../../session/play/recordingWords.ts';
import type {WriteAnswer} from '../requests.ts';
import type {Turn} from '../scene.ts';
import {type RecordWords, recordWords} from './recordWords.ts';
import type {PlayScene, Typing} from './scene.ts';

/*
 * Recording in free play: a key begins it, the same key asks for the lesson's title and the name of a file. It is over when that file is written; until then whatever
 * goes wrong loses nothing.
 */

const said = (say: (words: RecordWords) => string): Bilingual =>
  bilingual((language) => say(recordWords[language]));

/** The key that begins a recording, or ends it. */
export function recordPressed(scene: PlayScene, language: Language): Turn<PlayScene> {
  if (!scene.allowance.files) return {state: scene, note: said(({noFiles}) => noFiles)};
  const still = {...scene, training: undefined};
  if (scene.recording !== undefined) {
    const {from, title} = scene.recording;
    const suggestion = title === undefined ? lessonWords(from.state.start.setup) : inBoth(title);
    return {state: {...still, typing: {of: 'title', entry: suggestion[language], suggested: true}}};
  }
  const {bench, recording} = beginRecording(scene.bench);
  return {
    state: {...still, bench, recording: {...recording, asked: undefined}, looking: false, nudged: undefined},
    note: said(({begun}) => begun),
  };
}

/** The key for words of one's own, in the language of the screen: they go with what is on screen. */
export function wordsPressed(scene: PlayScene, language: Language): Turn<PlayScene> {
  const {recording, bench} = scene;
  if (recording === undefined) return {state: scene, note: said(({notRecording}) => notRecording)};
  const entry = recording.words.get(bench.now)?.[language] ?? '';
  return {state: {...scene, training: undefined, typing: {of: 'words', entry}}};
}

/** Words that were typed in a language; none take away those that were there in it. */
export function wordsTaken(scene: PlayScene, entry: string, language: Language): Turn<PlayScene> {
  const {recording, bench} = scene;
  if (recording === undefined) return {state: scene};
  const {[language]: _, ...others} = recording.words.get(bench.now) ?? {};
  const typed = entry.trim();
  const all = typed === '' ? others : {...others, [language]: typed};
  const words = new Map(recording.words);
  words.delete(bench.now);
  const count = Object.keys(all).length;
  if (count > 0) words.set(bench.now, all);
  return {
    state: {...scene, recording: {...recording, words}},
    ...(typed !== '' && count === 1 && {note: said(({otherLanguage}) => otherLanguage)}),
  };
}

/** The lesson's title in a language; where nothing was typed it stays as it was. The file's name comes next. */
export function titleTaken(scene: PlayScene, {entry, suggested}: Typing, language: Language): PlayScene {
  const {recording} = scene;
  if (recording === undefined) return scene;
  const title = entry.trim();
  const isOwn = suggested !== true && title !== '';
  return {
    ...scene,
    typing: {of: 'lesson', entry: 'recorded.yaml', suggested: true},
    recording: isOwn ? {...recording, title: {...recording.title, [language]: title}} : recording,
  };
}

/** A file's name for the recording; none throws it away. */
export function lessonTaken(scene: PlayScene, typing: Typing): Turn<PlayScene> {
  const {recording, bench} = scene;
  const closed = {...scene, typing: undefined};
  if (recording === undefined) return {state: closed};
  const file = typing.entry.trim();
  if (file === '')
    return {state: {...closed, recording: undefined}, note: said(({thrownAway}) => thrownAway)};
  const way = recorded(bench, recording);
  if (way === undefined)
    return {state: {...scene, typing: {...typing, problem: said(({tooLong}) => tooLong)}}};
  const written = writeRecording(way, recording, namedFrom(file));
  if (!written.ok) return {state: {...scene, typing: {...typing, problem: written.words}}};
  const asked = {type: 'write', file, text: written.text, kind: 'lesson'} as const;
  return {state: {...closed, recording: {...recording, asked}}, requests: [asked]};
}

/** What became of a file: the recording is over once it is written. */
export function writeAnswered(scene: PlayScene, {request, ok, words}: WriteAnswer): Turn<PlayScene> {
  const isOver = ok && scene.recording?.asked === request;
  return {state: isOver ? {...scene, recording: undefined} : scene, note: words};
}

/** From this part of a limit on the screen says how much of it is used. */
const NEAR = 0.8;

/** A turn while it records: what no lesson would have room for is not done. */
export function withinLesson(before: PlayScene, turn: Turn<PlayScene>): Turn<PlayScene> {
  const {recording, bench} = before;
  const {state} = turn;
  if (recording === undefined || state.recording === undefined || state.bench === bench) return turn;
  const {limit, used} = roomUsed(state.bench, state.recording);
  if (used > 1)
    return {
      state: {...before, training: undefined, typing: undefined, form: undefined, page: undefined},
      note: said(({full, limits}) => full(limits[limit])),
    };
  if (used < NEAR || roomUsed(bench, recording).used >= NEAR || turn.note !== undefined) return turn;
  return {...turn, note: said(({near, limits}) => near(limits[limit]))};
}

/** Whether undoing would go back before the recording. */
export const isAtBeginning = ({recording, bench}: PlayScene): boolean => recording?.from === bench.now;

/** That it records, and how much. */
export function recordingText(scene: PlayScene, language: Language, ascii: boolean): string | undefined {
  const {recording, bench} = scene;
  if (recording === undefined) return undefined;
  const count = (recorded(bench, recording)?.length ?? 1) - 1;
  const {used} = roomUsed(bench, recording);
  const part = used < NEAR ? '' : ` ${Math.floor(100 * used)}%`;
  return `${ascii ? '*' : '●'} ${recordWords[language].recording(count)}${part}`;
}
