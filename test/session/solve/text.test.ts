import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {chainRule} from '../../../src/engine/chainRule.ts';
import {optimizerDefaults, wholePower} from '../../../src/engine/optimizers.ts';
import {parseQuantity} from '../../../src/engine/quantity.ts';
import type {Setup} from '../../../src/lesson/lesson.ts';
import {createNotation, type Digits} from '../../../src/session/notation.ts';
import {type SolvedRound, solveRounds} from '../../../src/session/solve/rounds.ts';
import {workingOf} from '../../../src/session/view/working.ts';
import {anySetup, articleSetup, namesOf, xorSetup} from '../lessons.ts';
import {divergingSetup, solved} from './solved.ts';

/** The setup with names that have no digit in them, so that every digit of a text belongs to a number. */
function withoutDigits(setup: Setup): Setup {
  const {pass} = [...solveRounds(setup, 1)][0]!;
  const letters = (name: string): string =>
    name.replaceAll(/[0-9]/g, (digit) => 'abcdefghij'[Number(digit)]!);
  const own = [...pass.values.keys()].filter((name) => !/^(grad|next|slope)\./.test(name));
  const display = own.map((name) => [name, letters(name).replace('->', 'to').replaceAll('.', '_')] as const);
  return {...setup, names: namesOf(Object.fromEntries(display))};
}

const letterSetup = anySetup.map(withoutDigits);

/** Every number that the engine has for a round, as it is written. */
function numbersOf({pass, state}: SolvedRound, setup: Setup, digits: Digits): Set<string> {
  const notation = createNotation(setup.names, 'en', digits, false);
  const {optimizer, after, memory, network} = pass;
  const numbers: number[] = [...pass.values.values(), ...pass.sweep.slopes.flat()];
  for (const {rate, ...rest} of [optimizer])
    numbers.push(rate, ...Object.values(rest).filter((value) => typeof value === 'number'));
  numbers.push(...memory.slots.flat(), ...after.memory.slots.flat());
  if (optimizer.kind === 'adam') {
    const {updates, slots} = after.memory;
    numbers.push(...slots[0]!.map((m) => m / (1 - wholePower(optimizer.beta1, updates))), updates);
    numbers.push(...slots[1]!.map((v) => v / (1 - wholePower(optimizer.beta2, updates))));
  }
  for (const name of pass.values.keys())
    for (const factors of chainRule(pass, name)?.paths ?? []) {
      numbers.push(...factors.map(({value}) => value));
      numbers.push(factors.reduce((product, {value}) => product * value, 1));
    }
  for (const name of network.parameters)
    numbers.push(pass.values.get(`next.${name}`)! - pass.values.get(name)!);
  numbers.push(
    pass.sample.target.reduce((sum, value) => sum + value),
    network.outputs.length,
  );
  // Of the formulas themselves, of headings, and before the paths of a sum.
  numbers.push(0.5, 1, 2, state.start.done + 1, setup.samples.length);
  const counted = [setup.samples, network.layers, ...network.layers].map((list) => list.length);
  for (let i = 1; i <= Math.max(4, ...counted); i++) numbers.push(i);
  return new Set(numbers.map((value) => notation.number(value).replace(/^−/, '')));
}

/** The digits of neurons' names and of β1, β2 belong to no number. */
const tokens = (text: string): string[] =>
  text
    .replaceAll(/β[12]|n\d\d/g, '')
    .match(/\d[\d.]*(?:e−?\d+)?/g)
    ?.map((it) => it.replace(/\.$/, '')) ?? [];

describe.each(['text', 'markdown'] as const)('%s', (format) => {
  test('every number in it is one of the engine’s', () => {
    fc.assert(
      fc.property(letterSetup, fc.constantFrom<Digits>(2, 4, 17), (setup, digits) => {
        const {text} = solved(setup, format, {rounds: 2, digits});
        const known = new Set([...solveRounds(setup, 2)].flatMap((it) => [...numbersOf(it, setup, digits)]));
        for (const token of tokens(text)) if (!known.has(token)) throw new Error(`where is ${token} from?`);
      }),
      {numRuns: 30, endOnFailure: true},
    );
  });

  test('every operation is in it: left side, formula, numbers and value', () => {
    fc.assert(
      fc.property(anySetup, (setup) => {
        const text = solved(setup, format).text.replaceAll(/\s+/g, ' ');
        const notation = createNotation(setup.names, 'en', 4, false);
        const {state, pass} = [...solveRounds(setup, 1)][0]!;
        for (const {quantity} of pass.operations) {
          const working = workingOf(state, notation, quantity)!;
          expect(text).toContain(`${working.left} ${working.kind === 'formula' ? working.sign : ''}`.trim());
          expect(text).toContain(`= ${working.value}`);
          if (working.kind === 'formula' && parseQuantity(quantity)?.kind !== 'sum') {
            expect(text).toContain(working.symbols);
            expect(text).toContain(working.numbers);
          }
        }
      }),
      {numRuns: 30, endOnFailure: true},
    );
  });

  test('Chinese has Chinese headings, English none', () => {
    const zh = solved(xorSetup(), format, {language: 'zh'}).text;
    const en = solved(xorSetup(), format, {language: 'en'}).text;
    expect(zh).toContain('前向传播');
    expect(en).toContain('Forward');
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect(zh).not.toMatch(/Forward|Backward|Update|Round|Loss/);
  });

  test('ASCII has no other signs', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the range from 0
    expect(solved(xorSetup(), format, {rounds: 2, ascii: true}).text).toMatch(/^[\u0000-\u007f]*$/);
  });

  test('the number of digits is respected', () => {
    expect(solved(articleSetup(), format, {digits: 17}).text).toContain('−0.02885607598362517');
    expect(solved(articleSetup(), format, {digits: 2}).text).not.toMatch(/[1-9]\d{2}/);
  });

  test('a net that diverges ends with that round and says so', () => {
    const {text, divergedAt} = solved(divergingSetup(), format, {rounds: 9});
    expect(divergedAt).toBe(2);
    expect(text).toContain('diverged at round 2');
    expect(text).not.toContain('Round 3');
    expect(solved(divergingSetup(), format, {rounds: 9, language: 'zh'}).text).toContain('第 2 轮发散');
  });
});

test('no line is wider than the page', () => {
  fc.assert(
    fc.property(
      letterSetup,
      fc.constantFrom<Digits>(4, 17),
      fc.constantFrom('zh' as const, 'en' as const),
      (setup, digits, language) => {
        for (const line of solved(setup, 'text', {rounds: 2, digits, language}).text.split('\n'))
          if (stringWidth(line) > 80) throw new Error(line);
      },
    ),
    {numRuns: 30, endOnFailure: true},
  );
});

test('names as long as they may be cut no number', () => {
  const long = '一二三四五六七八九十一二三四五六七八九十';
  const setup = articleSetup();
  const display = [...setup.names.display].map(([name], i) => [name, `${long.slice(1)}${'abcdefghijkl'[i]}`]);
  const {text} = solved({...setup, names: namesOf(Object.fromEntries(display))}, 'text', {digits: 17});
  const {pass} = [...solveRounds(setup, 1)][0]!;
  for (const {quantity} of pass.operations) {
    const written = createNotation(setup.names, 'en', 17, false).number(pass.values.get(quantity)!);
    expect(text).toContain(`= ${written}\n`);
  }
});

test('the article’s gradient stands factor by factor, numbers under symbols', () => {
  expect(solved(articleSetup(), 'text').text).toContain(
    [
      '  ∂L/∂wo = ∂L/∂yo    · ∂yo/∂zo     · ∂zo/∂wo',
      '         = −(y − yo) · yo·(1 − yo) · yh',
      '         = −0.2080   × 0.2415      × 0.5744',
      '         = −0.02886',
      '',
    ].join('\n'),
  );
});

test('the net’s layers are named before the rounds', () => {
  expect(solved(xorSetup(), 'text').text).toContain('\nLayers: p, q → h1, h2 → o\n');
  expect(solved(xorSetup(), 'markdown').text).toContain('\n**Layers:** `p, q → h1, h2 → o`\n');
});

test('samples are called by their names', () => {
  const setup = articleSetup();
  const named = {...setup, samples: [{...setup.samples[0]!, name: 'first'}]};
  expect(solved(named, 'text').text).toContain('Round 1: sample 1 (first)\n');
  expect(solved(named, 'text', {language: 'zh'}).text).toContain('第 1 轮：样本 1（first）\n');
});

describe('an optimiser’s memory is worked out', () => {
  const kinds = ['momentum', 'nesterov', 'rmsprop', 'adagrad', 'adam'] as const;

  test.each(kinds)('%s: each line’s numbers come to its value', (kind) => {
    const setup: Setup = {
      ...articleSetup(),
      optimizer: {...optimizerDefaults[kind], rate: 0.1} as Setup['optimizer'],
    };
    const {text} = solved(setup, 'text', {rounds: 3, digits: 17, width: 400});
    const lines = text.split('\n');
    const memories = lines.flatMap((line, i) => (/^ {2}(?:[msv]|[mv]\u0302) [←=]/.test(line) ? [i] : []));
    expect(memories).toHaveLength(4 * 3 * (kind === 'adam' ? 4 : 1));
    for (const i of memories) {
      const [numbers, value] = [lines[i + 1]!, lines[i + 2]!].map((line) => line.trim().replace(/^= /, ''));
      expect(computed(numbers!)).toBeCloseTo(computed(value!), 14);
    }
  });

  /** Arithmetic as it is printed. */
  function computed(written: string): number {
    const code = written
      .replaceAll('×', '*')
      .replaceAll('−', '-')
      .replaceAll('²', '**2')
      .replaceAll('^', '**');
    if (!/^[\d.e+\-*/() ]+$/.test(code)) throw new Error(`${written} is no arithmetic`);
    return Number(new Function(`return ${code}`)());
  }
});

test('one activation for all layers is named once, several by layer', () => {
  expect(solved(articleSetup(), 'text').text).toContain('\nActivations: sigmoid\n');
  expect(solved(xorSetup(), 'text').text).toContain(
    '\nActivations: hidden layer 1: tanh, output layer: sigmoid\n',
  );
});
