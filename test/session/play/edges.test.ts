import {expect, test} from 'vitest';
import {gradient, output, weight} from '../../../src/engine/quantity.ts';
import {createNotation} from '../../../src/session/notation.ts';
import {setupOf} from '../../../src/session/play/build.ts';
import {edgeRows} from '../../../src/session/play/edges.ts';
import {firstRecipe} from '../../../src/session/play/recipe.ts';
import {passOf, type State, startOf} from '../../../src/session/state.ts';
import {update} from '../../../src/session/update.ts';

const made = setupOf({...firstRecipe, net: '2-3-2-1'}, undefined);
if (!made.ok) throw new Error('the recipe is wrong');
const start = startOf(made.setup);
const notation = createNotation(made.setup.names, 'en', 17, false);
const number = (text: string | undefined): number => Number(text?.replace('−', '-'));

/** A round that is known to its end. */
const known: State = {...update(start, {type: 'train', rounds: 1}), cursor: 0};
const whole: State = {...known, cursor: passOf(known).operations.length};

test('what comes into a neuron adds up to its weighted sum, what comes back to ∂L/∂a', () => {
  for (const neuron of ['h1', 'h2', 'h3', 'g1', 'g2']) {
    const rows = edgeRows(whole, neuron, notation)!;
    const end = rows.findIndex(({name}) => name.startsWith('= z'));
    const sum = (part: typeof rows): number => part.reduce((total, {product}) => total + number(product), 0);
    expect(sum(rows.slice(0, end))).toBeCloseTo(number(rows[end]!.product), 12);
    expect(sum(rows.slice(end + 1, -1))).toBeCloseTo(number(rows.at(-1)!.product), 12);
    expect(number(rows.at(-1)!.product)).toBe(passOf(whole).values.get(gradient(output(neuron))));
  }
});

test('every weight has its gradient, and the bias its own', () => {
  const rows = edgeRows(whole, 'g1', notation)!;
  const {values} = passOf(whole);
  expect(rows.slice(0, 3).map((row) => number(row.gradient))).toEqual(
    ['h1', 'h2', 'h3'].map((from) => values.get(gradient(weight(from, 'g1')))),
  );
  expect(number(rows[3]!.gradient)).toBe(values.get('grad.b.g1'));
});

test('what is not known yet is a dash, and a weight is known from the start', () => {
  const rows = edgeRows({...known, cursor: 0}, 'h1', notation)!;
  expect(rows[0]).toMatchObject({gradient: '–'});
  expect(number(rows[0]!.weight)).toBe(known.start.parameters[0]);
  expect(rows.at(-1)!.product).toBe('–');
});

test('an input has only what goes out, an output only what comes in, and nobody has nothing', () => {
  expect(edgeRows(whole, 'x1', notation)!.map(({name}) => name)).toEqual([
    'w.x1→h1',
    'w.x1→h2',
    'w.x1→h3',
    ...(passOf(whole).values.has('grad.a.x1') ? ['= ∂L/∂x1'] : []),
  ]);
  expect(edgeRows(whole, 'o', notation)!.map(({name}) => name)).toEqual(['w.g1→o', 'w.g2→o', 'b.o', '= z.o']);
  expect(edgeRows(whole, 'nobody', notation)).toBeUndefined();
});
