import {describe, expect, it} from 'vitest';
import type {Ask, Lesson} from '../../src/lesson/lesson.ts';
import {
  isAsking,
  openLesson,
  type Player,
  type PlayerAction,
  play,
  sceneOf,
} from '../../src/session/player.ts';
import {articleSetup, lessonOf, says, stepOf} from './lessons.ts';

const sign: Ask = {
  kind: 'sign',
  of: 'grad.w.h->o',
  prompt: says('?'),
  hints: [says('one'), says('two')],
};

/** Five steps: an introduction, two with actions, one with a question, one more. */
const lesson: Lesson = lessonOf(articleSetup(), [
  stepOf('start'),
  stepOf('hidden', {do: [{type: 'forward', until: 'a.h'}], focus: ['z.h']}),
  stepOf('loss', {do: [{type: 'forward', until: 'loss'}]}),
  stepOf('asked', {do: [{type: 'forward', until: 'grad.w.h->o'}], ask: sign}),
  stepOf('end', {do: [{type: 'forward', by: 'sample'}]}),
]);

const played = (...actions: readonly (PlayerAction | PlayerAction['type'])[]): Player =>
  actions.reduce<Player>(
    (player, action) => play(player, typeof action === 'string' ? ({type: action} as PlayerAction) : action),
    openLesson(lesson),
  );

const where = (player: Player): string => {
  const {stepNumber, state} = sceneOf(player);
  return `${stepNumber}@${state.cursor}${isAsking(player) ? '?' : ''}`;
};

describe('a player', () => {
  it.each<[string, PlayerAction['type'][], string]>([
    ['begins at the first step', [], '1@0'],
    ['moves by steps', ['forward'], '2@2'],
    ['comes back', ['forward', 'forward', 'back'], '2@2'],
    ['stays at the first step', ['back', 'back'], '1@0'],
    ['stops at an open question, before what it asks for', ['forward', 'forward', 'forward'], '4@5?'],
    ['does not pass an open question', ['forward', 'forward', 'forward', 'forward', 'forward'], '4@5?'],
    ['passes it by a skip, which reveals', ['forward', 'forward', 'forward', 'skip'], '4@9'],
    ['stays at the last step', ['last', 'skip', 'forward', 'forward', 'forward'], '5@19'],
    ['shows every operation on the way at the finest stride', ['finer', 'forward'], '2@1'],
    ['goes back over operations too', ['forward', 'finer', 'back'], '2@1'],
    ['moves by whole layers', ['coarser', 'coarser', 'forward'], '2@2'],
    ['moves by whole phases', ['coarser', 'coarser', 'coarser', 'forward'], '3@5'],
    ['restarts', ['forward', 'forward', 'restart'], '1@0'],
  ])('%s', (_, actions, place) => {
    expect(where(played(...actions))).toBe(place);
  });

  it.each([
    [2, '2@2'],
    [4, '4@5?'],
    [5, '5@19'],
    [99, '5@19'],
    [-1, '1@0'],
    [Number.NaN, '1@0'],
  ])('goes to step %d', (step, place) => {
    expect(where(played({type: 'goTo', step}))).toBe(place);
  });

  it('comes to the same numbers forwards, backwards and by going there', () => {
    const walked = played('forward', 'forward', 'forward', 'skip', 'forward', 'back');
    const gone = play(played({type: 'goTo', step: 4}), {type: 'skip'});
    expect(where(walked)).toBe(where(gone));
    expect(sceneOf(walked).state).toEqual(sceneOf(gone).state);
  });

  it('focuses on what the author wants at a step’s end and on what is computed on the way', () => {
    expect(sceneOf(played('forward')).focus.subject).toBe('z.h');
    expect(sceneOf(played('finer', 'forward', 'forward')).focus.subject).toBe('z.h');
    expect(sceneOf(played({type: 'goTo', step: 3})).focus.subject).toBe('loss');
  });

  it('knows its ends', () => {
    expect(sceneOf(played()).atStart).toBe(true);
    expect(sceneOf(played('last')).atEnd).toBe(true);
    expect(sceneOf(played('forward')).atStart).toBe(false);
  });
});

describe('a question', () => {
  const asked = () => played('forward', 'forward', 'forward');
  const answered = (text: string): Player => play(play(asked(), {type: 'type', text}), {type: 'answer'});

  it('takes a right answer, and shows the rest only on the next move', () => {
    const player = answered('−');
    expect(sceneOf(player).reply).toMatchObject({kind: 'answered', right: true, truth: -0.02885607598362517});
    expect(where(player)).toBe('4@5');
    expect(where(play(player, {type: 'forward'}))).toBe('4@9');
  });

  it('lets a wrong answer be mended', () => {
    const wrong = answered('+');
    expect(sceneOf(wrong).reply).toMatchObject({right: false});
    const mended = play(play(wrong, {type: 'type', text: '-'}), {type: 'answer'});
    expect(sceneOf(mended).reply).toMatchObject({right: true});
  });

  it('says when what was typed is no answer, and keeps it', () => {
    const player = answered('up');
    expect(player.unreadable).toBe(true);
    expect(player.entry).toBe('up');
    expect(play(play(player, {type: 'erase'}), {type: 'erase'}).entry).toBe('');
  });

  it('is not asked again on the way back', () => {
    expect(where(play(play(answered('-'), {type: 'forward'}), {type: 'back'}))).toBe('3@5');
    expect(
      where(play(play(played('forward', 'forward', 'forward', 'skip'), {type: 'back'}), {type: 'forward'})),
    ).toBe('4@9');
  });

  it('points at what it is about, not at the answer', () => {
    const about = lessonOf(articleSetup(), [
      stepOf('q', {...lesson.steps[3]!, focus: ['grad.w.h->o', 'a.h']}),
    ]);
    expect([...sceneOf(openLesson(about)).focus.marked]).toEqual(['a.h']);
  });

  it('gives its hints one by one', () => {
    const hints = [0, 1, 2, 3].map((count) =>
      sceneOf(Array.from({length: count}).reduce<Player>((player) => play(player, {type: 'hint'}), asked())),
    );
    expect(hints.map((scene) => scene.hints.length)).toEqual([0, 1, 2, 2]);
    expect(hints.map((scene) => scene.moreHints)).toEqual([true, true, false, false]);
  });
});
