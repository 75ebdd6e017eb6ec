import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {changeBetween, changedSetup} from '../../src/lesson/change.ts';
import {changeFile} from '../../src/lesson/changeFile.ts';
import type {Setup} from '../../src/lesson/lesson.ts';
import {loadLesson} from '../../src/lesson/load.ts';
import {listed} from '../../src/lesson/netFile.ts';
import {formatProblem} from '../../src/lesson/problemWords.ts';
import {writeLesson} from '../../src/lesson/writeLesson.ts';
import {type State, startOfLesson} from '../../src/session/state.ts';
import {update} from '../../src/session/update.ts';
import {load, noFiles} from './marked.ts';
import {bitsOf, randomSetup} from './randomSetup.ts';

const begin = `format: 1
id: changes
title: changes
summary: changes
network:
  layers: [[x1, x2], [h], [o]]
  activation: [tanh, sigmoid]
  loss: half-squared-error
  weights: {x1->h: 0.1, x2->h: -0.2, h->o: 0.3}
  biases: {h: 0.4}
optimizer: {kind: momentum, rate: 0.5}
batch: 2
regularization: {l2: 0.1}
data:
  - {input: [1, 0], target: [1]}
  - {input: [0, 1], target: [0]}
  - {input: [1, 1], target: [0]}
test: {fraction: 0.4, seed: 1}
runs: {kept-1: {title: kept}}
steps:
`;
const step = (actions: string, rest = ''): string =>
  `  - {title: t, say: t, do: ${actions}${rest === '' ? '' : `, ${rest}`}}\n`;

async function played(...steps: readonly string[]): Promise<State> {
  const loaded = await load(begin + steps.join(''));
  if (!loaded.ok) throw new Error(loaded.problems.map((it) => formatProblem(it, 'en')).join('\n'));
  const {value} = loaded;
  return value.steps.flatMap((it) => it.do).reduce(update, startOfLesson(value));
}

async function problems(...steps: readonly string[]): Promise<readonly string[]> {
  const loaded = await load(begin + steps.join(''));
  return loaded.ok ? [] : loaded.problems.map((it) => formatProblem(it, 'en'));
}

describe('a change in a lesson', () => {
  test('of the optimiser goes on from where the run stands, what was set included', async () => {
    const before = await played(
      step('[{type: set, quantity: a.x1, value: 7}, {type: forward, by: sample, times: 2}]'),
    );
    const after = await played(
      step('[{type: set, quantity: a.x1, value: 7}, {type: forward, by: sample, times: 2}]'),
      step('[{type: change, optimizer: {kind: sgd, rate: 0.1}}]'),
    );
    expect(after.start.done).toBe(before.start.done);
    expect(after.start.parameters).toEqual(before.start.parameters);
    expect(after.start.setup.samples).toEqual(before.start.setup.samples);
    expect(after.start.setup.samples[0]?.input[0]).toBe(7);
    expect(after.start.setup.optimizer).toEqual({kind: 'sgd', rate: 0.1});
    expect(after.start.memory.slots).toEqual([]);
    expect(after.start.setup.batch).toBe(2);
  });

  test('of the batch and the penalty back to none', async () => {
    const {start} = await played(step('[{type: change, batch: 1, regularization: {}, test: none}]'));
    expect('batch' in start.setup || 'regularization' in start.setup).toBe(false);
    expect(start.setup.test).toEqual([]);
    expect(start.setup.split).toBeUndefined();
    expect(start.setup.samples).toHaveLength(3);
  });

  test('of the net begins anew, and its names hold from there on', async () => {
    const net = `{type: change, network: {layers: [[x1, x2], [k1, k2], [o]], activation: relu, loss: half-squared-error,
      weights: {x1->k1: 1, x1->k2: 2, x2->k1: 3, x2->k2: 4, k1->o: 5, k2->o: 6}}}`;
    const after = await played(
      step('[{type: train, rounds: 5}]'),
      step(`[${net}]`, 'expect: {w.k2->o: 6, round: 1}'),
      step('[{type: forward, until: a.k2}]', 'focus: [a.k2]'),
    );
    expect(after.start.done).toBe(0);
    expect(after.start.parameters).toEqual([1, 3, 2, 4, 5, 6]);
    expect(after.start.setup.optimizer.kind).toBe('momentum');
    const [wrong, ...more] = await problems(
      step(`[${net}]`, 'focus: [a.h]'),
      step('[{type: forward, until: k1}]'),
    );
    expect(wrong).toMatch(/a\.yaml:22:\d+: .*a\.h/);
    expect(more).toHaveLength(1);
    expect(await problems(step('[{type: forward, until: a.k2}]'), step(`[${net}]`))).toHaveLength(1);
  });

  test('that data do not fit is said where it stands', async () => {
    const [wrong] = await problems(
      step(
        '[{type: change, network: {layers: [[x], [o]], activation: relu, loss: half-squared-error, weights: {x->o: 1}}}]',
      ),
    );
    expect(wrong).toMatch(/^a\.yaml:21:/);
  });

  const small = `network: {layers: [[x], [o]], activation: relu, loss: half-squared-error, weights: {x->o: 1}}`;
  const ofSmall = 'data: [{input: [3], target: [4]}]';

  test('is read by the run that is on screen', async () => {
    const text = begin.replace(
      'runs: {',
      `runs: {small: {title: small, ${small}, ${ofSmall}, test: [{input: [5], target: [0]}]}, `,
    );
    const change =
      step('[{type: switch, run: small}]') + step('[{type: change, data: [{input: [7], target: [1]}]}]');
    const loaded = await load(text + change);
    expect(loaded.ok ? [] : loaded.problems.map((it) => formatProblem(it, 'en'))).toEqual([]);
    const back = await load(text + change + step('[{type: switch, run: main}]', 'focus: [w.x1->h]'));
    expect(back.ok).toBe(true);
  });

  test('is read by what was kept, which is no more what it began as', async () => {
    const {start} = await played(
      step(`[{type: change, ${small}, ${ofSmall}, test: none}, {type: keep, as: kept-1}]`),
      step(
        '[{type: switch, run: kept-1}, {type: change, data: [{input: [7], target: [1]}]}]',
        'focus: [w.x->o]',
      ),
    );
    expect(start.setup.samples).toEqual([{input: [7], target: [1]}]);
  });

  test('that is written makes of a lesson that is read what it made before', async () => {
    const words = {zh: '一', en: 'one'};
    const said = {title: words, say: {zh: ['一'], en: ['one']}, focus: [], expect: []};
    await fc.assert(
      fc.asyncProperty(randomSetup, randomSetup, async (first, second) => {
        const [one, other] = await Promise.all([first, second]);
        const written = writeLesson(
          {
            ...{id: 'written', title: words, summary: words, setup: one},
            steps: [{...said, do: [changeFile(changeBetween(one, other), other, listed)]}],
          },
          listed,
        );
        if (!written.ok) throw new Error(written.words.en);
        const loaded = await loadLesson('a.yaml', written.text, noFiles);
        if (!loaded.ok) throw new Error(loaded.problems.map((it) => formatProblem(it, 'en')).join('\n'));
        const {setup} = loaded.value.steps[0]!.do.reduce(update, startOfLesson(loaded.value)).start;
        const made = ({network, names: _, source: __, testSource: ___, ...rest}: Setup) => ({
          ...rest,
          ...{layers: network.layers, activations: network.activations, loss: network.loss},
        });
        expect(made(setup)).toEqual(made(other));
        expect(bitsOf(setup)).toEqual(bitsOf(other));
      }),
      {numRuns: 60},
    );
  });

  test('keeps a run to compare with, which a restart of one run leaves alone', async () => {
    const after = await played(
      step(
        '[{type: train, rounds: 6}, {type: keep, as: kept-1}, {type: train, rounds: 4}]',
        'panel: {kind: loss, runs: [main, kept-1]}',
      ),
      step('[{type: restart, runs: [main]}]', 'expect: {round@kept-1: 7, round: 1}'),
    );
    expect(after.others.get('kept-1')?.start.done).toBe(6);
    expect(after.start.done).toBe(0);
    expect(await problems(step('[{type: keep, as: nobody}]'))).toHaveLength(1);
    expect(await problems(step('[{type: restart, runs: [nobody]}]'))).toHaveLength(1);
  });
});

test('each part alone that is another one is a change, how numbers were drawn included', async () => {
  const parts = [
    ...(['parameters', 'init', 'samples', 'test', 'optimizer', 'batch', 'regularization'] as const),
    ...(['updates', 'mistake'] as const),
  ];
  await fc.assert(
    fc.asyncProperty(randomSetup, randomSetup, fc.constantFrom(...parts), async (first, second, part) => {
      const {[part]: _, ...rest} = await first;
      // As many parameters as the net has.
      const {parameters: taken} = await second;
      const parameters = rest.network.parameters.map((_name, i) => taken[i % taken.length]!);
      const {[part]: value} = {...(await second), parameters};
      const other = {...rest, ...(value !== undefined && {[part]: value})} as Setup;
      const made = changedSetup(await first, changeBetween(await first, other));
      expect({...made, network: 0, names: 0}).toEqual({...other, network: 0, names: 0});
    }),
    {numRuns: 150},
  );
});

test('a net with another loss or other activations is another net', async () => {
  await fc.assert(
    fc.asyncProperty(randomSetup, async (made) => {
      const setup = await made;
      const {network} = setup;
      for (const other of [
        {
          ...network,
          loss: network.loss === 'cross-entropy' ? 'mean-absolute-error' : 'cross-entropy',
        } as const,
        {
          ...network,
          activations: network.activations.map((name) => (name === 'tanh' ? 'relu' : 'tanh')),
        } as const,
      ])
        expect(changeBetween(setup, {...setup, network: other}).net?.network).toBe(other);
    }),
    {numRuns: 20},
  );
});

test('the change between two setups makes the one of the other', async () => {
  await fc.assert(
    fc.asyncProperty(randomSetup, randomSetup, async (first, second) => {
      const [one, other] = await Promise.all([first, second]);
      const made = changedSetup(one, changeBetween(one, other));
      expect(made.network.parameters).toEqual(other.network.parameters);
      expect({...made, network: 0, names: 0}).toEqual({...other, network: 0, names: 0});
      expect(changeBetween(made, other)).toEqual({});
      expect(changedSetup(one, changeBetween(one, one))).toEqual(one);
    }),
  );
});
