import {type Formula, mapQuantities, quantity, taken} from './formula.ts';
import {hasUpdate, type Pass} from './pass.ts';
import {formulaOf} from './passFormulas.ts';
import {parseQuantity, type Quantity} from './quantity.ts';
import {quantitiesIn, type Replay, replay} from './replay.ts';
import {rulesOf} from './wrongRules.ts';

/** The ten mistakes that learners make most often, by name. */
export const mistakeNames = [
  'updated-weight',
  'no-slope',
  'slope-at-output',
  'wrong-sign',
  'gradient-as-update',
  'one-path',
  'raw-error',
  'wrong-factor',
  'rounded',
  'weight-factor-on-bias',
] as const;

export type MistakeName = (typeof mistakeNames)[number];

/** What a quantity comes to where a mistake is made on the way to it. */
export interface Slip {
  readonly mistake: MistakeName;
  /** The quantity's wrong line, written out so that the mistake is to be seen, as far as that is readable. */
  readonly formula: Formula;
  /** The right line, written out as far as the wrong one. */
  readonly right: Formula;
  readonly value: number;
  /** The lines in which the mistake is made, where it is not the quantity's own. */
  readonly site: readonly Quantity[];
}

/**
 * What each mistake would give for a quantity of the pass, at each place where it can be made on the way there. Only numbers
 * that differ from the pass's own, each but once for a mistake.
 */
export function slipsOf(pass: Pass, asked: Quantity): readonly Slip[] {
  const truth = pass.values.get(asked);
  const right = formulaOf(pass, asked);
  if (truth === undefined || right === undefined || !Number.isFinite(truth)) return [];
  // A parameter that stays as it is was not computed.
  if (!hasUpdate(pass) && parseQuantity(asked)?.kind === 'next') return [];
  return mistakeNames.flatMap((mistake) => {
    const found: Slip[] = [];
    for (const rule of rulesOf(mistake, pass, asked)) {
      const again = replay(pass, rule, asked);
      const {value, formula} = again.at(asked);
      const isKnown = [truth, ...found.map((slip) => slip.value)].some((other) => isSame(value, other));
      if (formula === undefined || !Number.isFinite(value) || isKnown) continue;
      const site = again.wrongLines().filter((name) => name !== asked);
      found.push({mistake, ...writtenOut(pass, formula, right, again), value, site});
    }
    return found;
  });
}

const isSame = (one: number, other: number): boolean =>
  Math.abs(one - other) <= 1e-12 * Math.max(Math.abs(one), Math.abs(other));

/** Whether the mistake of the pass's round changed this line itself, and not only numbers that stand in it. */
export const isMistaken = (pass: Pass, name: Quantity): boolean => pass.wrong.has(name);

/** More quantities than this are no line to read. */
const MOST_QUANTITIES = 8;

/**
 * The lines with those numbers that the mistake changed written out by lines of their own, so that the mistake itself is to be seen. As
 * far as that can be read; what is changed further up stands in the wrong line as the number that it has become.
 */
function writtenOut(
  pass: Pass,
  formula: Formula,
  right: Formula,
  again: Replay,
): Pick<Slip, 'formula' | 'right'> {
  let written = {formula, right};
  for (let levels = 0; ; levels++) {
    const out = new Set<Quantity>();
    let isWhole = true;
    const wrongLine = (line: Formula, left: number): Formula =>
      mapQuantities(line, (name) => {
        const {changed, formula: under, value} = again.at(name);
        if (!changed || under === undefined) return quantity(name);
        if (left === 0) {
          isWhole = false;
          return taken(name, value);
        }
        out.add(name);
        return wrongLine(under, left - 1);
      });
    const rightLine = (line: Formula, left: number): Formula =>
      mapQuantities(line, (name) => {
        const under = left > 0 && out.has(name) ? formulaOf(pass, name) : undefined;
        return under === undefined ? quantity(name) : rightLine(under, left - 1);
      });
    const next = {formula: wrongLine(formula, levels), right: rightLine(right, levels)};
    const isLong = [next.formula, next.right].some((line) => quantitiesIn(line).length > MOST_QUANTITIES);
    if (isLong && levels > 0) return written;
    written = next;
    if (isLong || isWhole) return written;
  }
}
