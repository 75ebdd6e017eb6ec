/**
 * A region of the lesson screen. `lower` shows one of working, table, loss and the step's own panel, where there is no room for all;
 * `own` is the step's own panel beside the net.
 */
export type Part = 'header' | 'network' | 'loss' | 'own' | 'working' | 'table' | 'lower' | 'words' | 'footer';

/** A row of regions, all of the same height. Their widths add up to the screen's. */
export interface PlanRow {
  readonly height: number;
  readonly parts: readonly {readonly part: Part; readonly width: number}[];
}

export interface ScreenNeeds {
  readonly columns: number;
  readonly rows: number;
  /** Cells that the whole table takes, and its parameters. */
  readonly tableWidth: number;
  readonly parameters: number;
  readonly neurons: number;
  /** Lines that the words take in so many cells, with their title. */
  words(width: number): number;
  /** Whether a question is open. */
  readonly asking: boolean;
  /** What stands beside the net where there is room. */
  readonly side: 'loss' | 'own' | 'nothing';
  /** Whether the loss has a place of its own where the step's panel has taken that beside the net. */
  readonly lossBelow: boolean;
  /** What the lower place shows: one of the usual panels, the step's own, or, where the panel beside the net is to be large, nothing. */
  readonly shows: 'usual' | 'own' | 'nothing';
  /** Whether there is more than the working to choose from for its place. */
  readonly choices: boolean;
  /** What the lower place can use for what it shows, if there is a lower place. */
  readonly lower: Height;
}

/** Lines, borders included, that are enough to show what matters, and those that can be used at most. */
export interface Height {
  readonly enough: number;
  readonly most: number;
}

/** How a screen is divided: with all panels beside and under each other, with all under each other, or with one lower place for several. */
export type ScreenKind = 'wide' | 'tall' | 'compact';

export function screenKind({
  columns,
  rows,
  tableWidth,
}: Pick<ScreenNeeds, 'columns' | 'rows' | 'tableWidth'>): ScreenKind {
  if (columns >= 100 && rows >= 30 && columns - tableWidth >= NARROWEST_WORDS) return 'wide';
  return rows >= 34 ? 'tall' : 'compact';
}

/** The smallest screen that a lesson can be read on. */
export const SMALLEST = {columns: 60, rows: 18} as const;

/** Words in longer lines are hard to read. */
export const WIDEST_WORDS = 92;
const NARROWEST_WORDS = 40;

/** Divides the screen: rows from top to bottom, exactly as high and as wide as the screen. */
export function planScreen(needs: ScreenNeeds): readonly PlanRow[] {
  const {columns, rows} = needs;
  const body = rows - 2;
  const header: PlanRow = {height: 1, parts: [{part: 'header', width: columns}]};
  const footer: PlanRow = {height: 1, parts: [{part: 'footer', width: columns}]};
  const divide = {wide: wideBody, tall: tallBody, compact: compactBody}[screenKind(needs)];
  return [header, ...divide(needs, body), footer];
}

const whole = (part: Part, columns: number, height: number): PlanRow => ({
  height,
  parts: [{part, width: columns}],
});

function wideBody(needs: ScreenNeeds, body: number): PlanRow[] {
  const {columns, tableWidth, parameters} = needs;
  const words = Math.min(WIDEST_WORDS, columns - tableWidth);
  const read = Math.min(needs.words(words - 4) + 1, Math.floor(body * 0.45));
  // The step's own panel matters more than rows of the table, but not than words.
  const most = Math.floor(body * (needs.shows === 'own' ? 0.33 : 0.4));
  const bottom = Math.max(read, clamp(parameters + 3, 9, most));
  const isSmall = needs.side === 'own' && !needs.lossBelow;
  const usual = isSmall ? LEAST_MIDDLE : clamp(Math.floor(body * 0.24), LEAST_MIDDLE, 12);
  const middle = beside(needs, middleRow(needs, usual, body - bottom - LEAST_TOP));
  return [
    topRow(needs, body - bottom - middle.height),
    middle,
    {
      height: bottom,
      parts: [
        {part: 'table', width: columns - words},
        {part: 'words', width: words},
      ],
    },
  ];
}

/** The row with the loss at its end, where that has its place there. */
function beside({columns, lossBelow}: ScreenNeeds, {height, parts}: PlanRow): PlanRow {
  if (!lossBelow) return {height, parts};
  const loss = lossWidth(columns, FEW_NEURONS);
  return {
    height,
    parts: [...parts.map(({part, width}) => ({part, width: width - loss})), {part: 'loss', width: loss}],
  };
}

function tallBody(needs: ScreenNeeds, body: number): PlanRow[] {
  const {columns, parameters} = needs;
  const table = clamp(parameters + 3, 7, Math.floor(body * 0.3));
  const words = clamp(Math.max(Math.floor(body * 0.25), needs.words(columns - 2)), 6, 14);
  const usual = needs.side === 'own' ? LEAST_MIDDLE : clamp(Math.floor(body * 0.22), LEAST_MIDDLE, 10);
  const middle = middleRow(needs, usual, body - table - words - LEAST_TOP);
  return [
    topRow(needs, body - table - middle.height - words),
    middle,
    whole('table', columns, table),
    whole('words', columns, words),
  ];
}

/** Lines that a net keeps, and those of a working, borders included. */
const LEAST_TOP = 9;
const LEAST_MIDDLE = 6;

/** The row of the working, or of the step's own panel, as high as that can use. */
function middleRow({columns, shows, choices, lower}: ScreenNeeds, usual: number, most: number): PlanRow {
  return whole(
    choices ? 'lower' : 'working',
    columns,
    shows === 'own' ? clamp(lower.most, 5, Math.max(usual, most)) : usual,
  );
}

/** A working in symbols and numbers, with its result and its border. */
export const LEAST_LOWER = 5;
/** A chart, or some rows of a table. */
const LEAST_OWN = 8;

function compactBody(needs: ScreenNeeds, body: number): PlanRow[] {
  const {columns, asking, lower: used, side, shows} = needs;
  const wanted = needs.words(columns - 2);
  const extra = Math.max(0, body - 16);
  const usualWords = 4 + Math.floor(extra / 3);
  const usualNetwork = SMALLEST_NETWORK + Math.floor(extra / 2);
  if (shows === 'nothing') {
    // A picture beside the net gets every line that the words can do without.
    const words = clamp(wanted, 3, body - SMALLEST_NETWORK);
    return [topRow(needs, body - words), whole('words', columns, words)];
  }
  // A picture, or the step's own panel, may have the lines that words do not need; the panel also some of the net's.
  const fewest = side === 'own' || shows === 'own' ? Math.min(Math.max(wanted, 3), usualWords) : usualWords;
  const free = body - Math.max(fewest, wanted);
  const network =
    shows === 'own'
      ? Math.max(SMALLEST_NETWORK, free - (free - used.most >= usualNetwork ? used.most : used.enough))
      : Math.max(usualNetwork, side === 'own' ? free - LEAST_LOWER : 0);
  const both = body - network;
  // Long words may take lines that the lower place can do without; a question, which has to be read whole, all of them.
  const enough = shows === 'own' ? Math.min(used.enough, LEAST_OWN) : used.enough;
  const least = asking ? LEAST_LOWER : clamp(enough, LEAST_LOWER, Math.max(LEAST_LOWER, both - fewest));
  const words = clamp(wanted, fewest, asking && both - wanted < least ? both : both - least);
  const lower = both - words;
  if (lower < least) {
    const read = Math.min(both, wanted + 1);
    return [topRow(needs, network + both - read), whole('words', columns, read)];
  }
  return [topRow(needs, network), whole('lower', columns, lower), whole('words', columns, words)];
}

/** A net in few lines: one row of neurons and a line about the one in question. */
const SMALLEST_NETWORK = 6;

/** The net and what stands beside it; a narrow screen or a large net keep the room for the net, but a picture takes it. */
function topRow(
  {columns, neurons, side, shows}: Pick<ScreenNeeds, 'columns' | 'neurons' | 'side' | 'shows'>,
  height: number,
): PlanRow {
  if (side === 'nothing') return whole('network', columns, height);
  if (side === 'own' && !pictureFits(columns))
    return whole(shows === 'nothing' ? 'own' : 'network', columns, height);
  const width = side === 'own' ? pictureWidth(columns, height) : lossWidth(columns, neurons);
  if (width === 0) return whole('network', columns, height);
  return {
    height,
    parts: [
      {part: 'network', width: columns - width},
      {part: side, width},
    ],
  };
}

/** Cells of a net of which a piece can be read, and of a picture on which something can be seen. */
const LEAST_NETWORK = 46;
const LEAST_PICTURE = 30;

/** Whether a picture has room beside the net. */
export const pictureFits = (columns: number): boolean => columns >= LEAST_NETWORK + LEAST_PICTURE;

/** Cells of a picture beside the net: about square (a cell is twice as high as wide), with room for its axis. */
const pictureWidth = (columns: number, height: number): number =>
  clamp(
    Math.max(2 * (height - 5) + 10, Math.floor(columns * 0.3)),
    LEAST_PICTURE,
    columns - Math.max(LEAST_NETWORK, Math.floor(columns * 0.5)),
  );

/** Beside so many neurons the loss has all the width that it wants. */
const FEW_NEURONS = 6;

/** Cells of the loss panel beside the net; 0 where there is no room for it. */
export function lossWidth(columns: number, neurons: number): number {
  const wanted =
    neurons > FEW_NEURONS
      ? clamp(Math.round(columns * 0.2), 20, 30)
      : clamp(Math.round(columns * 0.3), 20, 44);
  return columns - wanted < 52 ? 0 : wanted;
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
