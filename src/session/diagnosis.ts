import {type MistakeName, mistakeNames, type Slip, slipsOf} from '../engine/mistakes.ts';
import type {Pass} from '../engine/pass.ts';
import type {Quantity} from '../engine/quantity.ts';
import {splitRun} from '../lesson/scope.ts';
import {passOf, positionOf, type State} from './state.ts';

/** The pass that a name's number is of, and the name that it has there. Undefined where there is no such run. */
export function passNamed(
  state: State,
  name: Quantity,
): {readonly pass: Pass; readonly own: Quantity} | undefined {
  const {own, run} = splitRun(name);
  const position = run === undefined ? state : positionOf(state, run);
  return position && {pass: passOf(position), own};
}

/** What the named mistakes would make of a quantity; nothing for a measure, which is no line of a pass. */
export function slipsAt(state: State, name: Quantity): readonly Slip[] {
  const found = passNamed(state, name);
  return found === undefined ? [] : slipsOf(found.pass, found.own);
}

/** Of each mistake the slip that is closest to a number, the closest mistake first. */
export const closest = (slips: readonly Slip[], value: number): readonly Slip[] =>
  firstOfEach(slips.toSorted((a, b) => Math.abs(a.value - value) - Math.abs(b.value - value)));

/** More mistakes than this behind one sign say nothing. */
const MOST_FOR_A_SIGN = 2;

/** The mistakes that always lead to a sign, whichever way they are made; none where too many do. */
export function behindSign(slips: readonly Slip[], sign: number): readonly Slip[] {
  const always = (mistake: MistakeName): boolean => {
    const own = slips.filter((slip) => slip.mistake === mistake);
    return own.length > 0 && own.every(({value}) => Math.sign(value) === sign);
  };
  const mistakes = mistakeNames.filter(always);
  if (mistakes.length > MOST_FOR_A_SIGN) return [];
  return firstOfEach(slips.filter(({mistake}) => mistakes.includes(mistake)));
}

const firstOfEach = (slips: readonly Slip[]): readonly Slip[] =>
  slips.filter((slip, i) => slips.findIndex(({mistake}) => mistake === slip.mistake) === i);
