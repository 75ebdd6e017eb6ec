import fc from 'fast-check';
import {expect, test} from 'vitest';
import {limits} from '../../../src/lesson/limits.ts';
import {loadLesson} from '../../../src/lesson/load.ts';
import {listed} from '../../../src/lesson/netFile.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {act, type Bench, benchOf, undo} from '../../../src/session/play/play.ts';
import {firstRecipe} from '../../../src/session/play/recipe.ts';
import {beginRecording, recorded, writeRecording} from '../../../src/session/play/recording.ts';
import {partsUsed, roomUsed} from '../../../src/session/play/recordingRoom.ts';
import {startOfLesson} from '../../../src/session/state.ts';
import {MOST_OPERATIONS} from '../../../src/session/tooLong.ts';
import {unfold} from '../../../src/session/update.ts';
import {noFiles} from '../../lesson/marked.ts';
import {granted, wish} from './wishes.ts';

function begin(): Bench {
  const made = setupOf(firstRecipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return benchOf(made.setup, firstRecipe);
}

test('a lesson never has more than its recording was told to use', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(wish, {maxLength: 20}),
      fc.array(fc.nat(), {maxLength: 3}),
      async (wishes, said) => {
        const {bench: first, recording} = beginRecording(begin());
        const bench = wishes.reduce((before, wanted) => act(before, granted(before, wanted)), first);
        const way = recorded(bench, recording)!;
        const words = new Map(said.map((place) => [way[place % way.length]!, {en: 'Look'}]));
        const written = writeRecording(way, {words}, listed);
        fc.pre(written.ok);
        const loaded = await loadLesson('recorded.yaml', written.ok ? written.text : '', noFiles);
        if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
        const {steps} = loaded.value;
        const used = partsUsed(way, words);
        expect(used.steps).toBe(steps.length / limits.steps);
        expect(used.entries).toBeGreaterThanOrEqual(
          Math.max(...steps.map(({do: actions}) => actions.length)) / limits.entries,
        );
        let state = startOfLesson(loaded.value);
        let operations = 0;
        for (const action of steps.flatMap((step) => step.do))
          for (const reached of unfold(state, action)) {
            state = reached;
            operations += 1;
          }
        expect(used.operations).toBeGreaterThanOrEqual(operations / MOST_OPERATIONS);
      },
    ),
    {numRuns: 100},
  );
});

test('steps forward use what they are, however large a stride is, and training what its parameters are', () => {
  const {bench, recording} = beginRecording(begin());
  const steps = [1, 2, 3].reduce((before) => act(before, {type: 'forward', by: 'neuron'}), bench);
  const way = recorded(steps, recording)!;
  expect(partsUsed(way, new Map()).operations).toBe(steps.now.state.cursor / MOST_OPERATIONS);
  const trained = act(steps, {type: 'train', rounds: 1000});
  // 17 parameters, and 20 for a round itself.
  expect(partsUsed(recorded(trained, recording)!, new Map()).training).toBe(37_000 / limits.training);
});

test('the limit that is nearest is told of, and a beginning that is forgotten', () => {
  const {bench, recording} = beginRecording(begin());
  const nudge = (before: Bench, value: number): Bench => act(before, {type: 'set', quantity: 'b.o', value});
  const nudged = Array.from({length: 1900}, (_, i) => i + 1).reduce(nudge, bench);
  expect(roomUsed(nudged, recording)).toEqual({limit: 'actions', used: 0.95});
  const words = new Map(
    recorded(nudged, recording)!
      .slice(0, 490)
      .map((play) => [play, {en: 'Look'}]),
  );
  expect(roomUsed(nudged, {...recording, words})).toMatchObject({limit: 'steps'});
  expect(roomUsed(undo(nudged), recording).used).toBe(1899 / 2000);
  const stepped = Array.from({length: 400}).reduce<Bench>(
    (before) => act(before, {type: 'forward', by: 'operation'}),
    bench,
  );
  expect(roomUsed(stepped, recording)).toEqual({limit: 'steps', used: 401 / limits.steps});
  const forgotten = Array.from({length: 2001}, (_, i) => i + 1).reduce(nudge, bench);
  expect(roomUsed(forgotten, recording).used).toBe(Infinity);
});
