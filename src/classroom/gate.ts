/** How many may be connected. */
export interface GateLimits {
  readonly inAll: number;
  readonly perAddress: number;
  /** Those of them who have not logged in. */
  readonly waitingInAll: number;
  readonly waitingPerAddress: number;
}

/** A connection that was let in. Each of the two counts once. */
export interface Entry {
  loggedIn(): void;
  left(): void;
}

/** Counts connections before and after login, and failed logins, by address. */
export interface Gate {
  /** Undefined where there are too many. */
  enter(address: string): Entry | undefined;
  /** Counts a failed login; gives the milliseconds that its answer is to be delayed. */
  failed(address: string): number;
}

const FIRST_DELAY = 250;
const LONGEST_DELAY = 8000;
/** Milliseconds after which failures are forgotten. */
const MEMORY = 600_000;
const MOST_REMEMBERED = 10_000;

/** @param now milliseconds of a clock that only goes forwards */
export function createGate(limits: GateLimits, now: () => number): Gate {
  const connected = new Map<string, number>();
  const waiting = new Map<string, number>();
  const failures = new Map<string, {readonly count: number; readonly at: number}>();
  let all = 0;
  let allWaiting = 0;

  return {
    enter(from) {
      const address = networkOf(from);
      if (
        all >= limits.inAll ||
        allWaiting >= limits.waitingInAll ||
        (connected.get(address) ?? 0) >= limits.perAddress ||
        (waiting.get(address) ?? 0) >= limits.waitingPerAddress
      ) {
        return undefined;
      }
      all++;
      allWaiting++;
      count(connected, address, 1);
      count(waiting, address, 1);
      let isWaiting = true;
      let isHere = true;
      const loggedIn = (): void => {
        if (!isWaiting) return;
        isWaiting = false;
        allWaiting--;
        count(waiting, address, -1);
      };
      return {
        loggedIn,
        left() {
          if (!isHere) return;
          isHere = false;
          loggedIn();
          all--;
          count(connected, address, -1);
        },
      };
    },
    failed(from) {
      const address = networkOf(from);
      const known = failures.get(address);
      const before = known !== undefined && now() - known.at < MEMORY ? known.count : 0;
      failures.delete(address);
      failures.set(address, {count: before + 1, at: now()});
      if (failures.size > MOST_REMEMBERED) failures.delete(failures.keys().next().value!);
      return Math.min(FIRST_DELAY * 2 ** Math.min(before, 20), LONGEST_DELAY);
    },
  };
}

function count(counts: Map<string, number>, address: string, by: number): void {
  const after = (counts.get(address) ?? 0) + by;
  if (after === 0) counts.delete(address);
  else counts.set(address, after);
}

/** Of IPv6 the first 64 bits: who has one address there has all the others too. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [before = '', after] = address.split('%')[0]!.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const groups =
    after === undefined
      ? head
      : [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
