import {describe, expect, test} from 'vitest';
import type {Lesson} from '../../src/lesson/lesson.ts';
import {passOf, startOf} from '../../src/session/state.ts';
import {changed, load} from './marked.ts';

async function loaded(text: string): Promise<Lesson> {
  const result = await load(text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

const withRuns = (runs: string): string =>
  changed('updates: layer-by-layer', `updates: layer-by-layer\nruns: ${runs}`);

describe('a run', () => {
  test('has what it says, and the rest from the file', async () => {
    const {runs, setup} = await loaded(
      withRuns('{slow: {title: Slow, optimizer: {kind: sgd, rate: 0}, mistake: no-slope}}'),
    );
    expect([...runs.keys()]).toEqual(['main', 'slow']);
    expect(runs.get('main')?.setup).toBe(setup);
    expect(runs.get('slow')?.setup).toEqual({
      ...setup,
      optimizer: {kind: 'sgd', rate: 0},
      mistake: 'no-slope',
    });
  });

  test('makes the mistake of the file, unless it makes one of its own', async () => {
    const {runs} = await loaded(
      `${withRuns('{a: {title: A}, b: {title: B, mistake: one-path}}')}mistake: no-slope\n`,
    );
    expect([...runs.values()].map(({setup}) => setup.mistake)).toEqual(['no-slope', 'no-slope', 'one-path']);
  });

  test('has the file’s mistake, or none where it says so', async () => {
    const {runs} = await loaded(
      withRuns('{same: {title: Same}, right: {title: Right, mistake: none}}').replace(
        'runs:',
        'mistake: no-slope\nruns:',
      ),
    );
    expect([...runs.values()].map(({setup}) => setup.mistake)).toEqual(['no-slope', 'no-slope', undefined]);
  });

  test('that is a function has no mistake of the file, and may make none', async () => {
    const text = (own: string) =>
      `${withRuns(`{f: {title: F, function: 'x*x', at: {x: 1}${own}}}`)}mistake: no-slope\n`;
    const {runs} = await loaded(text(''));
    expect(runs.get('main')!.setup.mistake).toBe('no-slope');
    expect(runs.get('f')!.setup.mistake).toBeUndefined();
    expect(passOf(startOf(runs.get('f')!.setup)).loss).toBe(1);
    const refused = await load(text(', mistake: one-path'));
    expect(refused.ok ? [] : refused.problems.map(({code}) => code)).toEqual(['not-with-function']);
  });

  test('has the file’s batch and regularisation, or its own, or none where it says so', async () => {
    const {runs} = await loaded(
      withRuns(
        '{same: {title: A}, own: {title: B, batch: all, regularization: {l1: 0.5}}, none: {title: C, batch: 1, regularization: {}}, ' +
          "f: {title: D, function: 'x*x', at: {x: 1}}, wrong: {title: E, batch: 1, mistake: no-slope}}",
      ).replace('runs:', 'batch: 2\nregularization: {l2: 0.01}\nruns:'),
    );
    const both = (name: string) => [runs.get(name)!.setup.batch, runs.get(name)!.setup.regularization];
    expect(both('main')).toEqual([2, {l1: 0, l2: 0.01}]);
    expect(both('same')).toEqual(both('main'));
    expect(both('own')).toEqual(['all', {l1: 0.5, l2: 0}]);
    expect(both('none')).toEqual([undefined, undefined]);
    expect(both('f')).toEqual([undefined, undefined]);
    expect(both('wrong')).toEqual([undefined, {l1: 0, l2: 0.01}]);
  });

  test('with another net keeps the names that fit it', async () => {
    const {runs} = await loaded(
      withRuns(`
  deep:
    title: Deep
    network:
      layers: [[x1, x2], [g, h], [o]]
      activation: tanh
      loss: mean-squared-error
      init: {kind: xavier, seed: 1}
    names: {a.g: yg}`),
    );
    const {names, network} = runs.get('deep')!.setup;
    expect(network.layers).toEqual([['x1', 'x2'], ['g', 'h'], ['o']]);
    expect(names.quantity.get('yg')).toBe('a.g');
    expect(names.quantity.get('wo')).toBe('w.h->o');
    expect(names.quantity.get('x2')).toBe('a.x2');
  });

  test('has titles in which its own numbers stand', async () => {
    const {runs} = await loaded(withRuns("{slow: {title: 'η = {{ rate }}, {{ rate@main }}'}}"));
    expect(runs.get('slow')?.title.zh).toEqual([
      'η = ',
      {quantity: 'rate@slow'},
      ', ',
      {quantity: 'rate@main'},
    ]);
  });
});

test('names mean the run on screen: before a switch the one, after it the other', async () => {
  const text = withRuns(`
  deep:
    title: Deep
    network: {layers: [[x1, x2], [g], [o]], activation: tanh, loss: mean-squared-error, init: {kind: zeros}}`)
    .replace(
      'do: [{type: forward, until: yo}]',
      'do: [{type: switch, run: deep}, {type: forward, until: a.g}]',
    )
    .replace('focus: [yo, z.o]', 'focus: [a.g]')
    .replace('{z.h: 0.5, yo: {value: 0.54, within: 0.1}, round: 1}', '{a.g: 0, z.h@main: 0.5, yo@main: 0.5}')
    .replace(/say: \{zh: .*\n/, "say: '{{ a.g }} {{ a.h@main }}'\n")
    .replace('of: grad.wo', 'of: grad.wo@main')
    .replace('prompt: {zh: 哪个, en: Which}', "prompt: '{{ a.h }}?'")
    .replace('[grad.z.o, a.h]', '[grad.z.o@main, a.h@main]')
    .replace('is: grad.yo', 'is: grad.a.g');
  const {steps} = await loaded(text);
  const [step] = steps;
  expect(step?.focus).toEqual(['a.g']);
  expect(step?.expect.map(({quantity}) => quantity)).toEqual(['a.g', 'z.h@main', 'a.o@main']);
  // Prompt and hint are read while the question is open, in the net that has an h.
  expect(step?.ask?.prompt.zh).toEqual([{quantity: 'a.h'}, '?']);
  expect(step?.ask?.hints[0]?.zh).toEqual(['想一想 ', {quantity: 'a.h'}]);
});

describe('names in two languages', () => {
  test('both find the quantity, each is shown in its language', async () => {
    const {setup} = await loaded(
      changed('names: {', 'neurons: {h: {zh: 笔记, en: notes}}\nnames: {z.h: {zh: 和, en: sum}, '),
    );
    expect(setup.names.display.get('z.h')).toEqual({zh: '和', en: 'sum'});
    expect(setup.names.quantity.get('和')).toBe('z.h');
    expect(setup.names.quantity.get('sum')).toBe('z.h');
    expect(setup.names.neurons.get('h')).toEqual({zh: '笔记', en: 'notes'});
  });

  test('an input is called by what its neuron is called', async () => {
    const {setup} = await loaded(changed('names: {', 'neurons: {x1: {zh: 难度, en: hard}}\nnames: {'));
    expect(setup.names.display.get('a.x1')).toEqual({zh: '难度', en: 'hard'});
  });
});

describe('a panel', () => {
  const panelOf = async (written: string) =>
    (await loaded(withRuns('{slow: {title: Slow}}').replace('panel: table', `panel: ${written}`))).steps[0]
      ?.panel;

  test.each([
    ['check', {kind: 'check'}],
    ['loss', {kind: 'loss', runs: ['main']}],
    ['{kind: loss, runs: [slow, main, slow]}', {kind: 'loss', runs: ['slow', 'main']}],
    ['map', {kind: 'map', of: 'a.o'}],
    ['{kind: map, of: a.h}', {kind: 'map', of: 'a.h'}],
    ['contributions', {kind: 'contributions', layer: 1, rule: 'exact'}],
    ['{kind: contributions, rule: proportional}', {kind: 'contributions', layer: 1, rule: 'proportional'}],
    ['{kind: paths, of: [wo, b.h]}', {kind: 'paths', of: ['w.h->o', 'b.h'], runs: ['main']}],
  ])('%s has all its parts', async (written, panel) => {
    expect(await panelOf(written)).toEqual(panel);
  });
});

test('samples to show are found by number and by name', async () => {
  const {steps} = await loaded(
    changed(
      '{type: forward, until: yo}',
      '{type: show, sample: second}, {type: show, sample: 1}, {type: forward, until: yo}',
    ),
  );
  expect(steps[0]?.do.slice(0, 2)).toEqual([
    {type: 'show', from: 'samples', index: 1},
    {type: 'show', from: 'samples', index: 0},
  ]);
});

test('test samples and the largest of options', async () => {
  const {setup, steps} = await loaded(
    changed('updates: layer-by-layer', 'test: [{input: [2, 2], target: [1]}]')
      .replace('of: grad.wo', 'pick: largest')
      .replace('round: 1}', 'test.size: 1}'),
  );
  expect(setup.test).toEqual([{input: [2, 2], target: [1]}]);
  expect(steps[0]?.ask).toMatchObject({kind: 'choice', pick: 'largest'});
});

test('a gradient check is refused for a net in which it would take long', async () => {
  const hidden = Array.from({length: 700}, (_, i) => `q${i}`).join(', ');
  const text = withRuns(
    `{wide: {title: W, network: {layers: [[x1, x2], [${hidden}], [o]], activation: tanh, loss: mean-squared-error, init: {kind: zeros}}}}`,
  )
    .replace(
      'do: [{type: forward, until: yo}]',
      'do: [{type: switch, run: wide}, {type: forward, until: a.o}]',
    )
    .replace('of: grad.wo', 'of: grad.a.o')
    .replace('is: [grad.z.o, a.h]', 'is: [grad.z.o, a.q1]')
    .replace('{z.h: 0.5, ', '{')
    .replace('panel: table', 'panel: check');
  const result = await load(text);
  if (result.ok) throw new Error('accepted');
  expect(result.problems).toMatchObject([{code: 'check-too-large', found: 2100, limit: 2000}]);
});
