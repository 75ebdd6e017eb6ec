/** Views of real nets for the tests of drawings. */
import fc from 'fast-check';
import {createNetwork} from '../../../src/engine/network.ts';
import type {Quantity} from '../../../src/engine/quantity.ts';
import type {Setup} from '../../../src/lesson/lesson.ts';
import {createNotation, type Digits} from '../../../src/session/notation.ts';
import {passOf, type State, startOf} from '../../../src/session/state.ts';
import {focusOf} from '../../../src/session/view/focus.ts';
import {type NetworkView, networkView} from '../../../src/session/view/network.ts';
import {namesOf} from '../../session/lessons.ts';

export interface NetOptions {
  readonly parameters?: readonly number[];
  readonly input?: readonly number[];
  readonly target?: readonly number[];
  readonly biased?: boolean;
  readonly display?: Readonly<Record<Quantity, string>>;
}

/** A start with sigmoid everywhere; numbers that are not given are spread over −2 … 2. */
export function netOf(layers: readonly (readonly string[])[], options: NetOptions = {}): State {
  const {biased = true, display = {}} = options;
  const network = createNetwork({
    layers,
    activations: layers.slice(1).map(() => 'sigmoid'),
    loss: 'half-squared-error',
    biased: new Set(biased ? layers.slice(1).flat() : []),
  });
  const spread = (i: number): number => Math.round(Math.sin(i * 12.9898) * 200) / 100;
  const setup: Setup = {
    network,
    parameters: options.parameters ?? network.parameters.map((_, i) => spread(i + 1)),
    names: namesOf(display),
    test: [],
    optimizer: {kind: 'sgd', rate: 0.5},
    samples: [
      {
        input: options.input ?? network.inputs.map((_, i) => spread(i + 50)),
        target: options.target ?? network.outputs.map(() => 0.8),
      },
    ],
    updates: 'after-backward',
  };
  return startOf(setup);
}

/** Names by layer: x1, x2, …, a1, …, o1, …. */
export const named = (sizes: readonly number[]): string[][] =>
  sizes.map((size, layer) => {
    const letter = layer === 0 ? 'x' : layer === sizes.length - 1 ? 'o' : 'abcdefghijklmn'[layer - 1]!;
    return Array.from({length: size}, (_, i) => (size > 1 ? `${letter}${i + 1}` : letter));
  });

/** The 1-1-1 net of the first lesson, with its display names. */
export const lessonNet = (): State =>
  netOf([['x'], ['h'], ['o']], {
    parameters: [0.2, 0.1, 0.3, 0.2],
    input: [1],
    display: {
      'w.x->h': 'wh',
      'w.h->o': 'wo',
      'b.h': 'bh',
      'b.o': 'bo',
      'z.h': 'zh',
      'a.h': 'yh',
      'z.o': 'zo',
      'a.o': 'yo',
      't.o': 'y',
    },
  });

export const operationsOf = (state: State): readonly Quantity[] =>
  passOf(state).operations.map(({quantity}) => quantity);

/** The view after so many operations, or after the one that computes the quantity. `focus` is what an author points at. */
export function viewAt(
  start: State,
  at: number | Quantity,
  ascii = false,
  digits: Digits = 4,
  focus: readonly Quantity[] = [],
): NetworkView {
  const cursor = typeof at === 'number' ? at : operationsOf(start).indexOf(at) + 1;
  const state = {...start, cursor};
  return networkView(
    state,
    createNotation(start.start.setup.names, 'en', digits, ascii),
    focusOf(state, focus),
  );
}

export const anyNet: fc.Arbitrary<State> = fc
  .tuple(
    fc.oneof(
      fc.array(fc.integer({min: 1, max: 4}), {minLength: 2, maxLength: 5}),
      fc.array(fc.integer({min: 1, max: 12}), {minLength: 2, maxLength: 4}),
      fc.integer({min: 2, max: 10}).map((layers) => new Array<number>(layers).fill(1)),
    ),
    fc.boolean(),
  )
  .map(([sizes, biased]) => netOf(named(sizes), {biased}));

export const anySize = fc.record({
  width: fc.integer({min: 1, max: 130}),
  height: fc.integer({min: 1, max: 30}),
});

export const anyDigits = fc.constantFrom<Digits>(2, 4, 9, 17);
