import {type Formula, mapQuantities, quantity, taken} from './formula.ts';
import type {Pass} from './pass.ts';
import {formulaOf} from './passFormulas.ts';
import type {Quantity} from './quantity.ts';
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
  /** The quantity's wrong line, written out from numbers that are right, as far as that is readable. */
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

/** More leaves than this are no line to read. */
const MOST_LEAVES = 8;

/**
 * The lines with those numbers that the mistake changed written out by lines of their own, so that what is left are right numbers.
 * Where that gets too long, the changed numbers stand in the wrong line as they are.
 */
function writtenOut(
  pass: Pass,
  formula: Formula,
  right: Formula,
  again: Replay,
): Pick<Slip, 'formula' | 'right'> {
  const changed = (name: Quantity): Formula | undefined => {
    const line = again.at(name);
    return line.changed ? line.formula : undefined;
  };
  if (Math.max(leavesIn(formula, changed), leavesIn(right, rightLine)) > MOST_LEAVES) {
    const standing = mapQuantities(formula, (name) =>
      changed(name) === undefined ? quantity(name) : taken(name, again.at(name).value),
    );
    return {formula: standing, right};
  }
  const out = new Set<Quantity>();
  const write = (line: Formula): Formula =>
    mapQuantities(line, (name) => {
      const under = changed(name);
      if (under === undefined) return quantity(name);
      out.add(name);
      return write(under);
    });
  const wrong = write(formula);
  return {formula: wrong, right: writeAs(right)};

  function rightLine(name: Quantity): Formula | undefined {
    return changed(name) === undefined ? undefined : formulaOf(pass, name);
  }
  function writeAs(line: Formula): Formula {
    return mapQuantities(line, (name) => {
      const under = out.has(name) ? formulaOf(pass, name) : undefined;
      return under === undefined ? quantity(name) : writeAs(under);
    });
  }
}

/** How many quantities stand in a formula once some of them are written out. */
function leavesIn(formula: Formula, under: (name: Quantity) => Formula | undefined): number {
  let count = 0;
  for (const name of quantitiesIn(formula)) {
    const line = count > MOST_LEAVES ? undefined : under(name);
    count += line === undefined ? 1 : leavesIn(line, under);
  }
  return count;
}
