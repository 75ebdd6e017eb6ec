import {NEURON_NAME} from './quantity.ts';

/**
 * The names of numbers that are worked out beside a pass: no operation of it, but readable wherever a quantity is.
 *
 *     back.h->o   what h gets back from o: δ of o times w.h->o; over all o these sum to grad.a.h
 *     share.o     the proportional picture's error: of an output neuron a − t, of another the sum of its share.h->o
 *     share.h->o  the part of share.o that h gets in proportion to its weight: share.o · w.h->o / Σ w.k->o
 *     count.C     arithmetic operations: forward, backward, numeric; and how many parameters there are
 *     data.M      of all samples with the round's parameters: loss (their mean), right (how many come out on the right side), size
 *     test.M      the same of the test samples
 *     round       the number of the round, counted from 1
 *     rate        the learning rate η
 *     diverged    the round in which the net diverged, counted from 1
 */
export type Measure =
  | {readonly kind: 'back' | 'share-from'; readonly from: string; readonly to: string}
  | {readonly kind: 'share'; readonly neuron: string}
  | {readonly kind: 'count'; readonly of: CountName}
  | {readonly kind: 'samples'; readonly from: 'data' | 'test'; readonly of: SetMeasure}
  | {readonly kind: 'round' | 'rate' | 'diverged'};

export const countNames = ['forward', 'backward', 'numeric', 'parameters'] as const;
export type CountName = (typeof countNames)[number];

export const setMeasures = ['loss', 'right', 'size'] as const;
export type SetMeasure = (typeof setMeasures)[number];

const ALONE = ['round', 'rate', 'diverged'] as const;

/** The parts of a measure's name, or undefined where the text is no such name. Does not ask whether the neurons exist. */
export function parseMeasure(name: string): Measure | undefined {
  const alone = ALONE.find((word) => word === name);
  if (alone !== undefined) return {kind: alone};
  const dot = name.indexOf('.');
  if (dot < 0) return undefined;
  const head = name.slice(0, dot);
  const rest = name.slice(dot + 1);
  switch (head) {
    case 'back':
      return between('back', rest);
    case 'share':
      return NEURON_NAME.test(rest) && !rest.includes('->')
        ? {kind: 'share', neuron: rest}
        : between('share-from', rest);
    case 'count': {
      const of = countNames.find((word) => word === rest);
      return of && {kind: 'count', of};
    }
    case 'data':
    case 'test': {
      const of = setMeasures.find((word) => word === rest);
      return of && {kind: 'samples', from: head, of};
    }
    default:
      return undefined;
  }
}

function between(kind: 'back' | 'share-from', rest: string): Measure | undefined {
  const arrow = rest.indexOf('->');
  if (arrow < 0) return undefined;
  const from = rest.slice(0, arrow);
  const to = rest.slice(arrow + 2);
  return NEURON_NAME.test(from) && NEURON_NAME.test(to) ? {kind, from, to} : undefined;
}
