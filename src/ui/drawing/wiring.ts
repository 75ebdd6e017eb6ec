/** Where a neuron stands, and where its weights arrive. */
export interface Card {
  readonly y: number;
  /** Rows of one incoming weight: 2 where its gradient stands below it. */
  readonly portRows: number;
  /** Rows inside, between name and lower border. */
  readonly inside: number;
}

/** How the wires run between two layers. */
export interface Wiring {
  /** The column of each source's wire, as a position among the wires. */
  readonly order: readonly number[];
  /** The row in which each source's wire leaves. */
  readonly leaves: readonly number[];
}

/** The row in which the weight from a source, counted from 0, arrives. */
export const portRow = (card: Card, source: number): number => card.y + 1 + source * card.portRows;

/**
 * Which wire runs where: no two wires may share a row side by side, and few should cross. A wire that leaves its source
 * in a row where another source's branch runs must turn before that branch begins. Undefined where that cannot be.
 */
export function wiringOf(sources: readonly Card[], targets: readonly Card[]): Wiring | undefined {
  let best: Wiring | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const order of ordersOf(sources.length)) {
    const leaves = sources.map((card, source) => leaveRow(card, source, order, targets));
    if (leaves.some((row) => row === undefined)) continue;
    const rows = leaves.map((row) => row!);
    const cost = crossings(order, rows, targets);
    if (cost >= least) continue;
    least = cost;
    best = {order, leaves: rows};
  }
  return best;
}

/** The row nearest to the middle of the box in which the source's wire meets no other's branch. */
function leaveRow(
  card: Card,
  source: number,
  order: readonly number[],
  targets: readonly Card[],
): number | undefined {
  const middle = card.y + 1 + Math.floor((card.inside - 1) / 2);
  const rows = Array.from({length: card.inside}, (_, i) => card.y + 1 + i);
  const free = rows.filter((row) =>
    order.every(
      (position, other) =>
        other === source ||
        position > order[source]! ||
        targets.every((target) => portRow(target, other) !== row),
    ),
  );
  return free.sort((one, two) => Math.abs(one - middle) - Math.abs(two - middle))[0];
}

/** How often wires cross. */
function crossings(order: readonly number[], leaves: readonly number[], targets: readonly Card[]): number {
  let count = 0;
  const rowsOf = order.map((_, source) => targets.map((target) => portRow(target, source)));
  order.forEach((position, source) => {
    const all = [leaves[source]!, ...rowsOf[source]!];
    const top = Math.min(...all);
    const bottom = Math.max(...all);
    order.forEach((otherPosition, other) => {
      if (other === source) return;
      const within = (row: number): boolean => row >= top && row <= bottom;
      // The other's way to its own column, and its branches, where they pass this column.
      if (otherPosition > position && within(leaves[other]!)) count += 1;
      if (otherPosition < position) count += rowsOf[other]!.filter(within).length;
    });
  });
  return count;
}

/** All orders of so many wires. */
function ordersOf(count: number): readonly (readonly number[])[] {
  if (count <= 1) return [[0].slice(0, count)];
  return ordersOf(count - 1).flatMap((order) =>
    Array.from({length: count}, (_, at) => [
      ...order.map((position) => (position >= at ? position + 1 : position)),
      at,
    ]),
  );
}
