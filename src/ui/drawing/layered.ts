/*
 * A graph from left to right in layers, on a grid of cells (after Sugiyama, Tagawa & Toda 1981): layers by the longest way from the
 * leaves, an order in each that crosses little (barycentres), rows that keep wires straight, and between two layers a channel of upright
 * tracks for them (Hashimoto & Stevens 1971). Nothing here knows what a node is or how it looks.
 */

/** A node by its place in a list in which inputs come first. An input may stand twice. */
export interface LayeredNode {
  readonly inputs: readonly number[];
}

/** How large nodes are. */
export interface NodeShape {
  /** Cells that node `index` needs; all nodes of a layer get as many. */
  width(index: number): number;
  readonly height: number;
  /** Rows of a node, from 0, at which wires come in, from the top. As many as a node has inputs at most. */
  readonly enter: readonly number[];
  /** The row at which its wire leaves. */
  readonly leave: number;
  /** Cells between a layer and the first track for wires behind it. */
  readonly lead: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

/** A wire's piece, along a row or along a column of cells; both ends belong to it. */
export interface Piece {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
}

/** Where a node's value goes in: the cell before the node, in which the arrow's head stands. */
export interface WireEnd {
  readonly node: number;
  readonly x: number;
  readonly y: number;
}

/** Everything that leaves one node. */
export interface Wire {
  readonly from: number;
  readonly pieces: readonly Piece[];
  readonly ends: readonly WireEnd[];
}

export interface NodePlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Layered {
  readonly width: number;
  readonly height: number;
  /** By node. */
  readonly places: readonly NodePlace[];
  /** One for each node that is used. */
  readonly wires: readonly Wire[];
}

/** Larger graphs are not laid out: a drawing of so many nodes is no help, and the work is bounded. */
export const MOST_NODES = 120;

/** A node in its layer, or, where a wire only passes through, the node that it comes from. */
export interface Item {
  readonly node: number;
  readonly passing: boolean;
}

export type Layers = readonly (readonly Item[])[];

/** A graph in its layers. The order in them, which is the work, is found when it is needed. */
export interface Layering {
  readonly nodes: readonly LayeredNode[];
  /** By node. */
  readonly layerOf: readonly number[];
  /** By layer, also where wires of earlier layers pass. */
  readonly counts: readonly {readonly nodes: readonly number[]; readonly passing: number}[];
  order(): Layers;
}

/** Undefined for a graph of no nodes or of too many. */
export function inLayers(nodes: readonly LayeredNode[]): Layering | undefined {
  if (nodes.length === 0 || nodes.length > MOST_NODES) return undefined;
  const layerOf = layersOf(nodes);
  const items = itemsOf(nodes, layerOf);
  let order: Layers | undefined;
  return {
    nodes,
    layerOf,
    counts: items.map((layer) => ({
      nodes: layer.flatMap(({node, passing}) => (passing ? [] : [node])),
      passing: layer.filter(({passing}) => passing).length,
    })),
    order() {
      order ??= ordered(nodes, items);
      return order;
    },
  };
}

/** Lays a graph out where it fits. Undefined where it does not, and where wires of two nodes could not be told apart in a channel. */
export function layered(layering: Layering, shape: NodeShape, room: Room): Layered | undefined {
  const {nodes, counts} = layering;
  const widths = counts.map((layer) => Math.max(...layer.nodes.map((node) => shape.width(node))));
  const least = widths.reduce((sum, width) => sum + width, 0) + (2 + shape.lead) * (counts.length - 1);
  const heights = counts.map((layer) => layer.nodes.length * shape.height + layer.passing);
  if (least > room.width || Math.max(...heights) > room.height) return undefined;

  const layers = layering.order();
  const loose = Math.max(...heights.map((height, l) => height + layers[l]!.length - 1));
  for (const gap of loose <= room.height ? [1, 0] : [0]) {
    const rows = rowsOf(nodes, layers, shape, room.height, gap);
    const channels = layers.slice(0, -1).map((_, l) => channelOf(nodes, layers, rows, shape, room.height, l));
    if (channels.some((channel) => channel === undefined)) continue;
    const laid = placed(
      nodes,
      layers,
      rows,
      widths,
      channels.flatMap((channel) => channel ?? []),
      shape,
      room,
    );
    if (laid !== undefined) return laid;
  }
  return undefined;
}

/**
 * The layer of each node: one more than the last of its inputs', or, where that makes wires no longer, right before its first use. So a
 * variable stands where it is needed, and what is computed early for later does not lead a wire through everything.
 */
export function layersOf(nodes: readonly LayeredNode[]): readonly number[] {
  const layer: number[] = [];
  for (const {inputs} of nodes)
    layer.push(inputs.length === 0 ? 0 : 1 + Math.max(...inputs.map((input) => layer[input]!)));
  const users: number[][] = nodes.map(() => []);
  nodes.forEach(({inputs}, node) => {
    for (const input of new Set(inputs)) users[input]!.push(node);
  });
  for (let node = nodes.length - 1; node >= 0; node--) {
    if (users[node]!.length === 0) continue;
    const latest = Math.min(...users[node]!.map((user) => layer[user]!)) - 1;
    const longer = [...new Set(nodes[node]!.inputs)].filter((input) =>
      users[input]!.every((user) => user === node || layer[user]! < latest),
    );
    if (longer.length <= 1) layer[node] = latest;
  }
  // What was moved may have left the first layer empty.
  const first = Math.min(...layer);
  return layer.map((place) => place - first);
}

/** What stands in each layer. */
function itemsOf(nodes: readonly LayeredNode[], layerOf: readonly number[]): Layers {
  const last = [...layerOf];
  nodes.forEach(({inputs}, node) => {
    for (const input of inputs) last[input] = Math.max(last[input]!, layerOf[node]!);
  });
  return Array.from({length: Math.max(...layerOf) + 1}, (_, l) =>
    nodes.flatMap((_, node): Item[] => {
      if (layerOf[node] === l) return [{node, passing: false}];
      return layerOf[node]! < l && l < last[node]! ? [{node, passing: true}] : [];
    }),
  );
}

/** The same in an order that crosses little: the best that sweeps from several beginnings lead to. */
function ordered(nodes: readonly LayeredNode[], items: Layers): Layers {
  const rank = ranksOf(nodes);
  const byRank = items.map((layer) => layer.toSorted((a, b) => rank[a.node]! - rank[b.node]!));
  const turned = (by: number): Layers => byRank.map((layer) => [...layer.slice(by), ...layer.slice(0, by)]);
  const beginnings: readonly Layers[] = [
    byRank,
    byRank.map((layer) => layer.toReversed()),
    turned(-1),
    turned(1),
  ];
  let best: Layers = byRank;
  let fewest = crossingsOf(nodes, byRank);
  for (const beginning of beginnings)
    for (const first of [0, 1]) {
      let layers: Layers = beginning;
      for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
        layers = swept(nodes, layers, (sweep + first) % 2 === 0 ? 'right' : 'left');
        const crossings = crossingsOf(nodes, layers);
        if (crossings < fewest) [best, fewest] = [layers, crossings];
      }
    }
  return best;
}

const SWEEPS = 8;

/** The order in which nodes are met on the way from the last one back, inputs first. */
function ranksOf(nodes: readonly LayeredNode[]): readonly number[] {
  const rank: number[] = Array(nodes.length).fill(-1);
  let next = 0;
  const visit = (from: number): void => {
    const open: {readonly node: number; at: number}[] = [{node: from, at: 0}];
    while (open.length > 0) {
      const top = open.at(-1)!;
      const input = nodes[top.node]!.inputs[top.at++];
      if (input === undefined) {
        if (rank[top.node] === -1) rank[top.node] = next++;
        open.pop();
      } else if (rank[input] === -1) open.push({node: input, at: 0});
    }
  };
  for (let node = nodes.length - 1; node >= 0; node--) if (rank[node] === -1) visit(node);
  return rank;
}

/** From a place in a layer to a place in the next one: what a wire joins, and at which input of the node there. */
interface Link {
  readonly net: number;
  readonly from: number;
  readonly to: number;
  /** Undefined where the wire passes on. */
  readonly slot?: number;
}

function linksOf(nodes: readonly LayeredNode[], layers: Layers, l: number): readonly Link[] {
  const from = new Map(layers[l]!.map(({node}, place) => [node, place]));
  return layers[l + 1]!.flatMap(({node, passing}, to): Link[] => {
    if (passing) return [{net: node, from: from.get(node)!, to}];
    return nodes[node]!.inputs.map((net, slot) => ({net, from: from.get(net)!, to, slot}));
  });
}

/** Each layer but the first in the order of the middles of what it is joined to in the one before it; to the left the other way. */
function swept(nodes: readonly LayeredNode[], layers: Layers, direction: 'right' | 'left'): Layers {
  const made = [...layers];
  for (let i = 1; i < made.length; i++) {
    const l = direction === 'right' ? i : made.length - 1 - i;
    const links = direction === 'right' ? linksOf(nodes, made, l - 1) : linksOf(nodes, made, l);
    const middle = made[l]!.map((_, place) => {
      const joined = links.flatMap(({from, to}) =>
        direction === 'right' ? (to === place ? [from] : []) : from === place ? [to] : [],
      );
      return joined.length === 0 ? place : mean(joined);
    });
    made[l] = made[l]!.map((item, place) => ({item, middle: middle[place]!}))
      .sort((a, b) => a.middle - b.middle)
      .map(({item}) => item);
  }
  return made;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How many pairs of wires cross. */
function crossingsOf(nodes: readonly LayeredNode[], layers: Layers): number {
  let count = 0;
  for (let l = 0; l + 1 < layers.length; l++) {
    const links = linksOf(nodes, layers, l);
    for (const [i, one] of links.entries())
      for (const other of links.slice(i + 1)) if ((one.from - other.from) * (one.to - other.to) < 0) count++;
  }
  return count;
}

/** The top row of every item: as straight as the order and the height allow. */
function rowsOf(
  nodes: readonly LayeredNode[],
  layers: Layers,
  {height: nodeHeight, enter, leave}: NodeShape,
  height: number,
  gap: number,
): readonly (readonly number[])[] {
  const links = layers.slice(0, -1).map((_, l) => linksOf(nodes, layers, l));
  const rows: number[][] = layers.map((items) =>
    stacked(
      items.map(() => undefined),
      items.map(sizeOf),
      height,
      gap,
    ),
  );
  function sizeOf({passing}: Item): number {
    return passing ? 1 : nodeHeight;
  }
  const leaveOf = ({passing}: Item): number => (passing ? 0 : leave);
  const settle = (l: number, sides: readonly ('left' | 'right')[]): void => {
    const items = layers[l]!;
    const wanted = items.map((item, place) => {
      const pulls: number[] = [];
      if (sides.includes('left') && l > 0) {
        const coming = links[l - 1]!.filter(({to}) => to === place);
        const sources = coming
          .map(({from}) => rows[l - 1]![from]! + leaveOf(layers[l - 1]![from]!))
          .sort((a, b) => a - b);
        pulls.push(...sources.map((row, i) => row - (item.passing ? 0 : enter[i]!)));
      }
      if (sides.includes('right') && l + 1 < layers.length)
        for (const {from, to, slot} of links[l]!)
          if (from === place)
            pulls.push(rows[l + 1]![to]! + (slot === undefined ? 0 : enter[slot]!) - leaveOf(item));
      return pulls.length === 0 ? undefined : mean(pulls);
    });
    rows[l] = stacked(wanted, items.map(sizeOf), height, gap);
  };
  for (let sweep = 0; sweep < 3; sweep++) {
    for (let l = 1; l < layers.length; l++) settle(l, ['left']);
    for (let l = layers.length - 2; l >= 0; l--) settle(l, ['right']);
  }
  for (let l = 1; l < layers.length; l++) settle(l, ['left', 'right']);
  return rows;
}

/**
 * Rows for items of these sizes one under the other, as near as can be to where they are wanted: a monotone regression by pooling
 * neighbours (Ayer et al. 1955).
 */
export function stacked(
  wanted: readonly (number | undefined)[],
  sizes: readonly number[],
  height: number,
  gap: number,
): number[] {
  const before = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size + gap, 0));
  const total = sizes.reduce((sum, size) => sum + size + gap, -gap);
  const slack = Math.max(0, height - total);
  const pools: {sum: number; count: number; items: number}[] = [];
  wanted.forEach((row, i) => {
    pools.push({
      sum: row === undefined ? 0 : row - before[i]!,
      count: row === undefined ? 0 : 1,
      items: 1,
    });
    for (;;) {
      const last = pools.at(-1)!;
      const previous = pools.at(-2);
      if (previous === undefined) return;
      const isFree = last.count === 0 || previous.count === 0;
      if (!isFree && previous.sum / previous.count <= last.sum / last.count) return;
      pools.splice(-2, 2, {
        sum: previous.sum + last.sum,
        count: previous.count + last.count,
        items: previous.items + last.items,
      });
    }
  });
  const shifts = pools.flatMap(({sum, count, items}) =>
    Array<number>(items).fill(
      Math.max(0, Math.min(slack, Math.round(count === 0 ? slack / 2 : sum / count))),
    ),
  );
  return sizes.map((_, i) => before[i]! + shifts[i]!);
}

/** One wire's way through a channel: from its row to those at the other side. */
interface Strand {
  readonly net: number;
  readonly source: number;
  readonly targets: readonly number[];
  /** Of a wire that takes a detour: whether it is the half from the source to a free row, or the one from there on. */
  readonly detour?: 'first' | 'second';
}

const isFirstHalfOf =
  (net: number) =>
  (strand: Strand): boolean =>
    strand.net === net && strand.detour === 'first';

/** A channel's strands, each with its track, counted from 0; those that go straight have none. */
interface Channel {
  readonly strands: readonly (Strand & {readonly track: number | undefined})[];
  readonly tracks: number;
  readonly ends: readonly {readonly net: number; readonly node: number; readonly row: number}[];
}

function channelOf(
  nodes: readonly LayeredNode[],
  layers: Layers,
  rows: readonly (readonly number[])[],
  {enter, leave}: NodeShape,
  height: number,
  l: number,
): Channel | undefined {
  const links = linksOf(nodes, layers, l);
  const sourceRow = (place: number): number => rows[l]![place]! + (layers[l]![place]!.passing ? 0 : leave);
  const targets = new Map<number, {readonly source: number; readonly rows: number[]}>();
  const ends: {net: number; node: number; row: number}[] = [];
  const reach = (net: number, source: number, row: number): void => {
    const known = targets.get(net) ?? {source, rows: []};
    targets.set(net, known);
    known.rows.push(row);
  };
  layers[l + 1]!.forEach(({node, passing}, place) => {
    const top = rows[l + 1]![place]!;
    const coming = links
      .filter(({to}) => to === place)
      .map(({net, from}) => ({net, source: sourceRow(from)}))
      .sort((a, b) => a.source - b.source);
    coming.forEach(({net, source}, i) => {
      const row = top + (passing ? 0 : enter[i]!);
      reach(net, source, row);
      if (!passing) ends.push({net, node, row});
    });
  });
  const strands = [...targets].map(([net, {source, rows: to}]): Strand => ({net, source, targets: to}));
  const tracked = withTracks(strands, height);
  return tracked && {...tracked, ends};
}

const isStraight = ({source, targets}: Strand): boolean => targets.every((row) => row === source);

/**
 * Tracks for strands, so that no two of different wires lie on one another: what leaves a row turns before what arrives at it. Where two
 * wait for each other, one takes a detour over a row that nobody needs; undefined where there is none.
 */
function withTracks(strands: readonly Strand[], height: number): Omit<Channel, 'ends'> | undefined {
  const turning = strands.filter((strand) => !isStraight(strand));
  const waits = turning.map((strand) => [
    ...turning.flatMap((other, j) =>
      other.net !== strand.net && strand.targets.includes(other.source) ? [j] : [],
    ),
    ...(strand.detour === 'second' ? [turning.findIndex(isFirstHalfOf(strand.net))] : []),
  ]);
  const track: (number | undefined)[] = turning.map(() => undefined);
  let tracks = 0;
  for (let left = turning.length; left > 0; ) {
    const here: number[] = [];
    turning.forEach((strand, i) => {
      if (track[i] !== undefined) return;
      const isReady = waits[i]!.every((j) => track[j] !== undefined && track[j]! < tracks);
      if (isReady && here.every((j) => areApart(turning[j]!, strand))) here.push(i);
    });
    if (here.length === 0) return detoured(strands, turning, track, height);
    for (const i of here) track[i] = tracks;
    left -= here.length;
    tracks++;
  }
  return {
    strands: strands.map((strand) => {
      const i = turning.indexOf(strand);
      return {...strand, track: i < 0 ? undefined : track[i]};
    }),
    tracks,
  };
}

function spanOf({source, targets}: Strand): readonly [number, number] {
  return [Math.min(source, ...targets), Math.max(source, ...targets)];
}

function areApart(one: Strand, other: Strand): boolean {
  const [top, bottom] = spanOf(one);
  const [otherTop, otherBottom] = spanOf(other);
  return bottom < otherTop || otherBottom < top;
}

/** One of the strands that wait for each other goes by way of a free row, and all are tried again. */
function detoured(
  strands: readonly Strand[],
  turning: readonly Strand[],
  track: readonly (number | undefined)[],
  height: number,
): Omit<Channel, 'ends'> | undefined {
  const used = new Set(strands.flatMap(({source, targets}) => [source, ...targets]));
  const stuck = turning.find(({detour}, i) => track[i] === undefined && detour === undefined);
  if (stuck === undefined) return undefined;
  const middle = mean([stuck.source, ...stuck.targets]);
  const free = Array.from({length: height}, (_, row) => row)
    .filter((row) => !used.has(row))
    .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  if (free === undefined) return undefined;
  return withTracks(
    strands.flatMap((strand) =>
      strand === stuck
        ? [
            {net: strand.net, source: strand.source, targets: [free], detour: 'first' as const},
            {net: strand.net, source: free, targets: strand.targets, detour: 'second' as const},
          ]
        : [strand],
    ),
    height,
  );
}

/** Everything in cells, with what is left of the room between the layers. Undefined where the tracks have no room. */
function placed(
  nodes: readonly LayeredNode[],
  layers: Layers,
  rows: readonly (readonly number[])[],
  widths: readonly number[],
  channels: readonly Channel[],
  {height, lead}: NodeShape,
  room: Room,
): Layered | undefined {
  const gaps = channels.map(({tracks}) => Math.max(2, tracks + 1) + lead);
  const needed = [...widths, ...gaps].reduce((sum, width) => sum + width, 0);
  if (needed > room.width) return undefined;
  const more = channels.length === 0 ? 0 : Math.min(2, Math.floor((room.width - needed) / channels.length));
  const lefts: number[] = [];
  let x = 0;
  widths.forEach((width, l) => {
    lefts.push(x);
    x += width + (gaps[l] ?? 0) + more;
  });

  const places: NodePlace[] = [];
  const wires = nodes.map((_, from) => ({from, pieces: [] as Piece[], ends: [] as WireEnd[]}));
  const along = (net: number, y: number, fromX: number, toX: number): void => {
    wires[net]!.pieces.push({fromX, fromY: y, toX, toY: y});
  };
  layers.forEach((items, l) => {
    const [left, width] = [lefts[l]!, widths[l]!];
    items.forEach(({node, passing}, place) => {
      const y = rows[l]![place]!;
      // Through the layer that it passes, from the channel before it to the one behind it.
      if (passing) along(node, y, left - 1, left + width);
      else places[node] = {x: left, y, width};
    });
  });
  channels.forEach(({strands, ends}, l) => {
    // From the last cell of the layer, so that a wire that turns at once is seen to come from there.
    const left = lefts[l]! + widths[l]! - 1;
    const right = lefts[l + 1]! - 1;
    const turnOf = (track: number): number => left + 1 + lead + track;
    for (const {net, source, targets, track, detour} of strands) {
      if (track === undefined) {
        along(net, source, left, right);
        continue;
      }
      const turn = turnOf(track);
      const begin = detour === 'second' ? turnOf(strands.find(isFirstHalfOf(net))!.track!) : left;
      along(net, source, begin, turn);
      for (const row of new Set(targets)) {
        wires[net]!.pieces.push({fromX: turn, fromY: source, toX: turn, toY: row});
        if (detour !== 'first') along(net, row, turn, right);
      }
    }
    for (const {net, node, row} of ends) wires[net]!.ends.push({node, x: right, y: row});
  });
  return atTop(
    {
      width: lefts.at(-1)! + widths.at(-1)!,
      height: 0,
      places,
      wires: wires.filter(({ends}) => ends.length > 0),
    },
    height,
  );
}

/** The same without empty rows above it, and with its height. */
function atTop({width, places, wires}: Layered, nodeHeight: number): Layered {
  const rows = wires.flatMap(({pieces}) => pieces.flatMap(({fromY, toY}) => [fromY, toY]));
  const top = Math.min(...places.map(({y}) => y), ...rows);
  const bottom = Math.max(...places.map(({y}) => y + nodeHeight), ...rows.map((row) => row + 1));
  return {
    width,
    height: bottom - top,
    places: places.map((place) => ({...place, y: place.y - top})),
    wires: wires.map(({from, pieces, ends}) => ({
      from,
      pieces: pieces.map((piece) => ({...piece, fromY: piece.fromY - top, toY: piece.toY - top})),
      ends: ends.map((end) => ({...end, y: end.y - top})),
    })),
  };
}
