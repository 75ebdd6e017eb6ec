/** The time of one thread, shared by many: no one keeps the others waiting for longer than one piece of work takes. */
export interface FairTime {
  /** Somebody who has work to be done now and then. */
  join(): Share;
  /** Milliseconds that all work has taken so far. */
  readonly spent: number;
}

export interface Share {
  /** Does it soon. Pieces of one share are done in order. */
  later(work: () => void): void;
}

/** Milliseconds of work in one go; then whatever else the thread has to do comes first, bytes that have come in above all. */
const SLICE = 8;
/** Whoever has taken so many milliseconds lately waits for those who have not. */
const MUCH = 40;
/** Of what was taken, so much is forgiven a millisecond: who takes a twentieth of the time never waits for long. */
const FORGIVEN = 0.05;

interface Member {
  readonly waiting: (() => void)[];
  debt: number;
  at: number;
}

/** @param now milliseconds of a clock that only goes forwards */
export function createFairTime(now: () => number): FairTime {
  /** Those who have work waiting, each once, in the order of their turns. */
  const light: Member[] = [];
  const heavy: Member[] = [];
  let isComing = false;
  let spent = 0;

  function queue(member: Member): void {
    const time = now();
    member.debt = Math.max(0, member.debt - (time - member.at) * FORGIVEN);
    member.at = time;
    (member.debt < MUCH ? light : heavy).push(member);
    if (isComing) return;
    isComing = true;
    setImmediate(work);
  }

  function work(): void {
    const begun = now();
    let before = begun;
    isComing = false;
    try {
      do {
        const member = light.shift() ?? heavy.shift();
        if (member === undefined) return;
        try {
          member.waiting.shift()!();
        } finally {
          const after = now();
          member.debt += after - before;
          spent += after - before;
          before = after;
          if (member.waiting.length > 0) queue(member);
        }
      } while (before - begun < SLICE);
    } finally {
      if (!isComing && light.length + heavy.length > 0) {
        isComing = true;
        setImmediate(work);
      }
    }
  }

  return {
    join() {
      const member: Member = {waiting: [], debt: 0, at: now()};
      return {
        later(piece) {
          member.waiting.push(piece);
          if (member.waiting.length === 1) queue(member);
        },
      };
    },
    get spent() {
      return spent;
    },
  };
}
