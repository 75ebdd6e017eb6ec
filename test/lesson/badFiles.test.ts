import {describe, expect, test} from 'vitest';
import {changed, complaints, lesson, load, marked} from './marked.ts';

/**
 * One mistake each: the part of the small lesson, what stands there instead (each ‸ is where a problem must be), and words of the
 * problems in their order.
 */
const UPDATES = 'updates: layer-by-layer';

const mistakes: readonly (readonly [from: string, to: string, ...words: RegExp[]])[] = [
  // Keys and kinds of values
  ['format: 1', 'format: ‸2', /expected 1, found the number 2. Write 1/],
  ['id: small-lesson', '‸idd: x\nid: small-lesson', /keys .*, found "idd". Did you mean "id"\?/],
  ['id: small-lesson', 'id: ‸Small Lesson', /small letters.*found "Small Lesson"/],
  ['id: small-lesson', 'id: ‸7', /expected a text, found the number 7. Put it in quotes/],
  ['title: {zh: 小课, en: A small lesson}', 'title: ‸{zh: 小课}', /expected the key "en"/],
  [
    'title: {zh: 小课, en: A small lesson}',
    '‸title:',
    /\{zh: …, en: …\}, found nothing. Write it after the colon/,
  ],
  [
    'summary: {zh: 摘要, en: Summary}',
    "summary: {zh: ‸'  ', en: ‸true, ‸fr: x}",
    /blank/,
    /truth value true/,
    /"fr"/,
  ],
  ['en: Summary', `en: ‸${'x'.repeat(4001)}`, /at most 4000 characters, found 4001/],
  ['updates: layer-by-layer', 'updates: ‸layer-by-leyer', /Did you mean "layer-by-layer"\?/],
  ['panel: table', 'panel: ‸[table]', /found a list/],
  ['focus: [yo, z.o]', 'focus: ‸yo', /expected a list/],
  // Batches and penalties
  [UPDATES, `${UPDATES}\nbatch: ‸0`, /at least 1|≥ 1|from 1/],
  [UPDATES, `${UPDATES}\nbatch: ‸1.5`, /whole number/],
  [UPDATES, `${UPDATES}\nbatch: ‸al`, /a whole number from 1, or the word all, found the text "al"/],
  [UPDATES, `${UPDATES}\nbatch: ‸"4"`, /a whole number from 1.*found the text "4"/],
  [UPDATES, `${UPDATES}\nbatch: ‸[4]`, /a whole number from 1, or the word all, found a list/],
  [UPDATES, `${UPDATES}\nregularization: ‸0.1`, /found the number 0.1/],
  [UPDATES, `${UPDATES}\nregularization: {l1: ‸-1, ‸l3: 1}`, /found -1/, /found "l3"/],
  [UPDATES, `${UPDATES}\nmistake: no-slope\nbatch: ‸2`, /update in every round .* beside a mistake/],
  [UPDATES, `${UPDATES}\nbatch: 2\nruns: {wrong: {title: W, mistake: ‸no-slope}}`, /or "mistake: none"/],
  [
    UPDATES,
    `${UPDATES}\nruns: {f: {title: F, function: 'x*x', at: {x: 1}, ‸batch: 2}}`,
    /no "batch" beside a function/,
  ],
  [
    UPDATES,
    `${UPDATES}\nruns: {f: {title: F, function: 'x*x', at: {x: 1}, ‸regularization: {l2: 1}}}`,
    /no "regularization" beside a function/,
  ],
  // The net
  ['[h], [o]]', '[h], [o, ‸~]]', /a neuron's name, found the empty value ~/],
  ['layers: [[x1, x2], [h], [o]]', 'layers: ‸[[x1, x2]]', /at least 2, found 1/],
  ['layers: [[x1, x2], [h], [o]]', 'layers: [[x1, x2], ‸[], [o]]', /at least 1, found 0/],
  ['activation: [tanh, sigmoid]', 'activation: ‸[tanh]', /expected 2 activations.*found 1/],
  ['activation: [tanh, sigmoid]', 'activation: [‸softmax, sigmoid]', /softmax in the output layer only/],
  ['activation: [tanh, sigmoid]', 'activation: ‸softmax', /softmax in the output layer only/],
  ['activation: [tanh, sigmoid]', 'activation: ‸3', /name of an activation, or a list/],
  ['activation: [tanh, sigmoid]', 'activation: [‸tahn, sigmoid]', /Did you mean "tanh"\?/],
  ['loss: half-squared-error', 'loss: ‸squared', /expected one of half-squared-error/],
  [
    'weights: {x1->h: 0.1, ',
    '‸weights: {‸x3->h: 0.1, ',
    /none for x1->h. Add it/,
    /found "x3->h". Did you mean "x1->h"\?/,
  ],
  ['h->o: 0.3', 'h->o: ‸"0.3"', /expected a number, found the text "0.3". Remove the quotes/],
  ['h->o: 0.3', 'h->o: ‸.inf', /finite number, found .inf/],
  ['h->o: 0.3', 'h->o: ‸.nan', /finite number, found .nan/],
  ['h->o: 0.3', 'h->o: ‸1e999', /finite number, found 1e999/],
  ['h->o: 0.3', "h->o: ‸'0,3'", /decimal point as "\."/],
  ['h->o: 0.3', '‸h->o:', /expected a number, found nothing/],
  ['biases: {h: 0.4}', 'biases: {h: 0.4, ‸x1: 1}', /the input "x1"/],
  [
    'biases: {h: 0.4}',
    'biases: {h: 0.4, ‸hh: 1}',
    /a neuron of the net, found "hh". Did you mean "h"\?|found "hh"/,
  ],
  ['biases: {h: 0.4}', 'biases: ‸init', /"init" beside "biases: init"/],
  ['biases: {h: 0.4}', 'biases: ‸intt', /expected init/],
  ['biases: {h: 0.4}', 'biases: ‸5', /\{neuron: number\}, or the word init/],
  [
    'weights: {x1->h: 0.1, x2->h: -0.2, h->o: 0.3}',
    'init: {kind: uniform, range: ‸[1, -1], seed: 1}',
    /smaller end of the range first/,
  ],
  [
    'weights: {x1->h: 0.1, x2->h: -0.2, h->o: 0.3}',
    'init: {kind: uniform, range: [1, 1], seed: ‸1.5}',
    /whole number/,
  ],
  [
    'weights: {x1->h: 0.1, x2->h: -0.2, h->o: 0.3}',
    'init: {kind: uniform, range: ‸[1], seed: 1}',
    /exactly 2, found 1/,
  ],
  [
    'weights: {x1->h: 0.1, x2->h: -0.2, h->o: 0.3}',
    'init: {kind: uniform, range: [0, 1], seed: ‸1.5}',
    /whole number, found the number 1.5/,
  ],
  [
    'weights: {x1->h: 0.1, x2->h: -0.2, h->o: 0.3}',
    'init: ‸{kind: he}',
    /expected the key "seed" \(a whole number\)/,
  ],
  [
    'weights: {x1->h: 0.1, x2->h: -0.2, h->o: 0.3}',
    'init: {kind: ‸lecun}',
    /one of uniform, normal, xavier, he, zeros/,
  ],
  [
    'activation: [tanh, sigmoid]\n  loss: half-squared-error',
    'activation: [tanh, softmax]\n  loss: ‸binary-cross-entropy',
    /sigmoid for binary-cross-entropy with one output neuron, found softmax, which is always 1/,
  ],
  [
    'weights: {x1->h: 0.1,',
    'weights: {x1->h: ‸−0.1,',
    /expected a number, found the text "−0\.1"\. Write it with plain digits and the minus sign "-"/,
  ],
  [
    'activation: [tanh, sigmoid]\n  loss: half-squared-error',
    'activation: tanh\n  loss: ‸binary-cross-entropy',
    /sigmoid or softmax outputs for binary-cross-entropy, found tanh/,
  ],
  ['weights: {', 'weights: {‸x1->o: 1, ', /a connection from->to of neighbouring layers, found "x1->o"/],
  ['focus: [yo, z.o]', 'focus: [‸w.x1->o, ‸w.o->h, ‸w.h->h]', /./, /./, /./],
  ['title: {zh: 小课, en', "title: {zh: '👩🏽‍🔬é', ‸xx: 1, en", /"xx"/],
  ['format: 1', '‸\ufeffformt: 1\nformat: 1', /"formt"/],
  // Names
  ['w.h->o: wo', '‸w.h->q: wo', /a quantity of this net or function, found "w.h->q"/],
  ['a.o: yo', 'a.o: yo, z.h: ‸wo', /every display name once, found "wo".*w.h->o/],
  ['a.o: yo', 'a.o: yo, z.h: ‸loss', /found "loss", which is the name of something else/],
  ['a.o: yo', 'a.o: yo, z.h: ‸round', /found "round"/],
  ['a.o: yo', 'a.o: yo, z.h: ‸z.o', /expected a display name/],
  // Optimiser
  ['rate: 0.5', 'rate: ‸-1', /expected a number ≥ 0, found -1/],
  ['rate: 0.5', 'rate: 0.5, momentum: ‸1', /expected a number < 1, found 1/],
  ['{kind: momentum, rate: 0.5}', '‸{kind: momentum}', /expected the key "rate" \(a number\)/],
  ['{kind: momentum, rate: 0.5}', '‸{rate: 1}', /expected the key "kind"/],
  ['kind: momentum', 'kind: ‸momentun', /Did you mean "momentum"\?/],
  ['rate: 0.5}', 'rate: 0.5, ‸beta1: 0.5}', /keys kind, rate, momentum, found "beta1"/],
  // Data
  ['input: [1, 0]', 'input: ‸[1]', /as many numbers as input neurons, 2, found 1/],
  ['target: [1]', 'target: ‸[1, 2, 3]', /as many numbers as output neurons, 1, found 3/],
  ['target: [1]', 'target: ‸[]', /a list of at least 1, found 0/],
  ['input: [1, 0]', 'input: [1, ‸x]', /expected a number, found the text "x"/],
  // Steps
  ["say: {zh: '", "say: {zh: ‸5, ‸zz: '", /expected a text, found the number 5/, /"zz"/],
  ["en: 'Output {{ yo : 4 }}", "en: 'Output ‸{{ yu }} {{ yo }}", /found "yu"/],
  ["en: 'Output {{ yo : 4 }}", "en: 'Output {{ yo }} ‸{{ yo : 18 }}", /1 to 17 digits, found "18"/],
  ["en: 'Output {{ yo : 4 }}", "en: 'Output {{ yo }} ‸{{ }}", /expected a template/],
  ["{{ round }}'", "‸{{ round'", /expected a template.*found "\{\{ round"/],
  ['until: yo', 'until: ‸y0', /a quantity of this net or function, found "y0"/],
  ['until: yo', 'until: ‸x1->h', /found "x1->h"/],
  ['until: yo', 'until: ‸wo', /a quantity that is computed, found "wo"/],
  ['until: yo', 'until: ‸round', /found "round"/],
  ['until: yo', 'until: yo, times: ‸0', /expected a number ≥ 1, found 0/],
  ['until: yo', 'until: yo, by: ‸layers', /Did you mean "layer"\?/],
  ['type: forward, until: yo', 'type: ‸foward', /Did you mean "forward"\?/],
  [
    'type: forward, until: yo',
    'type: set, quantity: ‸z.h, value: 1',
    /weight, a bias, an input.*found "z.h"/,
  ],
  ['type: forward, until: yo', 'type: train, rounds: ‸1000001', /expected a number ≤ 1000000/],
  ['type: forward, until: yo', 'type: train, rounds: ‸1.5', /whole number/],
  [
    'focus: [yo, z.o]',
    'focus: [yo, ‸z.x1, ‸b.o, ‸slope.x1, ‸t.h, ‸next.z.h, ‸grad.t.o]',
    /./,
    /./,
    /./,
    /./,
    /./,
    /./,
  ],
  ['z.h: 0.5', 'z.h: ‸much', /a number, or \{value/],
  ['z.h: 0.5', 'z.h: ‸{within: 1}', /expected the key "value"/],
  ['z.h: 0.5', 'z.h: {value: 1, within: ‸-1}', /≥ 0/],
  ['z.h: 0.5', '‸zh: 0.5', /found "zh". Did you mean "z.h"\?/],
  ['z.h: 0.5, yo', 'a.o: 0.5, ‸yo', /found "yo", which is "a.o" above/],
  ['kind: choice', 'kind: ‸chioce', /Did you mean "choice"\?/],
  ['of: grad.wo', 'of: ‸grad.w', /found "grad.w"/],
  ['is: grad.yo', 'is: ‸{}', /a quantity, or a list of some|name of a quantity/],
  ['is: grad.yo', 'is: ‸grad.y', /found "grad.y"/],
  ["hints: ['想一想 {{ a.h }}']", "hints: ['想一想 ‸{{ a.hh }}']", /found "a.hh". Did you mean "a.h"\?/],
  // Runs and measures
  [UPDATES, 'runs: {‸Slow: {title: x}}', /as the name of a run, as in slow, found "Slow"/],
  [UPDATES, 'runs: {main: {title: x, ‸data: xor}}', /only a title.*found "data"/],
  [UPDATES, 'runs: {slow: ‸{}}', /the key "title"/],
  [UPDATES, 'runs: {slow: {title: x, mistake: ‸no-slop}}', /Did you mean "no-slope"\?/],
  [UPDATES, 'runs: {slow: {title: x, data: [{input: ‸[1], target: [1]}]}}', /input neurons, 2, found 1/],
  [
    UPDATES,
    'runs: {slow: {title: x, optimizer: {kind: sgd, rate: ‸fast}}}',
    /a number, found the text "fast"/,
  ],
  [UPDATES, "runs: {slow: {title: '‸{{ rat }}'}}", /found "rat"/],
  [UPDATES, `runs: ‸{${'abcdefghij'.replaceAll(/./g, '$&: {title: x}, ')}}`, /at most 9 runs, found 10/],
  [UPDATES, 'neurons: {‸q: {zh: 甲, en: a}}', /found "q"/],
  [UPDATES, 'neurons: {x1: {zh: 甲, en: a}, x2: {zh: 乙, en: ‸a}}', /found "a"/],
  ['z.h: 0.5', '‸loss@slow: 1', /the name of a run, found "slow"/],
  ['z.h: 0.5', '‸back.x1->o: 1', /found "back.x1->o"/],
  ['z.h: 0.5', '‸test.loss: 1', /found "test.loss"/],
  [
    'focus: [yo, z.o]',
    'focus: [yo, ‸data.loss, ‸yo@main]',
    /the round on screen, found "data.loss"/,
    /yo@main/,
  ],
  ['type: forward, until: yo', 'type: switch, run: ‸mai', /Did you mean "main"\?/],
  ['type: forward, until: yo', 'type: train, rounds: 1, runs: [‸slow]', /the name of a run, found "slow"/],
  ['{type: forward, until: yo}', '‸{type: show}', /exactly one of sample and test, found 0/],
  ['type: forward, until: yo', 'type: show, sample: ‸3', /one of the 2 samples of data, found "3"/],
  ['type: forward, until: yo', 'type: show, sample: ‸third', /found "third"/],
  ['type: forward, until: yo', 'type: show, test: ‸1', /a sample of test, found "1" where there are none/],
  ['kind: choice\n      of: grad.wo', '‸kind: choice', /exactly one of of and pick, found 0/],
  ['of: grad.wo', 'of: grad.wo\n      pick: ‸most', /largest, smallest/],
  // Panels
  ['panel: table', 'panel: ‸tabel', /Did you mean "table"\?/],
  ['panel: table', 'panel: {kind: map, of: ‸z.h}', /the output of a neuron, found "z.h"/],
  ['panel: table', 'panel: {kind: contributions, layer: ‸2}', /expected a number ≤ 1, found 2/],
  ['panel: table', 'panel: {kind: paths, of: [wo, ‸yo]}', /a weight or a bias, found "yo"/],
  ['panel: table', 'panel: {kind: loss, runs: [main, ‸other]}', /the name of a run, found "other"/],
  ['panel: table', 'panel: ‸paths', /the key "of"/],
  ['panel: table', 'panel: {kind: check}\n    ‸zz: 1', /"zz"/],
  ['panel: table', 'panel: {kind: ‸chek}', /Did you mean "check"\?/],
  ['panel: table', 'panel: {kind: map, ‸off: a.h}', /"off"/],
  [
    'panel: table',
    'panel: {kind: ‸mop}',
    /expected one of working, .*found the text "mop". Did you mean "map"/,
  ],
  ['panel: table', 'panel: {kind: contributions, layer: ‸99}', /expected a number ≤ 50, found 99/],
  ['panel: table', 'panel: {kind: paths, of: ‸[wo]}', /a list of exactly 2, found 1/],
  ['panel: table', 'panel: {kind: loss, ‸run: [main]}', /found "run". Did you mean "runs"/],
];

describe('one mistake is one problem at its place', () => {
  test.each(mistakes.map(([from, to, ...words]) => ({from, to, words})))(
    '$from → $to',
    async ({from, to, words}) => {
      const {text, places} = marked(changed(from, to));
      const found = await complaints(text);
      expect(found.map((line) => line.replace(/^(\S+:\d+:\d+:) .*/s, '$1'))).toEqual(places);
      for (const [i, pattern] of words.entries()) expect(found[i]).toMatch(pattern);
      // In the other language the same problems, as one line each.
      const chinese = await complaints(text, 'zh');
      expect(chinese.length).toBe(found.length);
      for (const line of chinese) expect(line).toMatch(/^a\.yaml:\d+:\d+: .*[\u4e00-\u9fff].*。$|？$/);
    },
  );
});

test('all of a file are named at once, whatever part they are in', async () => {
  const {text, places} = marked(
    lesson
      .replace('format: 1', 'format: ‸one')
      .replace('loss: half', 'loss: ‸half-')
      .replace('x1->h: 0.1', 'x1->h: ‸a')
      .replace('{h: 0.4}', '{‸g: ‸b}')
      .replace('a.o: yo', 'a.o: yo, ‸a.q: q')
      .replace('rate: 0.5', 'rate: ‸-1')
      .replace('input: [0, 1]', 'input: ‸[0, 1, 2]')
      .replace('title: {zh: 向前, en: Forward}', '‸tittle: {zh: 向前, en: Forward}')
      .replace('{{ round }}', '‸{{ rond }}')
      .replace('focus: [yo', 'focus: [‸yoo')
      .replace('of: grad.wo', 'of: ‸grad.w1')
      .replace('panel: table', 'panel: ‸tables'),
  );
  const found = (await complaints(text)).map((line) => line.replace(/^(\S+:\d+:\d+:) .*/s, '$1'));
  for (const place of places) expect(found).toContain(place);
});

/** A net with layers of so many neurons, drawn. */
const sized = (...sizes: number[]): string =>
  `format: 1
network:
  layers: ${JSON.stringify(sizes.map((size, i) => Array.from({length: size}, (_, j) => `n${i}x${j}`)))}
  activation: tanh
  loss: half-squared-error
  init: {kind: zeros}
optimizer: {kind: sgd, rate: 1}
data: []
`;

test.each([
  [[500, 500, 1], /at most 1000 neurons, found 1001/],
  [[400, 251], /at most 100000 weights and biases, found 100400/],
  [new Array<number>(51).fill(1), /a list of at most 50, found 51/],
])('a net of %j is too large', async (sizes, words) => {
  expect((await complaints(sized(...sizes))).join('\n')).toMatch(words);
});

test.each([[[999, 1]], [[400, 250]], [new Array<number>(50).fill(1)]])(
  'a net of %j is not too large',
  async (sizes) => {
    expect((await complaints(sized(...sizes))).join('\n')).not.toMatch(/at most/);
  },
);

test('the first problems are kept and the others counted', async () => {
  const result = await load(
    changed('focus: [yo, z.o]', `focus: [${'q, '.repeat(90)}]`).replace(
      'expect: {',
      `expect: {${Array.from({length: 60}, (_, i) => `q${i}: 1, `).join('')}`,
    ),
  );
  expect(result.ok ? 0 : [result.problems.length, result.more]).toEqual([100, 50]);
});
