import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Lesson} from '../../../src/lesson/lesson.ts';
import {limits} from '../../../src/lesson/limits.ts';
import {loadLesson} from '../../../src/lesson/load.ts';
import {listed} from '../../../src/lesson/netFile.ts';
import {formatProblem} from '../../../src/lesson/problemWords.ts';
import {checkLesson} from '../../../src/session/check.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {act, actAll, type Bench, benchOf, type Play, redo, undo} from '../../../src/session/play/play.ts';
import {firstRecipe, type Recipe} from '../../../src/session/play/recipe.ts';
import {beginRecording, type OwnText, recorded, writeRecording} from '../../../src/session/play/recording.ts';
import {type State, startOfLesson} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';
import {noFiles} from '../../lesson/marked.ts';
import {granted, wish} from './wishes.ts';

const begin = (recipe: Partial<Recipe> = {}): Bench => {
  const whole = {...firstRecipe, ...recipe};
  const made = setupOf(whole, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return benchOf(made.setup, whole);
};

/** The lesson that a file holds; its `expect` has come out. */
async function lessonIn(text: string): Promise<Lesson> {
  const loaded = await loadLesson('recorded.yaml', text, noFiles);
  const problems = loaded.ok ? checkLesson(loaded.value, loaded.source) : loaded;
  if (!loaded.ok || problems.problems.length > 0)
    throw new Error(`${problems.problems.map((it) => formatProblem(it, 'en')).join('\n')}\n${text}`);
  return loaded.value;
}

/** Everything of a state that is a number, to the last bit. */
const bits = ({start, cursor}: State): unknown => {
  const {parameters, memory, done, history, lastLoss, divergedAt, setup} = start;
  const {samples, test: aside, optimizer, batch, regularization, network, updates} = setup;
  const {layers, activations, loss} = network;
  const all = {cursor, parameters, memory, done, history, lastLoss, divergedAt};
  const made = {samples, aside, optimizer, batch, regularization, layers, activations, loss, updates};
  return JSON.stringify({all, made, first: setup.parameters}, (_key, value: unknown) =>
    typeof value === 'number'
      ? Object.is(value, -0)
        ? '-0'
        : Number.isFinite(value)
          ? value
          : String(value)
      : typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
        : value,
  );
};

/** The plays that a lesson's steps come to, each of which must be on the way, in order, the last at its end. */
function expectReplay(lesson: Lesson, way: readonly Play[]): void {
  const wanted = way.map(({state}) => bits(state));
  let at = 0;
  let state = startOfLesson(lesson);
  for (const step of lesson.steps) {
    state = step.do.reduce(update, state);
    const found = wanted.indexOf(bits(state), at);
    if (found < 0)
      expect(bits(state), `step ${step.title.en} comes to where free play never was`).toBe(wanted[at + 1]);
    at = found;
  }
  expect(bits(state)).toBe(wanted.at(-1));
}

const finite = ({state}: Play): boolean => {
  const {parameters, samples, test: aside} = state.start.setup;
  return [...parameters, ...[...samples, ...aside].flatMap(({input, target}) => [...input, ...target])].every(
    Number.isFinite,
  );
};

const text = fc.oneof(
  fc.string({unit: 'binary', maxLength: 30}),
  fc.constantFrom('{{ loss }}', 'a: b # c', '二'),
);

test('any session that is recorded replays to the same bits, whatever was done and undone before it ends', async () => {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(wish, {maxLength: 6}),
      fc.array(
        fc.oneof({weight: 9, arbitrary: wish}, {weight: 1, arbitrary: fc.constantFrom('undo', 'redo')}),
        {
          maxLength: 25,
        },
      ),
      fc.array(text, {maxLength: 4}),
      async (before, after, texts) => {
        const played = before.reduce((bench, wanted) => act(bench, granted(bench, wanted)), begin());
        fc.pre(played.now.state.start.parameters.every(Number.isFinite));
        const {bench: first, recording} = beginRecording(played);
        let bench = first;
        for (const wanted of after) {
          if (wanted === 'undo') bench = bench.now === recording.from ? bench : undo(bench);
          else if (wanted === 'redo') bench = redo(bench);
          else bench = act(bench, granted(bench, wanted));
        }
        const way = recorded(bench, recording)!;
        const words = new Map<Play, OwnText>(
          texts.map((said, i) => [
            way[(i * 7) % way.length]!,
            i % 2 === 0 ? {zh: said} : {zh: 'zh', en: said},
          ]),
        );
        const written = writeRecording(way, {words}, listed);
        if (!written.ok) {
          // A file holds finite numbers only.
          expect(way.every(finite)).toBe(false);
          return;
        }
        const lesson = await lessonIn(written.text);
        steps += lesson.steps.length;
        expectReplay(lesson, way);
      },
    ),
    {numRuns: 150},
  );
  expect(steps).toBeGreaterThan(250);
});

describe('a recording', () => {
  const steps = async (
    bench: Bench,
    doing: (bench: Bench) => Bench,
    words: readonly [number, OwnText][] = [],
  ) => {
    const {bench: first, recording} = beginRecording(bench);
    const end = doing(first);
    const way = recorded(end, recording)!;
    const said = new Map(words.map(([index, its]) => [way[index]!, its]));
    const written = writeRecording(way, {words: said}, listed);
    if (!written.ok) throw new Error(written.words.en);
    const lesson = await lessonIn(written.text);
    expectReplay(lesson, way);
    return lesson.steps;
  };

  test('begins with the net as it is, at round 1', async () => {
    const trained = act(begin(), {type: 'train', rounds: 300});
    const {bench, recording} = beginRecording(trained);
    expect(recording.from).toBe(bench.now);
    expect(bench.now.state.start.parameters).toEqual(trained.now.state.start.parameters);
    expect(bench.now.state.start.done).toBe(0);
    expect(undo(bench).now).toBe(trained.now);
    const fresh = begin();
    expect(beginRecording(fresh).bench).toBe(fresh);
  });

  test('has a step for each action, one for a number that is nudged, none for what is not seen', async () => {
    const found = await steps(begin(), (bench) =>
      actAll(
        [
          {type: 'forward', by: 'layer'} as const,
          {type: 'granularity', by: 'neuron'} as const,
          {type: 'set', quantity: 'w.x1->h1', value: 0.1} as const,
          {type: 'set', quantity: 'w.x1->h1', value: 0.2} as const,
          {type: 'set', quantity: 'w.x2->h1', value: 0.2} as const,
          {type: 'train', rounds: 3} as const,
          {type: 'keep', title: {zh: '留', en: 'kept one'}} as const,
          {type: 'drop'} as const,
          {type: 'restart'} as const,
        ].reduce(act, bench),
        [],
      ),
    );
    expect(found.map(({title}) => title.en)).toEqual([
      'The start',
      expect.stringMatching(/^Forward to /),
      'w.x1→h1 = 0.2',
      'w.x2→h1 = 0.2',
      'Train 3 rounds',
      'Kept to compare with',
      'Back to the start',
    ]);
    expect(found[5]!.panel).toEqual({kind: 'loss', runs: ['main', 'kept-1']});
  });

  test('says one’s own words where they were typed, and the engine’s numbers elsewhere; in a language without them, the other’s', async () => {
    const found = await steps(
      begin(),
      (bench) =>
        [
          {type: 'forward', by: 'operation'} as const,
          {type: 'train', rounds: 9} as const,
          {type: 'train', rounds: 5} as const,
        ].reduce(act, bench),
      [
        [1, {zh: '看这里: {{ loss }} # "x"'}],
        [2, {zh: '训练', en: 'training'}],
      ],
    );
    expect(found[1]!.say).toEqual({zh: ['看这里: {{ loss }} # "x"'], en: ['看这里: {{ loss }} # "x"']});
    expect(found[2]!.say).toEqual({zh: ['训练'], en: ['training']});
    expect(found[3]!.say.en).toContainEqual({quantity: 'data.loss'});
  });

  test.each([
    ['the same', {}],
    ['the same in other words', {rate: '1/2'}],
  ])('of a form that is left with %s does nothing again', async (_, change) => {
    const found = await steps(begin(), (bench) => {
      const trained = act(bench, {type: 'train', rounds: 3});
      return actAll(trained, [{type: 'build', recipe: {...trained.now.recipe, ...change}}]);
    });
    expect(found.flatMap((it) => it.do)).toEqual([{type: 'train', rounds: 3}]);
  });

  test('goes on with a nudged number in another step where words were said in between', async () => {
    const nudge = (value: number) => ({type: 'set', quantity: 'b.o', value}) as const;
    const found = await steps(begin(), (bench) => [0.1, 0.2, 0.3].map(nudge).reduce(act, bench), [
      [2, {zh: '看'}],
    ]);
    expect(found.map((it) => it.do)).toEqual([[], [nudge(0.2)], [nudge(0.3)]]);
    expect(found[1]!.say.zh).toEqual(['看']);
  });

  test('leaves out what was undone', async () => {
    const found = await steps(begin(), (bench) =>
      act(undo(act(bench, {type: 'train', rounds: 5})), {type: 'forward', by: 'sample'}),
    );
    expect(found).toHaveLength(2);
    expect(found[1]!.do).toEqual([{type: 'forward', by: 'sample'}]);
  });

  test('writes a long training as many short ones', async () => {
    const found = await steps(begin({net: '2-1', data: 'and'}), (bench) =>
      act(act(bench, {type: 'train', rounds: 2_000_003}), {type: 'restart'}),
    );
    expect(found[1]!.do.map((action) => action.type === 'train' && action.rounds)).toEqual([
      1_000_000, 1_000_000, 3,
    ]);
  });

  test('of more training than a lesson may have is refused, and nothing else is', async () => {
    // 17 parameters, and 20 for a round itself.
    const most = Math.floor(limits.training / 37);
    const {bench, recording} = beginRecording(begin());
    const written = (rounds: number) => {
      const now: Play = {...bench.now, by: [{type: 'train', rounds}]};
      return writeRecording(
        recorded({now, past: [bench.now], future: []}, recording)!,
        {words: new Map()},
        listed,
      );
    };
    const loaded = async (rounds: number) => {
      const file = written(rounds);
      return file.ok ? (await loadLesson('recorded.yaml', file.text, noFiles)).ok : file.words.en;
    };
    expect(await loaded(most)).toBe(true);
    expect(await loaded(most + 1)).toMatch(/at most 54054054 rounds of training/);
  });

  test('has as many kept runs as a lesson may have, and takes none for another', async () => {
    const kept = (bench: Bench, count: number): Bench =>
      Array.from({length: count}).reduce<Bench>(
        (before, _, i) => act(before, {type: 'keep', title: {zh: `第${i}`, en: `number ${i}`}}),
        bench,
      );
    const found = await steps(begin(), (bench) => {
      const most = act(kept(act(kept(bench, 5), {type: 'drop'}), 4), {type: 'drop'});
      return kept(act(most, {type: 'train', rounds: 2}), 1);
    });
    expect(found.at(-1)!.do).toEqual([]);
    expect(found.at(-1)!.panel).not.toMatchObject({kind: 'loss'});
    expect(found.at(-3)!.panel).toEqual({
      kind: 'loss',
      runs: ['main', 'kept-6', 'kept-7', 'kept-8', 'kept-9'],
    });
  });
});
