import {
  difference,
  evaluateFormula,
  type Formula,
  number,
  power,
  product,
  quotient,
  sum,
  symbol,
} from '../../engine/formula.ts';
import type {Pass} from '../../engine/pass.ts';
import {handedFormula, meanFormula} from '../../engine/passFormulas.ts';
import type {Quantity} from '../../engine/quantity.ts';
import type {Notation} from '../notation.ts';
import type {Working} from '../view/working.ts';

/** What a batch and an optimiser keep of one parameter, worked out: what its update needs, and what it leaves for the next round. */
export interface MemoryWorkings {
  readonly before: readonly Working[];
  readonly after: readonly Working[];
}

type Write = (left: string, sign: '=' | '←', formula: Formula, value: number) => Working;

/** The mean over the batch that the round ends, and the optimiser's running means of one parameter. */
export function memoryWorkings(pass: Pass, notation: Notation, parameter: Quantity): MemoryWorkings {
  const known = (name: Quantity): number => pass.values.get(name) ?? Number.NaN;
  const line: Write = (left, sign, formula, value) => ({
    kind: 'formula',
    left: notation.text(left),
    sign,
    symbols: notation.symbols(formula),
    numbers: notation.numbers(formula, known),
    value: notation.number(value),
  });
  const kept = keptByOptimizer(pass, parameter, line);
  if (pass.batch === undefined || pass.batch.size === 1) return kept;
  const mean = meanFormula(pass, parameter);
  return {...kept, before: [line('ḡ', '=', mean, evaluateFormula(mean, known)), ...kept.before]};
}

/** The running means of one parameter in this round, by the sources named in `engine/optimizers.ts`; none for sgd. */
function keptByOptimizer(pass: Pass, parameter: Quantity, line: Write): MemoryWorkings {
  const {optimizer, memory, after, network} = pass;
  const index = network.parameterIndex.get(parameter)!;
  const g = handedFormula(pass, parameter);
  const old = (letter: string, slot: number): Formula => symbol(letter, memory.slots[slot]![index]!);
  const kept = (slot: number): number => after.memory.slots[slot]![index]!;
  /** decay·old + (1 − decay)·new, the running mean of the gradient or of its square. */
  const mean = (letter: string, slot: number, decay: Formula, of: Formula): Working =>
    line(
      letter,
      '←',
      sum([product(decay, old(letter, slot)), product(difference(number(1), decay), of)]),
      kept(slot),
    );

  switch (optimizer.kind) {
    case 'sgd':
      return {before: [], after: []};
    case 'momentum':
    case 'nesterov': {
      const v = line('v', '←', sum([product(symbol('μ', optimizer.momentum), old('v', 0)), g]), kept(0));
      // Momentum's update is written with the old v, Nesterov's with the new one.
      return optimizer.kind === 'momentum' ? {before: [], after: [v]} : {before: [v], after: []};
    }
    case 'rmsprop':
      return {before: [mean('s', 0, symbol('ρ', optimizer.decay), power(g, 2))], after: []};
    case 'adagrad':
      return {before: [line('s', '←', sum([old('s', 0), power(g, 2)]), kept(0))], after: []};
    case 'adam': {
      const t = after.memory.updates;
      const beta1 = symbol('β1', optimizer.beta1);
      const beta2 = symbol('β2', optimizer.beta2);
      const unbiased = (letter: string, slot: number, beta: Formula, decay: number): Working =>
        line(
          `${letter}\u0302`,
          '=',
          quotient(symbol(letter, kept(slot)), difference(number(1), t === 1 ? beta : power(beta, t))),
          kept(slot) / (1 - decay ** t),
        );
      return {
        before: [
          mean('m', 0, beta1, g),
          mean('v', 1, beta2, power(g, 2)),
          unbiased('m', 0, beta1, optimizer.beta1),
          unbiased('v', 1, beta2, optimizer.beta2),
        ],
        after: [],
      };
    }
  }
}
