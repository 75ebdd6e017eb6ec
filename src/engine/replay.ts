import {afterUpdate} from './afterUpdate.ts';
import {evaluateFormula, type Formula, mapQuantities, quantity} from './formula.ts';
import type {Pass} from './pass.ts';
import {formulaOf} from './passFormulas.ts';
import {formatQuantity, gradient, parseQuantity, type Quantity, type QuantityParts} from './quantity.ts';
import {weightFlags} from './regularization.ts';

/** A line of a pass that is about to be computed. */
export interface Line {
  readonly name: Quantity;
  readonly parts: QuantityParts;
  /** The formula it has in the pass. */
  readonly right: Formula;
  /** The numbers of other quantities in this replay. */
  known(name: Quantity): number;
}

/** A wrong way to compute: another formula for some lines, undefined for those that it leaves as they are. */
export type Rule = (line: Line) => Formula | undefined;

/** What a line comes to in a replay. */
export interface Replayed {
  readonly value: number;
  /** The formula in force; absent where the quantity is given or taken from the pass as it is. */
  readonly formula?: Formula;
  /** Whether the rule changed this very line. */
  readonly wrong: boolean;
  /** Whether the number is another one than in the pass. */
  readonly changed: boolean;
}

/** A pass computed again by a wrong rule. */
export interface Replay {
  at(name: Quantity): Replayed;
  /** The lines that the rule changed, of those looked at so far. */
  wrongLines(): readonly Quantity[];
}

/**
 * Computes quantities of a pass again by a wrong rule: the loss, the backward pass and the update, and of the forward pass only
 * what is asked for. What no wrong line leads to keeps its number, bit for bit. Lines are computed when they are looked at.
 */
export function replay(pass: Pass, rule: Rule, asked?: Quantity): Replay {
  const done = new Map<Quantity, Replayed>();
  const known = (name: Quantity): number => at(name).value;
  const at = (name: Quantity): Replayed => {
    const before = done.get(name);
    if (before !== undefined) return before;
    const now = compute(name);
    done.set(name, now);
    return now;
  };

  const compute = (name: Quantity): Replayed => {
    const own = pass.values.get(name);
    const parts = parseQuantity(name);
    if (own === undefined || parts === undefined) throw new RangeError(`no quantity of the net is ${name}`);
    const kept: Replayed = {value: own, wrong: false, changed: false};
    if (!isReplayed(parts) && name !== asked) return kept;
    const parameter = parts.kind === 'next' ? formatQuantity(parts.of) : undefined;
    const slipped = parameter !== undefined && at(gradient(parameter)).changed;
    const right = formulaOf(slipped ? withGradient(pass, parameter, known(gradient(parameter))) : pass, name);
    if (right === undefined) return kept;
    const wrong = rule({name, parts, right, known});
    if (wrong === undefined && !slipped && !quantitiesIn(right).some((leaf) => at(leaf).changed)) return kept;
    const formula = wrong ?? right;
    const value = evaluateFormula(formula, known);
    return {value, formula, wrong: wrong !== undefined, changed: !Object.is(value, own)};
  };

  return {
    at,
    wrongLines: () => [...done].filter(([, {wrong}]) => wrong).map(([name]) => name),
  };
}

/** Whether a mistake further up can reach the quantity: all but the forward pass to the outputs. */
const isReplayed = ({kind}: QuantityParts): boolean =>
  kind === 'gradient' || kind === 'slope' || kind === 'next' || kind === 'loss' || kind === 'loss-part';

/** The pass with the update that another gradient of one parameter would make: its formula holds the batch's mean and the optimiser's running means. */
function withGradient(pass: Pass, parameter: Quantity, value: number): Pass {
  const index = pass.network.parameterIndex.get(parameter)!;
  const {parameters, memory, after} = pass;
  const {gathered, slots: before} = memory;
  const single = afterUpdate(
    {
      ...pass,
      parameters: [parameters[index]!],
      memory: {
        ...memory,
        slots: before.map((slot) => [slot[index]!]),
        ...(gathered !== undefined && {gathered: [gathered[index]!]}),
      },
    },
    [value],
    weightFlags(pass.network).subarray(index, index + 1),
  );
  const slots = after.memory.slots.map((slot, k) => slot.with(index, single.memory.slots[k]![0]!));
  const values =
    pass.batch === undefined ? pass.values : new Map(pass.values).set(gradient(parameter), value);
  return {...pass, values, after: {...after, memory: {...after.memory, slots}}};
}

/** The quantities that stand in a formula. */
export function quantitiesIn(formula: Formula): readonly Quantity[] {
  const found: Quantity[] = [];
  mapQuantities(formula, (name) => {
    found.push(name);
    return quantity(name);
  });
  return found;
}
