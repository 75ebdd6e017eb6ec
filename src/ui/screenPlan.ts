/** A region of the lesson screen. `lower` shows one of working, table and loss, where there is no room for all. */
export type Part = 'header' | 'network' | 'loss' | 'working' | 'table' | 'lower' | 'words' | 'footer';

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
  /** Lines that the words take at the screen's width, with their title. */
  readonly words: number;
  /** Whether a question is open. */
  readonly asking: boolean;
  /** Lines that the lower place can use for what it shows, if there is a lower place. */
  readonly lower: number;
}

/** The smallest screen that a lesson can be read on. */
export const SMALLEST = {columns: 60, rows: 18} as const;

/** Words in longer lines are hard to read. */
export const WIDEST_WORDS = 92;
const NARROWEST_WORDS = 40;

/** Divides the screen: rows from top to bottom, exactly as high and as wide as the screen. */
export function planScreen(needs: ScreenNeeds): readonly PlanRow[] {
  const {columns, rows, tableWidth} = needs;
  const body = rows - 2;
  const header: PlanRow = {height: 1, parts: [{part: 'header', width: columns}]};
  const footer: PlanRow = {height: 1, parts: [{part: 'footer', width: columns}]};
  const wide = columns >= 100 && rows >= 30 && columns - tableWidth >= NARROWEST_WORDS;
  if (wide) return [header, ...wideBody(needs, body), footer];
  if (rows >= 34) return [header, ...tallBody(needs, body), footer];
  return [header, ...compactBody(needs, body), footer];
}

const whole = (part: Part, columns: number, height: number): PlanRow => ({
  height,
  parts: [{part, width: columns}],
});

function wideBody({columns, tableWidth, parameters}: ScreenNeeds, body: number): PlanRow[] {
  const bottom = clamp(parameters + 3, 9, Math.floor(body * 0.4));
  const working = clamp(Math.floor(body * 0.24), 6, 12);
  const words = Math.min(WIDEST_WORDS, columns - tableWidth);
  return [
    topRow({columns, neurons: 0}, body - bottom - working),
    whole('working', columns, working),
    {
      height: bottom,
      parts: [
        {part: 'table', width: columns - words},
        {part: 'words', width: words},
      ],
    },
  ];
}

function tallBody({columns, parameters, neurons}: ScreenNeeds, body: number): PlanRow[] {
  const table = clamp(parameters + 3, 7, Math.floor(body * 0.3));
  const working = clamp(Math.floor(body * 0.22), 6, 10);
  const words = clamp(Math.floor(body * 0.25), 6, 14);
  return [
    topRow({columns, neurons}, body - table - working - words),
    whole('working', columns, working),
    whole('table', columns, table),
    whole('words', columns, words),
  ];
}

/** A working in symbols and numbers, with its result and its border. */
export const LEAST_LOWER = 5;

function compactBody(needs: ScreenNeeds, body: number): PlanRow[] {
  const {columns, words: wanted, asking, lower: used} = needs;
  const extra = Math.max(0, body - 16);
  const usual = 4 + Math.floor(extra / 3);
  const network = 6 + Math.floor(extra / 2);
  const both = body - network;
  // Long words may take lines that the lower place can do without; a question, which has to be read whole, all of them.
  const least = asking ? LEAST_LOWER : clamp(used, LEAST_LOWER, both - usual);
  const words = clamp(wanted, usual, asking && both - wanted < least ? both : both - least);
  const lower = both - words;
  if (lower < least) {
    const read = Math.min(both, wanted + 1);
    return [topRow(needs, network + both - read), whole('words', columns, read)];
  }
  return [topRow(needs, network), whole('lower', columns, lower), whole('words', columns, words)];
}

/** The net and the loss beside it; a narrow screen or a large net keep the room for the net. */
function topRow({columns, neurons}: Pick<ScreenNeeds, 'columns' | 'neurons'>, height: number): PlanRow {
  const loss = lossWidth(columns, neurons);
  if (loss === 0) return whole('network', columns, height);
  return {
    height,
    parts: [
      {part: 'network', width: columns - loss},
      {part: 'loss', width: loss},
    ],
  };
}

/** Cells of the loss panel beside the net; 0 where there is no room for it. */
export function lossWidth(columns: number, neurons: number): number {
  const wanted = neurons > 8 && columns < 100 ? 20 : clamp(Math.round(columns * 0.3), 20, 44);
  return columns - wanted < 52 ? 0 : wanted;
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
