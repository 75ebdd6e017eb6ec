import type {Ask, Lesson} from '../../src/lesson/lesson.ts';
import {choiceValue, truthOf} from '../../src/session/answer.ts';
import {slipsAt} from '../../src/session/diagnosis.ts';
import {isAsking, sceneOf} from '../../src/session/player.ts';
import type {State} from '../../src/session/state.ts';
import {endOf, framesOf} from '../../src/session/timeline.ts';
import {type App, type AppModel, createApp, lessonSceneOf} from '../../src/ui/app.tsx';
import {lessonKind} from '../../src/ui/lessonKind.tsx';
import type {LessonScene} from '../../src/ui/lessonLayout.ts';
import {settings} from './frame.tsx';

/** One thing that a learner can have on screen in a lesson. */
export interface Stop {
  /** Where it is and how one gets there. */
  readonly place: string;
  /**
   * `shown`: where space and skip lead, in order. `asked`: at a question, with hints or a reply. `replied`: past a question that
   * was answered. `passed`: on the way of a step's actions. `turned`: with another panel than the step wants.
   */
  readonly kind: 'shown' | 'asked' | 'replied' | 'passed' | 'turned';
  readonly app: App;
  readonly model: AppModel;
}

/** Everything that a lesson can show, but for states on the way: of those at most `passed` a step, evenly spread. */
export function* stopsOf(lesson: Lesson, passed = 2): Generator<Stop> {
  const app = createApp(settings, {open: {lesson, number: 1}});
  const press = (model: AppModel, ...keys: readonly string[]): AppModel =>
    keys.reduce((before, key) => app.update(before, {type: 'key', key}), model);
  const stop = (model: AppModel, kind: Stop['kind'], how: string): Stop => ({
    place: `step ${placeOf(model).step + 1} ${how}`,
    kind,
    app,
    model,
  });

  for (let model = app.start; ; ) {
    const {asking} = sceneOf(lessonSceneOf(model)!.player);
    yield stop(model, 'shown', asking === undefined ? 'told' : 'asked');
    if (asking !== undefined) yield* atQuestion(model, asking);
    else
      for (const lower of ['working', 'table', 'loss'] as const)
        yield stop(withLesson(model, {lower}), 'turned', `with the panel ${lower}`);
    const moved = press(model, asking === undefined ? 'space' : 's');
    if (placeOf(moved) === placeOf(model)) break;
    model = moved;
  }
  for (const step of lesson.steps.keys()) yield* onTheWay(step);

  function* atQuestion(open: AppModel, ask: Ask): Generator<Stop> {
    yield stop(press(open, 'space'), 'asked', 'reminded');
    if (ask.kind === 'number') yield stop(press(open, '-', 'enter'), 'asked', 'unreadable');
    const hinted = ask.hints.map((_, i) => press(open, ...ask.hints.slice(0, i + 1).map(() => 'i')));
    for (const [i, model] of hinted.entries()) yield stop(model, 'asked', `with hint ${i + 1}`);
    const revealed = endOf(lesson, placeOf(open).step);
    const answers = answersTo(ask, revealed);
    for (const {text, right} of answers) {
      const answered = press(open, ...text, 'enter');
      const reply = sceneOf(lessonSceneOf(answered)!.player).reply;
      if (reply?.kind !== 'answered' || reply.right !== right)
        throw new Error(
          `step ${placeOf(open).step + 1}: ${text} is not taken as ${right ? 'right' : 'wrong'}`,
        );
      yield stop(answered, 'asked', `answered ${text}`);
      yield stop(press(answered, 'space'), 'replied', `after ${text}`);
    }
    const wrong = answers.findLast(({right}) => !right);
    const last = hinted.at(-1);
    if (wrong !== undefined && last !== undefined)
      yield stop(press(last, ...wrong.text, 'enter'), 'asked', `with all hints, answered ${wrong.text}`);
  }

  function* onTheWay(step: number): Generator<Stop> {
    const ways = framesOf(lesson, step).flatMap(({kind}, frame) =>
      kind === 'way' || kind === 'stage' ? [frame] : [],
    );
    const {start} = app;
    for (let i = 0; i < Math.min(ways.length, passed); i++) {
      const frame = ways[Math.floor((i * ways.length) / Math.min(ways.length, passed))]!;
      const player = {...lessonSceneOf(start)!.player, position: {step, frame}};
      yield stop(withLesson(start, {player}), 'passed', `frame ${frame}`);
    }
  }
}

export const placeOf = (model: AppModel) => lessonSceneOf(model)!.player.position;

/** The lesson with something else about it. */
const withLesson = (model: AppModel, other: Partial<LessonScene>): AppModel => ({
  ...model,
  scenes: [{kind: lessonKind, state: {...lessonSceneOf(model)!, ...other}}],
});

/** Whether space does not lead on. */
export const isOpen = (model: AppModel): boolean => isAsking(lessonSceneOf(model)!.player);

/** Answers to a question: the right one, and each wrong one that is offered or that a named mistake leads to. */
function answersTo(ask: Ask, revealed: State): readonly {readonly text: string; readonly right: boolean}[] {
  const truth = truthOf(ask, revealed);
  switch (ask.kind) {
    case 'sign':
      return [1, -1, 0].map((sign, i) => ({text: '+-0'[i]!, right: sign === Math.sign(truth)}));
    case 'line':
      return ask.among.map((_, i) => ({text: String(i + 1), right: i + 1 === truth}));
    case 'choice':
      return ask.options.map((option, i) => ({
        text: String(i + 1),
        right: Math.abs(choiceValue(option, revealed) - truth) <= 1e-9 * Math.abs(truth),
      }));
    case 'number': {
      const wrong = [7 * truth + 1, ...slipsAt(revealed, ask.of).map(({value}) => value)]
        .filter((value) => Math.abs(value - truth) > Math.abs(truth) / 18)
        .map((value) => String(Number(value.toPrecision(6))));
      return [
        {text: String(truth), right: true},
        ...[...new Set(wrong)].map((text) => ({text, right: false})),
      ];
    }
  }
}
