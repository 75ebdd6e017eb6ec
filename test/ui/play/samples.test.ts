import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Setup} from '../../../src/lesson/lesson.ts';
import {withSamples} from '../../../src/lesson/withSamples.ts';
import {firstPlay, playOf} from '../../../src/ui/play/kind.tsx';
import {IN_CLASS, type PlayScene} from '../../../src/ui/play/scene.ts';
import {type Driven, drive} from '../frame.tsx';

const sceneOf = (driven: Driven): PlayScene => driven.model.scenes.at(-1)!.state as PlayScene;
const setupIn = (driven: Driven): Setup => sceneOf(driven).bench.now.state.start.setup;
const begin = (): Driven => drive({scene: firstPlay()}).press('D');

test('a number is typed in its place, exactly, and Enter goes on below', () => {
  const driven = begin().press('right', '1', '/', '3');
  expect(driven.text()).toContain('[1/3▏]');
  driven.press('enter', ...'-2.5e-3', 'enter');
  expect(setupIn(driven).samples.map(({input}) => input[1])).toEqual([1 / 3, -2.5e-3, 0, 1]);
  expect(driven.text()).toContain('3 of 4');
  driven.press('u');
  expect(setupIn(driven).samples[1]!.input[1]).toBe(1);
  expect(driven.text()).toContain('Samples');
});

test('Tab takes a number and goes on at the right, to the targets', () => {
  const driven = begin().press('5', 'tab', '6', 'tab', '7', 'tab');
  expect(setupIn(driven).samples[0]).toEqual({input: [5, 6], target: [7]});
});

test('a number that is wrong is told beside what was typed, and Esc leaves it as it was', () => {
  const driven = begin().press('(', 'enter');
  expect(sceneOf(driven).table?.typing?.problem).toBeDefined();
  expect(driven.press('escape').text()).toContain('x1 of sample 1 = 0');
  expect(driven.press('escape').text()).toContain('Free play');
});

test('samples are added, copied and removed, and the last one stays', () => {
  const driven = begin().press('down', 'a');
  expect(setupIn(driven).samples.map(({target}) => target[0])).toEqual([0, 1, 0, 1, 0]);
  expect(driven.text()).toContain('3 of 5');
  driven.press('down', 'y');
  expect(setupIn(driven).samples.map(({target}) => target[0])).toEqual([0, 1, 0, 1, 1, 0]);
  driven.press('x', 'x', 'x', 'x', 'x', 'x', 'x');
  expect(setupIn(driven).samples).toHaveLength(1);
  expect(driven.text()).toContain('One sample to learn from has to stay.');
});

test('samples of the test are a table of their own', () => {
  const driven = begin().press('tab');
  expect(driven.text()).toContain('There are no samples here.');
  driven.press('a', '1', 'enter');
  expect(setupIn(driven).test).toEqual([{input: [1, 0], target: [0]}]);
  driven.press('x');
  expect(driven.text()).toContain('There are no samples here.');
});

test('beside each sample stands what the net answers', () => {
  const driven = begin();
  const answers = () => driven.lines().flatMap((line) => /▸? +\d .*│ +([\d.]+) │ *$/.exec(line)?.[1] ?? []);
  const before = answers();
  expect(before).toHaveLength(4);
  expect(before[0]).toBe('0.5');
  driven.press('escape', 'T', '4', 'enter').send({type: 'tick'}).press('D');
  for (const [i, answer] of answers().entries()) expect(answer).not.toBe(before[i]);
});

test('of 100,000 samples those around the chosen one are shown, and g goes to any', () => {
  const {setup} = sceneOf(drive({scene: firstPlay()})).bench.now.state.start;
  const samples = Array.from({length: 100_000}, (_, i) => ({input: [i, -i], target: [i % 2]}));
  const driven = drive({scene: playOf(withSamples(setup, {samples}))}).press('D', 'G');
  expect(driven.text()).toContain('100000 of 100000');
  driven.press('g', ...'54321', 'enter');
  expect(driven.lines().some((line) => /▸ 54321 .*\[54320\]/.test(line))).toBe(true);
  expect(driven.text()).toContain('x1 of sample 54321 = 54320');
  driven.press('g', ...'100001', 'enter');
  expect(driven.text()).toContain('from 1 to 100000');
  driven.press('escape', 'pagedown', 'pagedown');
  expect(sceneOf(driven).table!.row).toBeGreaterThan(54321 + 20);
  driven.press('x', 'pageup');
  expect(setupIn(driven).samples).toHaveLength(99_999);
});

test('in a class there may be no more samples than the machine can bear', () => {
  const {setup} = sceneOf(drive({scene: firstPlay()})).bench.now.state.start;
  const samples = Array.from({length: IN_CLASS.samples}, () => setup.samples[0]!);
  const driven = drive({scene: playOf(withSamples(setup, {samples}), undefined, 0, IN_CLASS)}).press(
    'D',
    'a',
  );
  expect(driven.text()).toContain(`${IN_CLASS.samples} samples at most`);
  expect(setupIn(driven).samples).toHaveLength(IN_CLASS.samples);
});

test('never throws, whatever is pressed, and always points at a sample that is there', () => {
  const key = fc.constantFrom(
    ...[
      'up',
      'down',
      'left',
      'right',
      'enter',
      'tab',
      'escape',
      'D',
      'a',
      'y',
      'x',
      'u',
      'U',
      'g',
      'G',
      'home',
      '1',
    ],
    ...['.', '/', '-', 'pageup', 'pagedown', 'backspace', 'R', 'space', '0'],
  );
  fc.assert(
    fc.property(fc.array(key, {maxLength: 60}), (keys) => {
      const driven = begin();
      // Esc on the net itself leaves free play.
      for (const pressed of keys)
        if (
          pressed !== 'escape' ||
          sceneOf(driven).table !== undefined ||
          sceneOf(driven).typing !== undefined
        )
          driven.press(pressed);
      const {table} = sceneOf(driven);
      const {length} = table === undefined ? [] : setupIn(driven)[table.side];
      if (table !== undefined && length > 0) expect(table.row).toBeLessThan(length);
      expect(setupIn(driven).samples.length).toBeGreaterThan(0);
    }),
    {numRuns: 300},
  );
});
