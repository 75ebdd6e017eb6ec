import {readdirSync, readFileSync} from 'node:fs';
import type {Ask, Language, Lesson, WordPart, Words} from '../../src/lesson/lesson.ts';
import {loadLesson} from '../../src/lesson/load.ts';
import type {State} from '../../src/session/state.ts';
import {endOf, framesOf} from '../../src/session/timeline.ts';

export const languages: readonly Language[] = ['zh', 'en'];

const folder = new URL('../../lessons/', import.meta.url);

/** The lesson files that the package ships, in order. */
export const shippedFiles: readonly string[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort();

/** A shipped lesson. Throws with all its problems where it does not load. */
export async function loadShipped(file: string): Promise<Lesson> {
  const loaded = await loadLesson(file, readFileSync(new URL(file, folder), 'utf8'), async (name) => {
    throw new Error(`a shipped lesson reads no other file: ${name}`);
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
  return loaded.value;
}

/** Words of a lesson, the place where they stand, and the state whose numbers they show. */
export interface Passage {
  readonly place: string;
  readonly kind: 'say' | 'prompt' | 'option' | 'hint' | 'explain';
  readonly words: Words;
  readonly state: State;
}

/** All words with templates in a lesson, in reading order. */
export function passagesOf(lesson: Lesson): readonly Passage[] {
  return lesson.steps.flatMap(({say, ask}, i) => {
    const place = `step ${i + 1}`;
    const end = endOf(lesson, i);
    const asked = ask === undefined ? [] : questionPassages(ask, place, framesOf(lesson, i)[0]!.state, end);
    return [...asked, {place, kind: 'say' as const, words: say, state: end}];
  });
}

function questionPassages(ask: Ask, place: string, open: State, end: State): readonly Passage[] {
  const before = (kind: Passage['kind']) => (words: Words) => ({place, kind, words, state: open});
  return [
    before('prompt')(ask.prompt),
    ...(ask.kind === 'choice' ? ask.options.map(({say}) => say).map(before('option')) : []),
    ...ask.hints.map(before('hint')),
    ...(ask.explain === undefined ? [] : [{place, kind: 'explain' as const, words: ask.explain, state: end}]),
  ];
}

/** What the author typed, without the templates. */
export const typedText = (parts: readonly WordPart[]): readonly string[] =>
  parts.filter((part) => typeof part === 'string');
