import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {initialParameters} from '../../src/engine/initializers.ts';
import type {Lesson, Setup} from '../../src/lesson/lesson.ts';
import {loadNetFile} from '../../src/lesson/load.ts';
import {changed, complaints, lesson, load, marked, noFiles} from './marked.ts';

async function loaded(text: string): Promise<Lesson> {
  const result = await load(text);
  expect(await complaints(text)).toEqual([]);
  if (!result.ok) throw new Error('not loaded');
  return result.value;
}

async function net(text: string): Promise<Setup> {
  const result = await loadNetFile('a.yaml', text, noFiles);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}

describe('a good file', () => {
  test('leaves an input its long name where the short one is another quantity’s', async () => {
    const {names} = (await loaded(lesson.replace(/names: \{/, 'names: {b.h: x1, '))).setup;
    expect(names.quantity.get('x1')).toBe('b.h');
    expect(names.display.has('a.x1')).toBe(false);
  });

  test('gives the whole lesson, every quantity by its canonical name', async () => {
    const {setup, steps, runs, ...rest} = await loaded(lesson);
    expect([...runs.keys()]).toEqual(['main']);
    expect(rest).toEqual({
      id: 'small-lesson',
      title: {zh: '小课', en: 'A small lesson'},
      summary: {zh: '摘要', en: 'Summary'},
    });
    expect(setup.network.layers).toEqual([['x1', 'x2'], ['h'], ['o']]);
    expect(setup.network.activations).toEqual(['tanh', 'sigmoid']);
    expect(setup.network.parameters).toEqual(['w.x1->h', 'w.x2->h', 'b.h', 'w.h->o']);
    expect(setup.parameters).toEqual([0.1, -0.2, 0.4, 0.3]);
    expect(setup.optimizer).toEqual({kind: 'momentum', rate: 0.5, momentum: 0.9});
    expect(setup.samples).toEqual([
      {input: [1, 0], target: [1]},
      {input: [0, 1], target: [0], name: 'second'},
    ]);
    expect(setup.updates).toBe('layer-by-layer');
    expect(setup.names.display.get('w.h->o')).toEqual({zh: 'wo', en: 'wo'});
    expect(setup.names.quantity.get('yo')).toBe('a.o');
    expect(setup.names.display.get('a.x1')).toEqual({zh: 'x1', en: 'x1'});
    expect(setup.names.quantity.get('x2')).toBe('a.x2');
    expect(steps).toEqual([
      {
        title: {zh: '向前', en: 'Forward'},
        say: {
          zh: ['输出 ', {quantity: 'a.o', digits: 4}],
          en: ['Output ', {quantity: 'a.o', digits: 4}, ', round ', {quantity: 'round'}],
        },
        do: [{type: 'forward', until: 'a.o'}],
        focus: ['a.o', 'z.o'],
        expect: [
          {quantity: 'z.h', value: 0.5, within: 5e-10},
          {quantity: 'a.o', value: 0.54, within: 0.1},
          {quantity: 'round', value: 1, within: 1e-9},
        ],
        ask: {
          kind: 'choice',
          of: 'grad.w.h->o',
          prompt: {zh: ['哪个'], en: ['Which']},
          options: [
            {say: {zh: ['a'], en: ['a']}, is: ['grad.z.o', 'a.h']},
            {say: {zh: ['b'], en: ['b']}, is: ['grad.a.o']},
          ],
          hints: [{zh: ['想一想 ', {quantity: 'a.h'}], en: ['想一想 ', {quantity: 'a.h'}]}],
          explain: {zh: ['好'], en: ['Good']},
        },
        panel: {kind: 'table'},
      },
    ]);
  });

  test('is the example of the format document', async () => {
    const text = readFileSync(new URL('../../docs/lesson-format.md', import.meta.url), 'utf8');
    const example = /```yaml\n([\s\S]*?)```/.exec(text)?.[1];
    const {id, steps} = await loaded(example ?? '');
    expect(id).toBe('two-steps');
    expect(steps.length).toBe(3);
  });

  test('may begin with a byte order mark and have Windows line ends', async () => {
    expect(await loaded(`\ufeff${lesson.replaceAll('\n', '\r\n')}`)).toEqual(await loaded(lesson));
  });

  test('may use anchors', async () => {
    const text = changed('prompt: {zh: 哪个, en: Which}', 'prompt: &p {zh: 哪个, en: Which}').replace(
      'explain: {zh: 好, en: Good}',
      'explain: *p',
    );
    const [step] = (await loaded(text)).steps;
    expect(step?.ask?.explain).toEqual(step?.ask?.prompt);
  });

  test('every action comes out as it went in', async () => {
    const actions = [
      {type: 'forward', until: 'grad.w.x1->h', by: 'layer', times: 2},
      {type: 'back', by: 'neuron', times: 3},
      {type: 'back'},
      {type: 'train', rounds: 1_000_000, below: 0.01},
      {type: 'set', quantity: 'w.x1->h', value: -1},
      {type: 'set', quantity: 'a.x2', value: 2},
      {type: 'set', quantity: 't.o', value: 3},
      {type: 'set', quantity: 'b.h', value: 4},
      {type: 'granularity', by: 'epoch'},
      {type: 'restart'},
    ];
    const text = changed('[{type: forward, until: yo}]', JSON.stringify(actions));
    expect((await loaded(text)).steps[0]?.do).toEqual(actions);
  });

  test('words keep their lines, titles are one line', async () => {
    const text = changed('say: {zh:', 'say: "a  \\n\\tb \\n"\n    x: {zh:')
      .replace(/ {4}x: .*\n/, '')
      .replace('title: {zh: 向前, en: Forward}', 'title: "a\\n b"');
    const [step] = (await loaded(text)).steps;
    expect(step?.say.en).toEqual(['a\nb']);
    expect(step?.title.zh).toBe('a b');
  });
});

describe('a net', () => {
  const simple = `format: 1
network:
  layers: [[1, 007], [2]]
  activation: sigmoid
  loss: cross-entropy
  weights: {1->2: 1, 007->2: 2}
optimizer: {kind: adam, rate: 1e-3}
data: and
`;

  test('needs no words and no steps', async () => {
    expect((await net(simple)).network.biased.size).toBe(0);
    expect((await net(simple)).updates).toBe('after-backward');
    expect((await net(lesson)).parameters).toEqual([0.1, -0.2, 0.4, 0.3]);
  });

  test('names its neurons as they are written', async () => {
    const {network, parameters, samples} = await net(simple);
    expect(network.layers).toEqual([['1', '007'], ['2']]);
    expect(parameters).toEqual([1, 2]);
    expect(samples.map(({target}) => target)).toEqual([[0], [0], [0], [1]]);
  });

  test('has the default settings of its optimiser', async () => {
    expect((await net(simple)).optimizer).toEqual({
      kind: 'adam',
      rate: 0.001,
      beta1: 0.9,
      beta2: 0.999,
      epsilon: 1e-8,
    });
  });

  test.each([
    ['{kind: uniform, range: [-1, 1], seed: 7}', {kind: 'uniform', range: [-1, 1], seed: 7}],
    ['{kind: normal, seed: 7}', {kind: 'normal', mean: 0, deviation: 1, seed: 7}],
    ['{kind: xavier, seed: -3}', {kind: 'xavier', distribution: 'uniform', seed: -3}],
    ['{kind: he, seed: 7}', {kind: 'he', distribution: 'normal', seed: 7}],
    ['{kind: zeros}', {kind: 'zeros'}],
  ] as const)('draws its parameters by init: %s', async (written, spec) => {
    const text = simple.replace('weights: {1->2: 1, 007->2: 2}', `init: ${written}\n  biases: init`);
    const {network, parameters} = await net(text);
    expect(network.parameters).toEqual(['w.1->2', 'w.007->2', 'b.2']);
    expect(parameters).toEqual(initialParameters(network, spec));
  });

  test('may draw its weights and give its biases', async () => {
    const text = simple.replace(
      'weights: {1->2: 1, 007->2: 2}',
      'init: {kind: xavier, seed: 1}\n  biases: {2: 5}',
    );
    const {parameters} = await net(text);
    expect(parameters[2]).toBe(5);
    expect(parameters[0]).not.toBe(0);
  });
});

describe('places of values', () => {
  test('are found by path, keys by canonical names', async () => {
    const {text, places} = marked(
      lesson
        .replace('expect: {z.h', '‸expect: ‸{z.h')
        .replace('yo: {value', '‸yo: ‸{value')
        .replace('- title: {zh: 向前', '- ‸title: {zh: 向前')
        .replace('- {say: b', '- ‸{say: b'),
    );
    const result = await load(text);
    if (!result.ok) throw new Error('not loaded');
    const {source} = result;
    const at = (path: (string | number)[], of?: 'key' | 'value'): string => {
      const {line, column} = source.locate(path, of);
      return `${source.file}:${line}:${column}:`;
    };
    expect([
      at(['steps', 0]),
      at(['steps', 0, 'expect'], 'key'),
      at(['steps', 0, 'expect']),
      at(['steps', 0, 'expect', 'a.o'], 'key'),
      at(['steps', 0, 'expect', 'yo']),
      at(['steps', 0, 'ask', 'options', 1]),
    ]).toEqual(places);
    expect(at(['steps', 0, 'expect', 'loss'])).toBe(at(['steps', 0, 'expect'], 'key'));
    expect(at(['nothing', 'here'])).toBe('a.yaml:1:1:');
  });
});
