import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {passOf, type State} from '../../../src/session/state.ts';
import {
  type Cell,
  edgesInto,
  type NetworkView,
  type NeuronView,
  type ParameterView,
} from '../../../src/session/view/network.ts';
import {cellsOf, drawNetwork} from '../../../src/ui/drawing/network.ts';
import {type Line, lineText} from '../../../src/ui/paint.ts';
import {anyDigits, anyNet, anySize, lessonNet, named, netOf, operationsOf, viewAt} from './views.ts';

const texts = (lines: readonly Line[]): string[] => lines.map(lineText);
const drawn = (view: NetworkView, width: number, height: number, ascii = false): string[] =>
  texts(drawNetwork(view, {width, height, ascii}));

/** The same view with nothing marked. */
function unmarked(view: NetworkView): NetworkView {
  const cell = <C extends Cell>(one: C): C => ({...one, marked: false});
  const parameter = <P extends ParameterView>(one: P): P => ({
    ...cell(one),
    gradient: cell(one.gradient),
    next: cell(one.next),
  });
  const neuron = ({bias, sum, delta, target, loss, ...rest}: NeuronView): NeuronView => ({
    ...rest,
    marked: false,
    output: cell(rest.output),
    ...(bias && {bias: parameter(bias)}),
    ...(sum && {sum: cell(sum)}),
    ...(delta && {delta: cell(delta)}),
    ...(target && {target: cell(target)}),
    ...(loss && {loss: cell(loss)}),
  });
  return {
    ...view,
    layers: view.layers.map((layer) => layer.map(neuron)),
    edge: (...where) => ({...view.edge(...where), ...parameter(view.edge(...where))}),
  };
}

/** Whether the text says the number: as the view writes it, or rounded in its last place. */
function isSaid(text: string, {text: whole, value}: Cell): boolean {
  if (text === whole) return true;
  if (whole === undefined || value === undefined) return false;
  const [, mantissa, exponent = '0'] = /^([^e]*)(?:e(.*))?$/.exec(text.trim().replaceAll('−', '-'))!;
  const decimals = mantissa!.includes('.') ? mantissa!.length - mantissa!.indexOf('.') - 1 : 0;
  const unit = 10 ** (Number(exponent) - decimals);
  return Math.abs(Number(`${mantissa}e${exponent}`) - value) <= unit * 0.500001 + Math.abs(value) * 1e-15;
}

const NUMBER_ROLES: ReadonlySet<string | undefined> = new Set(['value', 'gradient', 'update', 'mark']);

const [UP, DOWN, LEFT, RIGHT] = [1, 2, 4, 8] as const;
const WIRES: Readonly<Record<string, number>> = {
  '│': UP | DOWN,
  '─': LEFT | RIGHT,
  '╯': UP | LEFT,
  '╮': DOWN | LEFT,
  '╰': UP | RIGHT,
  '╭': DOWN | RIGHT,
  '┤': UP | DOWN | LEFT,
  '├': UP | DOWN | RIGHT,
  '┴': UP | LEFT | RIGHT,
  '┬': DOWN | LEFT | RIGHT,
  '┼': UP | DOWN | LEFT | RIGHT,
};

/** From each place where a wire leaves a box (`├` in a box's right border), the numbers that a reader's eye arrives at. */
function tracedFrom(lines: readonly string[]): string[][] {
  const at = (x: number, y: number): string => lines[y]?.[x] ?? ' ';
  const sides = new Set(lines.flatMap((line) => [...line.matchAll(/┐/g)].map(({index}) => index)));
  const starts = lines.flatMap((line, y) =>
    [...line.matchAll(/├/g)].filter(({index}) => sides.has(index)).map(({index: x}) => ({x, y})),
  );
  return starts.map(({x, y}) => {
    const numbers: string[] = [];
    const seen = new Set<string>();
    const go = (fromX: number, fromY: number, direction: number): void => {
      const toX = fromX + (direction === RIGHT ? 1 : direction === LEFT ? -1 : 0);
      const toY = fromY + (direction === DOWN ? 1 : direction === UP ? -1 : 0);
      const key = `${toX},${toY},${direction}`;
      if (seen.has(key)) return;
      seen.add(key);
      const character = at(toX, toY);
      const shape = WIRES[character];
      if (shape === undefined) {
        const number = /^ ([\d.]+)/.exec(lines[toY]!.slice(toX))?.[1];
        if (number !== undefined && direction === RIGHT) numbers.push(number);
        return;
      }
      const back = {[UP]: DOWN, [DOWN]: UP, [LEFT]: RIGHT, [RIGHT]: LEFT}[direction]!;
      // An upright line in the way: this wire is broken there and goes on behind it.
      if ((shape & back) === 0) {
        if (character === '│') go(toX, toY, direction);
        return;
      }
      for (const next of [UP, DOWN, LEFT, RIGHT])
        if ((shape & next) !== 0 && next !== back) go(toX, toY, next);
    };
    go(x, y, RIGHT);
    return [...new Set(numbers)];
  });
}

const cursorIn = (state: State, part: number): number => Math.round(part * operationsOf(state).length);
const anyPart = fc.double({min: 0, max: 1, noNaN: true});

describe('any net, in any room', () => {
  test('is exactly as large as its room', () => {
    fc.assert(
      fc.property(
        anyNet,
        anyPart,
        anySize,
        anyDigits,
        fc.boolean(),
        (net, part, {width, height}, digits, ascii) => {
          const lines = drawn(viewAt(net, cursorIn(net, part), ascii, digits), width, height, ascii);
          expect(lines.map((line) => stringWidth(line))).toEqual(new Array(height).fill(width));
        },
      ),
    );
  });

  test('shows no number that the view does not have, and nothing that would make another one of it', () => {
    fc.assert(
      fc.property(
        anyNet,
        anyPart,
        anySize,
        anyDigits,
        fc.boolean(),
        (net, part, {width, height}, digits, ascii) => {
          fc.pre(width >= 20 && height >= 3);
          const view = viewAt(net, cursorIn(net, part), ascii, digits);
          const cells = cellsOf(view);
          for (const line of drawNetwork(view, {width, height, ascii})) {
            const whole = lineText(line);
            let at = 0;
            for (const {text, role} of line) {
              const [before, after] = [whole[at - 1] ?? ' ', whole[at + text.length] ?? ' '];
              at += text.length;
              if (!NUMBER_ROLES.has(role)) continue;
              expect(
                cells.some((cell) => isSaid(text, cell)),
                `${text} in ${whole}`,
              ).toBe(true);
              expect(`${before}${after}`, whole).not.toMatch(/[-−.\d]/);
            }
          }
        },
      ),
      {numRuns: 400},
    );
  });

  function expectMarked(
    view: NetworkView,
    {width, height}: {width: number; height: number},
    ascii: boolean,
  ): void {
    const marked = cellsOf(view).filter((cell) => cell.marked);
    const lines = drawNetwork(view, {width, height, ascii});
    const marks = lines.flat().filter(({role}) => role === 'mark');
    const says = (text: string, cell: Cell): boolean =>
      cell.text === undefined ? /[–-]/.test(text) : isSaid(text, cell);
    for (const cell of marked)
      expect(
        marks.some(({text}) => says(text, cell)),
        `${cell.symbol} ${cell.text}\n${texts(lines).join('\n')}`,
      ).toBe(true);
    if (marked.length > 0) expect(texts(lines)).not.toEqual(drawn(unmarked(view), width, height, ascii));
  }
  const anyUsable = anySize.filter(({width, height}) => width >= 30 && height >= 2);

  test('shows what is computed now, marked, and not by its looks alone', () => {
    fc.assert(
      fc.property(anyNet, anyPart, anyUsable, anyDigits, fc.boolean(), (net, part, size, digits, ascii) => {
        expectMarked(viewAt(net, cursorIn(net, part), ascii, digits), size, ascii);
      }),
    );
  });

  test('shows what the author points at, marked, known or not', () => {
    fc.assert(
      fc.property(anyNet, anyPart, anyPart, anyUsable, fc.boolean(), (net, part, pointed, size, ascii) => {
        const cursor = cursorIn(net, part);
        const all = cellsOf(viewAt(net, cursor));
        const focus = all[Math.floor(pointed * (all.length - 1))]!.quantity;
        expectMarked(viewAt(net, cursor, ascii, 4, [focus]), size, ascii);
      }),
      {numRuns: 300},
    );
  });

  test('has its boxes where they are, whatever the cursor', () => {
    const corners = (lines: readonly string[]): string[] =>
      lines.map((line) =>
        [...line.replaceAll('╔', '┌').replaceAll('╗', '┐').replaceAll('╚', '└').replaceAll('╝', '┘')]
          .map((character) => ('┌┐└┘'.includes(character) ? character : ' '))
          .join(''),
      );
    const boxes = (view: NetworkView, width: number, height: number): string[] =>
      corners(drawn(view, width, height));
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({min: 1, max: 4}), {minLength: 2, maxLength: 4})
          .filter((sizes) => sizes.some((n) => n > 1)),
        anyPart,
        anySize,
        (sizes, part, {width, height}) => {
          const net = netOf(named(sizes));
          const cursor = cursorIn(net, part);
          const before = boxes(viewAt(net, 0), width, height);
          if (!before.some((line) => line.includes('┌'))) return;
          const view = viewAt(net, cursor);
          // A column that is not drawn whole moves with the focus.
          if (texts(drawNetwork(view, {width, height, ascii: false})).some((line) => /[‹›⋮]/.test(line)))
            return;
          expect(boxes(view, width, height)).toEqual(before);
        },
      ),
    );
  });

  test('is ASCII where only that is safe', () => {
    fc.assert(
      fc.property(anyNet, anyPart, anySize, anyDigits, (net, part, {width, height}, digits) => {
        const view = viewAt(net, cursorIn(net, part), true, digits);
        expect(drawn(view, width, height, true).join('')).toMatch(/^[ -~]*$/);
      }),
    );
  });
});

describe('the net of the first lesson', () => {
  test('has values in boxes, weights on arrows and gradients below, at 80×24', () => {
    expect(drawn(viewAt(lessonNet(), 'grad.w.h->o'), 50, 7)).toEqual([
      '         bh 0.1 ───────╮  bo 0.2 ───────╮         ',
      ' ┌ x ──┐ wh 0.2  ┌ h ──▼┐ wo 0.3  ╔ o ══▼╗        ',
      ' │    1├────────▶│0.5744├════════▶║0.5920║ y 0.8  ',
      ' └─────┘         └──────┘         ╚══════╝ L .0216',
      '  zh 0.3000    δ –         zo 0.3723    δ −0.05023',
      ' ∂wh –         → –        ∂wo»−0.02886  → –       ',
      ' ∂bh –         → –        ∂bo –         → –       ',
    ]);
  });

  test('keeps weight, bias and outcome on the smallest screen', () => {
    expect(drawn(viewAt(lessonNet(), 'next.b.o', true), 56, 4, true)).toEqual([
      ' + x ---+ wh 0.2    + h ---+ wo 0.3    # o ===#         ',
      ' |     1+---------->|0.5744+---------->#0.5920# y 0.8   ',
      ' +------+dwh -.00368+------+ -> 0.3144 #======# L .02163',
      ' bh 0.1        dbh -0.003684 bo 0.2         ->#0.2251   ',
    ]);
  });

  test('moves nothing when a number appears', () => {
    const net = lessonNet();
    const still = (cursor: number): string[] =>
      drawn(viewAt(net, cursor), 50, 7).map((line) =>
        line.replace(/[−.0-9–]+/g, (number) => ' '.repeat(number.length)),
      );
    const skeleton = (lines: readonly string[]): string[] =>
      lines.map((line) => line.replace(/[═╔╗╚╝║»]/g, ' ').replace(/[─┌┐└┘│├╮]/g, ' '));
    for (let cursor = 0; cursor <= operationsOf(net).length; cursor++)
      expect(skeleton(still(cursor))).toEqual(skeleton(still(0)));
  });

  test('writes numbers out whole where there is room', () => {
    const picture = drawn(viewAt(lessonNet(), operationsOf(lessonNet()).length), 76, 14).join('\n');
    for (const number of [
      '0.5744',
      '0.5920',
      '0.02163',
      '−0.003684',
      '−0.02886',
      '−0.05023',
      '0.2018',
      '0.3144',
      '0.2251',
    ])
      expect(picture).toContain(` ${number} `);
  });
});

describe('small nets', () => {
  for (const sizes of [
    [2, 2, 1],
    [2, 4, 1],
    [2, 2, 2],
    [2, 3, 2],
    [1, 2, 1],
    [3, 1, 2],
  ])
    test(`${sizes.join('-')} shows every weight and bias with its number at 120×36`, () => {
      const net = netOf(named(sizes));
      const view = viewAt(net, 0);
      const numbers = drawNetwork(view, {width: 76, height: 14, ascii: false})
        .flat()
        .filter(({role}) => role === 'value')
        .map(({text}) => text);
      for (const edge of view.layers.flatMap((_, layer) => edgesInto(view, layer)))
        expect(numbers).toContain(edge.text);
      for (const {bias} of view.layers.flat()) if (bias) expect(numbers).toContain(bias.text);
    });

  test('have a wire from every neuron to each of its weights, and to no other', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({min: 1, max: 4}), {minLength: 2, maxLength: 4})
          .filter((sizes) => sizes.some((n) => n > 1)),
        fc.integer({min: 60, max: 120}),
        fc.integer({min: 7, max: 24}),
        (sizes, width, height) => {
          const count = netOf(named(sizes)).start.parameters.length;
          const parameters = Array.from({length: count}, (_, i) => (101 + i) / 1000);
          const view = viewAt(netOf(named(sizes), {parameters}), 0);
          const lines = drawn(view, width, height);
          // Only the drawing that shows the net whole has bias arrows on the upper borders of its boxes.
          if (!lines.some((line) => /▶[┌├] [a-o]\d? /.test(line)) || lines.some((line) => line.includes('⋮')))
            return;
          const reached = tracedFrom(lines).map((numbers) => numbers.sort());
          const wanted = view.layers.slice(0, -1).flatMap((neurons, layer) =>
            neurons.map(({name}) =>
              edgesInto(view, layer + 1)
                .filter(({from}) => from === name)
                .map(({text}) => text!)
                .sort(),
            ),
          );
          expect(reached.sort(), lines.join('\n')).toEqual(wanted.sort());
        },
      ),
    );
  });

  test('show negative weights dashed, large ones heavy, tiny ones dotted', () => {
    const net = netOf([['x'], ['o']], {biased: false, input: [1], parameters: [0.5]});
    const edge = (weight: number, ascii = false): string =>
      drawn(
        viewAt(netOf([['x'], ['o']], {biased: false, input: [1], parameters: [weight]}), 0, ascii),
        40,
        7,
        ascii,
      ).find((line) => /[▶>]/.test(line))!;
    expect(drawn(viewAt(net, 0), 40, 7).join('\n')).toMatch(/├─+▶/);
    expect(edge(-0.5)).toMatch(/├╌+▶/);
    expect(edge(1.5)).toMatch(/├━+▶/);
    expect(edge(-1.5)).toMatch(/├╍+▶/);
    expect(edge(0.01)).toMatch(/├·+▶/);
    expect(edge(-0.5, true)).toMatch(/\+~+>/);
    expect(edge(1.5, true)).toMatch(/\+=+>/);
    expect(edge(-1.5, true)).toMatch(/\+(=~)+=?>/);
    expect(edge(0, true)).toMatch(/\+\.+>/);
  });
});

describe('large nets', () => {
  test('2-8-8-1 shows all neurons and the weights into the one in focus', () => {
    const view = viewAt(netOf(named([2, 8, 8, 1])), 'grad.w.a4->b3');
    const picture = drawn(view, 78, 9);
    for (const {name} of view.layers.flat()) expect(picture.join('\n')).toContain(name);
    for (const edge of edgesInto(view, 2).filter(({to, from}) => to === 'b3' && from !== 'a4'))
      expect(picture.join('\n')).toContain(edge.text);
    expect(picture[3]).toMatch(/a4 .*∂[−.0-9]+/);
  });

  test('say how many neurons and layers they leave out', () => {
    const view = viewAt(netOf(named([64, 32, 10])), 'z.b1');
    const hidden = (letter: string): number => {
      const lines = drawn(viewAt(netOf(named([64, 32, 10])), 'z.a20'), 78, 9);
      const shown = lines.join('\n').match(new RegExp(`${letter}\\d+`, 'g'))!;
      return new Set(shown).size;
    };
    const lines = drawn(viewAt(netOf(named([64, 32, 10])), 'z.a20'), 78, 9).join('\n');
    const counted = [...lines.matchAll(/⋮ \+(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0);
    expect(counted + hidden('x') + hidden('a') + hidden('o')).toBe(64 + 32 + 10);
    expect(view.layers).toHaveLength(3);
    expect(drawn(viewAt(netOf(named([1, 1, 1, 1, 1, 1])), 'z.c'), 50, 7).join('\n')).toMatch(
      /‹ \+2[\s\S]*\+1 ›/,
    );
  });
});

test('Chinese names keep the columns straight', () => {
  const net = netOf([['输入'], ['隐'], ['输出']], {input: [1], parameters: [0.2, 0.1, 0.3, 0.2]});
  const lines = drawn(viewAt(net, 0), 50, 7);
  expect(lines[1]).toMatch(/ 输入/);
  expect(lines.map((line) => stringWidth(line))).toEqual(new Array(7).fill(50));
  const column = (line: string, character: string): number =>
    stringWidth(line.slice(0, line.indexOf(character)));
  expect(column(lines[1]!, '┐')).toBe(column(lines[3]!, '┘'));
});

test('names that only Unicode can write are transliterated', () => {
  const net = netOf([['α1'], ['δ'], ['o']], {input: [1], parameters: [0.2, 0.1, 0.3, 0.2]});
  for (const [width, height] of [
    [50, 7],
    [40, 3],
  ] as const)
    expect(drawn(viewAt(net, 2, true), width, height, true).join('')).toMatch(/^[ -~α]*$/);
});

test.each(['Gewicht_kg', '体重（公斤）'])(
  'a net whose inputs are called %s is drawn with its weights in the narrowest place beside a picture',
  (name) => {
    const state = netOf([
      [name, 'x2'],
      ['h1', 'h2', 'h3', 'h4'],
      ['p', 'q'],
    ]);
    const lines = drawn(viewAt(state, 0), 44, 11);
    expect(lines.join('\n')).toContain(name.slice(0, 1));
    expect(lines.join('\n')).toContain('├ 0.82 ───┤');
    for (const line of lines) expect(stringWidth(line)).toBe(44);
  },
);

test.each([
  [['x'], ['h'], ['o']],
  [
    ['x1', 'x2'],
    ['h1', 'h2'],
    ['o1', 'o2'],
  ],
  [['x1', 'x2'], ['g1', 'g2'], ['h1', 'h2'], ['o']],
])('a small loss is a number beside a target that a lesson has named (%s, %s, %s)', (...layers) => {
  const display = Object.fromEntries(layers.at(-1)!.map((name, i) => [`t.${name}`, ['目标', 'goal'][i]!]));
  const at = startingAt(netOf(layers, {display}));
  const state = netOf(layers, {display, target: at.map((a) => a + 0.0123)});
  for (let width = 44; width <= 120; width += 1)
    for (const height of [7, 9, 14])
      expect(drawn(viewAt(state, 'loss'), width, height).join('\n'), `${width}×${height}`).not.toMatch(/L.…/);
});

/** What the outputs are before any training. */
const startingAt = (state: State): readonly number[] => {
  const {values} = passOf(state);
  return state.start.setup.network.outputs.map((name) => values.get(`a.${name}`)!);
};
