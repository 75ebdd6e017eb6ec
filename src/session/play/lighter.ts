import type {Position, RoundStart} from '../state.ts';
import type {Bench} from './play.ts';

/** How much of its past free play keeps. */
export interface PastLimits {
  /** Actions that can be undone. */
  readonly undone: number;
  /** Nets among them: each has its graph and its formulas. */
  readonly nets: number;
  /** Rounds to step back, once or twice as many. */
  readonly rounds: number;
}

/** Free play with no more of its past than it may keep. Where that is all of it, the very same past. */
export function lighter({now, past, future}: Bench, limits: PastLimits): Bench {
  const state = shortened(now.state, limits.rounds);
  return {
    now: state === now.state ? now : {...now, state},
    past: past.slice(past.length - countOf(past, limits)),
    future,
  };
}

/** How many of what was done last may stay. */
function countOf(past: Bench['past'], {undone, nets}: PastLimits): number {
  const seen = new Set<unknown>();
  for (let count = 0; count < Math.min(past.length, undone); count++) {
    seen.add(past.at(-1 - count)!.state.start.setup.network);
    if (seen.size > nets) return count;
  }
  return Math.min(past.length, undone);
}

/** The position with at most twice so many rounds behind it; where there are more, with so many. */
export function shortened<P extends Position>(position: P, rounds: number): P {
  const ways: Position[] = [];
  let {before} = position.start;
  for (; before !== undefined && ways.length <= 2 * rounds; before = before.start.before) ways.push(before);
  if (ways.length <= 2 * rounds) return position;
  const kept = ways.slice(0, rounds);
  const earlier = kept.reduceRight<Position | undefined>(
    (behind, {start, cursor}) => ({start: withBefore(start, behind), cursor}),
    undefined,
  );
  return {...position, start: withBefore(position.start, earlier)};
}

function withBefore({before: _, ...start}: RoundStart, before: Position | undefined): RoundStart {
  return {...start, ...(before && {before})};
}
