import fc from 'fast-check';
import {activationNames} from '../../src/engine/activations.ts';
import {lossNames, outputsAllowed} from '../../src/engine/losses.ts';
import {optimizerDefaults, optimizerNames} from '../../src/engine/optimizers.ts';
import {granularities} from '../../src/lesson/lesson.ts';

/** A random lesson as a file would say it, and what loading it must give. */
export interface RandomLesson {
  readonly file: Record<string, unknown>;
  readonly layers: readonly (readonly string[])[];
  /** Parameters by quantity. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The step's quantities by canonical name, in order. */
  readonly focus: readonly string[];
  readonly actions: readonly object[];
}

const number = fc
  .double({noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6})
  .map((value) => value + 0);
const words = fc.oneof(
  fc.stringMatching(/^[a-z 一-龥:#'"-]{0,20}[a-z一-龥]$/),
  fc.record({
    zh: fc.stringMatching(/^[一-龥，。]{1,20}$/),
    en: fc.stringMatching(/^[a-zA-Z ,:]{0,20}[a-z]$/),
  }),
);

const shape = fc
  .tuple(
    fc.array(fc.integer({min: 1, max: 3}), {minLength: 2, maxLength: 4}),
    fc.uniqueArray(
      fc.stringMatching(/^[a-z隐δ0-9_-]{1,5}$/).filter((name) => !/^-?\d*$|^-/.test(name)),
      {
        minLength: 12,
        maxLength: 12,
      },
    ),
  )
  .map(([sizes, names]) => {
    const left = [...names];
    return sizes.map((size) => left.splice(0, size));
  });

/** The lessons are small, so that many can be tried. */
export const randomLesson: fc.Arbitrary<RandomLesson> = fc.gen().map((gen) => {
  const layers = gen(() => shape);
  const later = layers.slice(1).flat();
  const outputs = layers.at(-1) ?? [];
  const connections = layers
    .slice(1)
    .flatMap((layer, i) => layer.flatMap((to) => (layers[i] ?? []).map((from) => `${from}->${to}`)));
  const weights = Object.fromEntries(connections.map((name) => [name, gen(() => number)]));
  const biases = Object.fromEntries(gen(() => fc.subarray(later)).map((name) => [name, gen(() => number)]));
  const hidden = gen(() => fc.constantFrom(...activationNames.filter((name) => name !== 'softmax')));
  const last = gen(() => fc.constantFrom(...activationNames));
  const isAlone = last === 'softmax' && outputs.length === 1;
  const loss = gen(() =>
    fc.constantFrom(
      ...lossNames.filter(
        (name) => outputsAllowed(name, last) && !(isAlone && name === 'binary-cross-entropy'),
      ),
    ),
  );
  const kind = gen(() => fc.constantFrom(...optimizerNames));

  const computed = [
    'loss',
    ...later.flatMap((name) => [
      `z.${name}`,
      `a.${name}`,
      `slope.${name}`,
      `grad.z.${name}`,
      `grad.a.${name}`,
    ]),
    ...connections.flatMap((name) => [`grad.w.${name}`, `next.w.${name}`]),
    ...outputs.map((name) => `loss.${name}`),
    ...Object.keys(biases).flatMap((name) => [`grad.b.${name}`, `next.b.${name}`]),
  ];
  const given = [
    ...connections.map((name) => `w.${name}`),
    ...Object.keys(biases).map((name) => `b.${name}`),
    ...(layers[0] ?? []).map((name) => `a.${name}`),
    ...outputs.map((name) => `t.${name}`),
  ];
  const named = gen(() => fc.subarray([...given, ...computed], {maxLength: 5}));
  const names = Object.fromEntries(named.map((name, i) => [name, `N${i}`]));
  /** A quantity as an author may write it. */
  const written = (name: string): string => {
    const prefix = /^(grad|next)\./.exec(name)?.[0];
    const inner = prefix && names[name.slice(prefix.length)];
    const ways = [
      name,
      ...(names[name] === undefined ? [] : [names[name]]),
      ...(inner ? [prefix + inner] : []),
    ];
    return gen(() => fc.constantFrom(...ways));
  };

  const focus = gen(() => fc.subarray([...given, ...computed], {maxLength: 5}));
  const set = gen(() => fc.constantFrom(...given));
  const until = gen(() => fc.constantFrom(...computed));
  const by = gen(() => fc.constantFrom(...granularities));
  const value = gen(() => number);
  const sample = () => ({
    input: (layers[0] ?? []).map(() => gen(() => number)),
    target: outputs.map(() => gen(() => number)),
  });
  return {
    layers,
    parameters: {
      ...Object.fromEntries(Object.entries(weights).map(([name, weight]) => [`w.${name}`, weight])),
      ...Object.fromEntries(Object.entries(biases).map(([name, bias]) => [`b.${name}`, bias])),
    },
    focus,
    actions: [
      {type: 'set', quantity: set, value},
      {type: 'forward', until},
      {type: 'back', by},
    ],
    file: {
      format: 1,
      id: 'random',
      title: gen(() => words),
      summary: gen(() => words),
      network: {layers, activation: [...layers.slice(2).map(() => hidden), last], loss, weights, biases},
      names,
      optimizer: {...optimizerDefaults[kind], rate: 0.1},
      data: [sample(), sample()],
      steps: [
        {
          title: gen(() => words),
          say: gen(() => words),
          do: [
            {type: 'set', quantity: written(set), value},
            {type: 'forward', until: written(until)},
            {type: 'back', by},
          ],
          focus: focus.map(written),
          expect: Object.fromEntries(focus.map((name) => [written(name), 1])),
          ask: {kind: 'number', of: written(until), prompt: gen(() => words)},
        },
      ],
    },
  };
});
