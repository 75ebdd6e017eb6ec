import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  type Item,
  inLayers,
  type Layered,
  type LayeredNode,
  layered,
  layersOf,
  MOST_NODES,
  type NodeShape,
  type Room,
  stacked,
} from '../../../src/ui/drawing/layered.ts';

/** Nodes of none, one or two inputs, the same one twice now and then. */
const aGraph: fc.Arbitrary<readonly LayeredNode[]> = fc
  .array(fc.array(fc.nat({max: 1000}), {maxLength: 2}), {minLength: 1, maxLength: 16})
  .map((picks) =>
    picks.map((inputs, node) => ({inputs: node === 0 ? [] : inputs.map((pick) => pick % node)})),
  );

const shapes: Readonly<Record<string, NodeShape>> = {
  boxed: {width: (node) => 8 + (node % 3), height: 4, enter: [1, 2], leave: 1, lead: 1},
  flat: {width: (node) => 10 + (node % 4), height: 2, enter: [0, 1], leave: 0, lead: 0},
};

const aRoom = fc.record({width: fc.integer({min: 5, max: 200}), height: fc.integer({min: 2, max: 60})});

const laidOut = (nodes: readonly LayeredNode[], shape: NodeShape, room: Room): Layered | undefined => {
  const layering = inLayers(nodes);
  return layering && layered(layering, shape, room);
};

const cell = (x: number, y: number): string => `${x},${y}`;

/** Every cell of a wire, with the directions in which it goes on from there. */
function cellsOf({pieces}: Layered['wires'][number]): Map<string, Set<string>> {
  const cells = new Map<string, Set<string>>();
  const lead = (x: number, y: number, direction: string): void => {
    cells.set(cell(x, y), (cells.get(cell(x, y)) ?? new Set()).add(direction));
  };
  for (const {fromX, fromY, toX, toY} of pieces) {
    const [left, right] = [Math.min(fromX, toX), Math.max(fromX, toX)];
    const [top, bottom] = [Math.min(fromY, toY), Math.max(fromY, toY)];
    for (let x = left; x < right; x++) {
      lead(x, top, 'right');
      lead(x + 1, top, 'left');
    }
    for (let y = top; y < bottom; y++) {
      lead(left, y, 'down');
      lead(left, y + 1, 'up');
    }
  }
  return cells;
}

const STEP: Readonly<Record<string, readonly [number, number]>> = {
  right: [1, 0],
  left: [-1, 0],
  down: [0, 1],
  up: [0, -1],
};

/** The cells that can be walked to along a wire. */
function reached(cells: ReadonlyMap<string, ReadonlySet<string>>, from: string): Set<string> {
  const found = new Set([from]);
  for (const place of found)
    for (const direction of cells.get(place) ?? []) {
      const [x, y] = place.split(',').map(Number);
      const [dx, dy] = STEP[direction]!;
      found.add(cell(x! + dx, y! + dy));
    }
  return found;
}

describe.each(Object.entries(shapes))('%s', (_, shape) => {
  const check = (holds: (laid: Layered, nodes: readonly LayeredNode[], room: Room) => void): void => {
    let count = 0;
    fc.assert(
      fc.property(aGraph, aRoom, (nodes, room) => {
        const laid = laidOut(nodes, shape, room);
        if (laid === undefined) return;
        count++;
        holds(laid, nodes, room);
      }),
      {numRuns: 600},
    );
    expect(count).toBeGreaterThan(100);
  };

  test('nodes lie within the room, and on one another never', () => {
    check(({places, width, height}, nodes, room) => {
      expect(places).toHaveLength(nodes.length);
      expect(width).toBeLessThanOrEqual(room.width);
      expect(height).toBeLessThanOrEqual(room.height);
      for (const [i, one] of places.entries()) {
        expect(one.width).toBeGreaterThanOrEqual(shape.width(i));
        expect(one.x).toBeGreaterThanOrEqual(0);
        expect(one.y).toBeGreaterThanOrEqual(0);
        expect(one.x + one.width).toBeLessThanOrEqual(width);
        expect(one.y + shape.height).toBeLessThanOrEqual(height);
        for (const other of places.slice(i + 1)) {
          const besides = one.x + one.width <= other.x || other.x + other.width <= one.x;
          const apart = one.y + shape.height <= other.y || other.y + shape.height <= one.y;
          expect(besides || apart).toBe(true);
        }
      }
    });
  });

  test('every node is left of what it goes into', () => {
    check(({places}, nodes) => {
      nodes.forEach(({inputs}, node) => {
        for (const input of inputs)
          expect(places[input]!.x + places[input]!.width).toBeLessThan(places[node]!.x);
      });
    });
  });

  test('every wire leads from its node to each of its uses, each at an entrance of its own', () => {
    check(({places, wires}, nodes) => {
      const entrances: string[] = [];
      for (const wire of wires) {
        const from = places[wire.from]!;
        const found = reached(cellsOf(wire), cell(from.x + from.width - 1, from.y + shape.leave));
        for (const {node, x, y} of wire.ends) {
          expect(found.has(cell(x, y))).toBe(true);
          expect(x).toBe(places[node]!.x - 1);
          expect(shape.enter).toContain(y - places[node]!.y);
          entrances.push(`${node}:${y}`);
        }
        const uses = nodes.flatMap(({inputs}, node) =>
          inputs.filter((input) => input === wire.from).map(() => node),
        );
        expect(wire.ends.map(({node}) => node).sort((a, b) => a - b)).toEqual(uses);
      }
      expect(new Set(entrances).size).toBe(entrances.length);
      expect(entrances).toHaveLength(nodes.reduce((sum, {inputs}) => sum + inputs.length, 0));
    });
  });

  test('wires cross at right angles, never run on one another, and never through a node', () => {
    check(({places, wires}) => {
      const seen = new Map<string, Set<string>>();
      for (const wire of wires)
        for (const [place, directions] of cellsOf(wire)) {
          const other = seen.get(place);
          const all = [...directions, ...(other ?? [])];
          const isStraight = (of: ReadonlySet<string>): boolean =>
            [...of].every((way) => way === 'left' || way === 'right') ||
            [...of].every((way) => way === 'up' || way === 'down');
          if (other !== undefined) {
            expect(new Set(all).size).toBe(all.length);
            expect(isStraight(directions) && isStraight(other)).toBe(true);
          }
          seen.set(place, new Set(all));
          const [x, y] = place.split(',').map(Number);
          places.forEach((node, i) => {
            const inside =
              x! >= node.x && x! < node.x + node.width && y! >= node.y && y! < node.y + shape.height;
            const isOwnEdge = i === wire.from && x === node.x + node.width - 1;
            expect(inside && !isOwnEdge).toBe(false);
          });
        }
    });
  });
});

test('a graph of boxes with all the room there is can be laid out', () => {
  fc.assert(
    fc.property(aGraph, (nodes) => {
      expect(laidOut(nodes, shapes.boxed!, {width: 10_000, height: nodes.length * 8})).toBeDefined();
    }),
    {numRuns: 500},
  );
});

test('the same graph has the same layout', () => {
  fc.assert(
    fc.property(aGraph, aRoom, (nodes, room) => {
      expect(laidOut(nodes, shapes.flat!, room)).toEqual(laidOut(nodes, shapes.flat!, room));
    }),
    {numRuns: 50},
  );
});

test('a variable stands right before its first use, an operation behind its inputs', () => {
  // x, y; sin x; exp of that; that times y.
  expect(layersOf([[], [], [0], [2], [3, 1]].map((inputs) => ({inputs})))).toEqual([0, 2, 1, 2, 3]);
});

test('what is used late is computed late where that makes no wire longer', () => {
  // x; three squares of one another; sin x; their sum.
  const layers = layersOf([[], [0, 0], [1, 1], [2, 2], [0], [3, 4]].map((inputs) => ({inputs})));
  expect(layers).toEqual([0, 1, 2, 3, 3, 4]);
});

test('a straight chain is a straight line', () => {
  const chain = Array.from({length: 5}, (_, node) => ({inputs: node === 0 ? [] : [node - 1]}));
  const {places, wires} = laidOut(chain, shapes.boxed!, {width: 100, height: 20})!;
  expect(new Set(places.map(({y}) => y))).toEqual(new Set([0]));
  expect(wires.every(({pieces}) => pieces.length === 1)).toBe(true);
});

test('two wires that change places in one channel find their ways around each other', () => {
  // Leaves a and b; a op whose first input is b and whose second is a, twice: rows of one are those of the other.
  const nodes = [[], [], [0, 1], [1, 0], [0, 1], [2, 3], [4, 5]].map((inputs) => ({inputs}));
  for (const shape of Object.values(shapes))
    expect(laidOut(nodes, shape, {width: 200, height: 40})).toBeDefined();
});

/** Wires that cross between layers in this order: two cross where one begins above the other and ends below it. */
function crossings(nodes: readonly LayeredNode[], layers: readonly (readonly Item[])[]): number {
  let count = 0;
  layers.slice(1).forEach((layer, l) => {
    const place = new Map(layers[l]!.map(({node}, i) => [node, i]));
    const wires = layer.flatMap(({node, passing}, to) =>
      (passing ? [node] : nodes[node]!.inputs).map((from) => ({from: place.get(from)!, to})),
    );
    for (const one of wires)
      for (const other of wires) if (one.from < other.from && one.to > other.to) count++;
  });
  return count;
}

const orders = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, i) => orders(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));

test('wires cross little more than in the best of all orders', () => {
  const sums = {found: 0, best: 0, graphs: 0};
  const aTangle = fc
    .array(fc.tuple(fc.nat({max: 1000}), fc.nat({max: 1000})), {minLength: 4, maxLength: 6})
    .map((picks): readonly LayeredNode[] => [
      ...Array.from({length: 3}, () => ({inputs: []})),
      ...picks.map((inputs, i) => ({inputs: inputs.map((pick) => pick % (i + 3))})),
    ]);
  fc.assert(
    fc.property(aTangle, (nodes) => {
      const layers = inLayers(nodes)!.order();
      const count = layers.reduce((product, layer) => product * orders(layer).length, 1);
      if (layers.some(({length}) => length > 4) || count > 600) return;
      const all = layers.reduce<Item[][][]>(
        (found, layer) => found.flatMap((before) => orders(layer).map((order) => [...before, order])),
        [[]],
      );
      sums.found += crossings(nodes, layers);
      sums.best += Math.min(...all.map((order) => crossings(nodes, order)));
      sums.graphs++;
    }),
    {numRuns: 200},
  );
  expect(sums.graphs).toBeGreaterThan(60);
  expect(sums.best).toBeGreaterThan(10);
  expect(sums.found).toBeLessThanOrEqual(1.15 * sums.best);
});

test('a graph with too many nodes is not laid out', () => {
  const leaves = (count: number): LayeredNode[] => Array.from({length: count}, () => ({inputs: []}));
  expect(inLayers(leaves(MOST_NODES))).toBeDefined();
  expect(inLayers(leaves(MOST_NODES + 1))).toBeUndefined();
  expect(inLayers([])).toBeUndefined();
});

test('items are stacked in their order, within the height, as near as can be to where they are wanted', () => {
  expect(stacked([0, 0], [4, 4], 10, 0)).toEqual([0, 4]);
  expect(stacked([9, 9], [4, 4], 10, 0)).toEqual([2, 6]);
  expect(stacked([3, 7], [4, 1], 20, 0)).toEqual([3, 7]);
  expect(stacked([5, undefined], [4, 4], 20, 1)).toEqual([5, 10]);
  expect(stacked([undefined], [4], 10, 0)).toEqual([3]);
  const aWish = fc.tuple(
    fc.option(fc.integer({min: -20, max: 60}), {nil: undefined}),
    fc.integer({min: 1, max: 5}),
  );
  fc.assert(
    fc.property(
      fc.array(aWish, {minLength: 1}),
      fc.nat({max: 30}),
      fc.nat({max: 1}),
      (wishes, slack, gap) => {
        const sizes = wishes.map(([, size]) => size);
        const height = sizes.reduce((sum, size) => sum + size + gap, -gap) + slack;
        const rows = stacked(
          wishes.map(([row]) => row),
          sizes,
          height,
          gap,
        );
        rows.forEach((row, i) => {
          expect(row).toBeGreaterThanOrEqual(i === 0 ? 0 : rows[i - 1]! + sizes[i - 1]! + gap);
        });
        expect(rows.at(-1)! + sizes.at(-1)!).toBeLessThanOrEqual(height);
      },
    ),
  );
});
