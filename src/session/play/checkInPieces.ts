import {type GradientComparison, gradientChecker} from '../../engine/gradientCheck.ts';
import {gradientsOf, type Pass} from '../../engine/pass.ts';

/** The gradient check of a net so large that it takes a while: it is done in pieces, the parameters in canonical order. */
export interface CheckInPieces {
  readonly pass: Pass;
  /** Parameters that are checked. */
  readonly checked: number;
  /** How many of them agree, and how many differ; the others have left the range of numbers. */
  readonly agreeing: number;
  readonly differing: number;
  /** Some of them: first those that differ, then those with the largest relative difference. */
  readonly furthest: readonly GradientComparison[];
}

/** Parameters that are checked between two pictures: more take pieces. */
export const MOST_AT_ONCE = 1000;
/** Nobody reads further. */
const MOST_SHOWN = 100;
/** What checking one parameter costs, in the work of changing a parameter for each that the net has: some forward passes. */
const COST = 0.4;
const LEAST_COST = 20;

export const beginCheck = (pass: Pass): CheckInPieces => ({
  pass,
  checked: 0,
  agreeing: 0,
  differing: 0,
  furthest: [],
});

export const isChecked = ({pass, checked}: CheckInPieces): boolean =>
  checked === pass.network.parameters.length;

/** Made once for a pass, however many pieces there are. */
const checkers = new WeakMap<Pass, (index: number) => GradientComparison>();

function checkerOf(pass: Pass): (index: number) => GradientComparison {
  const {network, parameters, sample} = pass;
  const found = checkers.get(pass) ?? gradientChecker(network, parameters, sample, gradientsOf(pass));
  checkers.set(pass, found);
  return found;
}

/**
 * The check after one more piece of work. However the work is cut, the outcome is the same.
 * @param work in parameters changed
 */
export function checkedFurther(check: CheckInPieces, work: number): CheckInPieces {
  const {pass, checked} = check;
  const {length} = pass.network.parameters;
  const most = Math.max(1, Math.floor(work / (COST * length + LEAST_COST)));
  const compare = checkerOf(pass);
  const end = Math.min(length, checked + most);
  const piece = Array.from({length: end - checked}, (_, i) => compare(checked + i));
  const finite = piece.filter(({relativeDifference}) => Number.isFinite(relativeDifference));
  const agreeing = finite.filter(({agrees}) => agrees).length;
  return {
    pass,
    checked: end,
    agreeing: check.agreeing + agreeing,
    differing: check.differing + finite.length - agreeing,
    furthest: [...check.furthest, ...finite].sort(further).slice(0, MOST_SHOWN),
  };
}

const further = (one: GradientComparison, other: GradientComparison): number =>
  Number(one.agrees) - Number(other.agrees) || other.relativeDifference - one.relativeDifference;
