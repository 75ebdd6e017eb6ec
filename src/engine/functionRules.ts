import type {Expression} from './expression.ts';
import {type Formula, number, product, quantity, sum} from './formula.ts';
import {nodeOf, quantityOf, slopeFormula} from './functionGraph.ts';
import type {Use} from './graph.ts';
import type {MistakeName} from './mistakes.ts';
import type {Pass} from './pass.ts';
import {formatQuantity, gradient, LOSS, parseQuantity, type Quantity} from './quantity.ts';
import type {Rule} from './replay.ts';

/** Places of a mistake that are looked at; more would be a search for any number at all. */
const MOST_PLACES = 32;

/**
 * The ways of making a mistake in the backward sweep of a function that could be behind a number for the quantity. Undefined where a mistake
 * is made as in a net; none where it needs a net.
 */
export function functionRules(
  mistake: MistakeName,
  pass: Pass,
  expression: Expression,
  asked: Quantity,
): readonly Rule[] | undefined {
  const sweep = sweepOf(pass, expression, asked);
  switch (mistake) {
    case 'one-path':
      return sweep.nodes
        .flatMap((name) => sweep.uses(name).map((_, k) => ({name, k, of: sweep.uses(name).length})))
        .filter(({of}) => of > 1)
        .slice(0, MOST_PLACES)
        .map(
          ({name, k}): Rule =>
            (line) =>
              line.name === gradient(name) ? sweep.term(sweep.uses(name)[k]!) : undefined,
        );
    case 'no-slope':
      return sweep.everywhereAndEach(({user, op}) =>
        SLOPELESS.has(op) ? undefined : sweep.handedOn(user, number(1)),
      );
    case 'wrong-factor':
      return sweep.everywhereAndEach(({user, slope}) => {
        const without = withoutNumber(slope);
        return without && sweep.handedOn(user, without);
      });
    case 'updated-weight':
    case 'slope-at-output':
    case 'raw-error':
    case 'weight-factor-on-bias':
      return [];
    case 'wrong-sign':
    case 'gradient-as-update':
    case 'rounded':
      return undefined;
  }
}

/** The minus of a difference, or of a sign that is turned round, forgotten on the way back. */
export const forgottenMinuses = (pass: Pass, expression: Expression, asked: Quantity): readonly Rule[] => {
  const {everywhereAndEach, handedOn} = sweepOf(pass, expression, asked);
  return everywhereAndEach(({user, op, slot}) =>
    op === 'neg' || (op === '-' && slot === 1) ? handedOn(user, number(1)) : undefined,
  );
};

/** Operations whose slope is 1 or −1, or only another number or name that stands in the formula. */
const SLOPELESS: ReadonlySet<string> = new Set(['+', '-', '*', '/', 'neg', 'copy', 'max', 'min']);

/** One use of a node on the way to the result. */
interface Share {
  readonly user: Quantity;
  readonly op: string;
  readonly slot: number;
  /** The local derivative of the user by the node. */
  readonly slope: Formula;
}

interface FunctionSweep {
  /** The nodes behind what is asked for, itself included, from there on. */
  readonly nodes: readonly Quantity[];
  uses(name: Quantity): readonly Share[];
  /** What one use sends back, by the right rule. */
  term(share: Share): Formula;
  /** The user's gradient times a slope. */
  handedOn(user: Quantity, slope: Formula): Formula;
  /** A rule that is wrong at every use that `wrong` gives another share for, and rules that are wrong at one user each. */
  everywhereAndEach(wrong: (share: Share) => Formula | undefined): readonly Rule[];
}

function sweepOf(pass: Pass, expression: Expression, asked: Quantity): FunctionSweep {
  const {netGraph, sweep} = pass;
  const shareOf = ({node, slot}: Use): Share => {
    const user = netGraph.names[node]!;
    return {
      user,
      op: expression.nodes[nodeOf(expression, user)!]!.op,
      slot,
      slope: slopeFormula(expression, user, slot, sweep.slopes[node]![slot]!),
    };
  };
  const uses = (name: Quantity): readonly Share[] => sweep.paths[netGraph.index.get(name)!]!.map(shareOf);
  const handedOn = (user: Quantity, slope: Formula): Formula => {
    if (user === LOSS) return slope;
    return slope.kind === 'number' && slope.value === 1
      ? quantity(gradient(user))
      : product(quantity(gradient(user)), slope);
  };
  const term = ({user, slope}: Share): Formula => handedOn(user, slope);
  const nodes = behind(pass, expression, asked);
  const everywhereAndEach = (wrong: (share: Share) => Formula | undefined): readonly Rule[] => {
    const at = (isHere: (user: Quantity) => boolean): Rule => {
      return ({name, parts}) => {
        if (parts.kind !== 'gradient' || !netGraph.index.has(formatQuantity(parts.of))) return undefined;
        const shares = uses(formatQuantity(parts.of));
        const mistaken = shares.map((share) => (isHere(share.user) ? wrong(share) : undefined));
        return name === gradient(formatQuantity(parts.of)) && mistaken.some((share) => share !== undefined)
          ? sum(shares.map((share, i) => mistaken[i] ?? term(share)))
          : undefined;
      };
    };
    const users = new Set(
      nodes.flatMap((name) =>
        uses(name).flatMap((share) => (wrong(share) === undefined ? [] : [share.user])),
      ),
    );
    if (users.size === 0) return [];
    const each = [...users].slice(0, MOST_PLACES).map((user) => at((other) => other === user));
    return users.size === 1 ? each : [at(() => true), ...each];
  };
  return {nodes, uses, term, handedOn, everywhereAndEach};
}

/** The node asked about and all that it leads to: of what is computed from a parameter's gradient, the parameter. */
function behind({netGraph, sweep}: Pass, expression: Expression, asked: Quantity): readonly Quantity[] {
  const parts = parseQuantity(asked);
  const name = parts?.kind === 'gradient' || parts?.kind === 'next' ? formatQuantity(parts.of) : asked;
  const start = nodeOf(expression, name);
  if (start === undefined || parts === undefined || (parts.kind !== 'gradient' && parts.kind !== 'next'))
    return [];
  const found = new Set([quantityOf(expression, start)]);
  for (const node of found)
    for (const use of sweep.paths[netGraph.index.get(node)!]!) found.add(netGraph.names[use.node]!);
  return [...found];
}

/** A slope without the number that multiplies it, such as the 2 of 2·x; undefined where there is none. */
function withoutNumber(slope: Formula): Formula | undefined {
  if (isNumber(slope)) return Math.abs(slope.value) === 1 ? undefined : number(Math.sign(slope.value));
  if (slope.kind === 'quotient')
    return isNumber(slope.over) && isNumber(slope.under) ? slope.over : undefined;
  if (slope.kind !== 'product') return undefined;
  const factors = slope.factors.filter((factor) => !isNumber(factor));
  return factors.length === slope.factors.length || factors.length === 0 ? undefined : product(...factors);
}

const isNumber = (of: Formula): of is Extract<Formula, {kind: 'number' | 'symbol'}> =>
  of.kind === 'number' || of.kind === 'symbol';
