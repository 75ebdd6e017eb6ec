/** Small lessons and setups for the session's tests, made without a file. */
import fc from 'fast-check';
import {createNetwork} from '../../src/engine/network.ts';
import {
  type Granularity,
  type Lesson,
  MAIN,
  type Names,
  type Run,
  type RunName,
  type Setup,
  type Step,
  type Words,
} from '../../src/lesson/lesson.ts';
import {anyRound, article} from '../engine/samples.ts';

/** Display names that are the same in both languages. */
export const namesOf = (display: Readonly<Record<string, string>>): Names => ({
  display: new Map(Object.entries(display).map(([of, name]) => [of, {zh: name, en: name}])),
  quantity: new Map(Object.entries(display).map(([of, name]) => [name, of])),
  neurons: new Map(),
});

export const noNames = namesOf({});

export const articleNames = namesOf({
  'w.x->h': 'wh',
  'w.h->o': 'wo',
  'b.h': 'bh',
  'b.o': 'bo',
  'z.h': 'zh',
  'a.h': 'yh',
  'z.o': 'zo',
  'a.o': 'yo',
  'a.x': 'x',
  't.o': 'y',
});

export function articleSetup(): Setup {
  const {network, parameters, optimizer, sample} = article();
  return {
    network,
    parameters,
    optimizer,
    samples: [sample],
    names: articleNames,
    test: [],
    updates: 'layer-by-layer',
  };
}

/** One neuron with so many inputs. */
export function wideSetup(count: number): Setup {
  const inputs = Array.from({length: count}, (_, i) => `x${i}`);
  const network = createNetwork({
    layers: [inputs, ['o']],
    activations: ['sigmoid'],
    loss: 'half-squared-error',
    biased: new Set(),
  });
  const parameters = network.parameters.map(() => 0.01);
  const samples = [{input: inputs.map(() => 1), target: [1]}];
  return {...articleSetup(), network, parameters, samples, names: noNames};
}

/** The four rows of XOR on a 2-2-1 net. */
export function xorSetup(): Setup {
  const network = createNetwork({
    layers: [['p', 'q'], ['h1', 'h2'], ['o']],
    activations: ['tanh', 'sigmoid'],
    loss: 'binary-cross-entropy',
    biased: new Set(['h1', 'h2', 'o']),
  });
  const sample = (p: number, q: number, target: number) => ({input: [p, q], target: [target]});
  return {
    network,
    parameters: [0.7, -0.4, 0.3, 0.9, 0.1, -0.2, 0.8, -0.6, 0.05],
    optimizer: {kind: 'momentum', rate: 0.2, momentum: 0.9},
    samples: [sample(0, 0, 0), sample(0, 1, 1), sample(1, 0, 1), sample(1, 1, 0)],
    names: noNames,
    test: [],
    updates: 'after-backward',
  };
}

export const anySetup: fc.Arbitrary<Setup> = fc
  .tuple(anyRound, fc.integer({min: 1, max: 3}))
  .map(([{network, parameters, optimizer, sample, updates}, count]) => ({
    network,
    parameters,
    optimizer,
    updates,
    samples: Array.from({length: count}, (_, i) => ({...sample, input: sample.input.map((x) => x + i / 4)})),
    names: noNames,
    test: [],
  }));

export const anyGranularity = fc.constantFrom<Granularity>(
  'operation',
  'neuron',
  'layer',
  'phase',
  'sample',
  'epoch',
);

export const says = (text: string): Words => ({zh: [text], en: [text]});

export function stepOf(title: string, parts: Partial<Step> = {}): Step {
  return {title: {zh: title, en: title}, say: says(title), do: [], focus: [], expect: [], ...parts};
}

/** @param others runs besides the setup's own */
export function lessonOf(
  setup: Setup,
  steps: readonly Step[],
  others: Readonly<Record<RunName, Setup>> = {},
): Lesson {
  const runs = new Map<RunName, Run>(
    Object.entries({[MAIN]: setup, ...others}).map(([name, run]) => [name, {title: says(name), setup: run}]),
  );
  return {id: 'test', title: {zh: '测试', en: 'Test'}, summary: {zh: '测', en: 'T'}, setup, runs, steps};
}
