import type {Notation} from '../session/notation.ts';
import type {PathRun, PathsView} from '../session/view/paths.ts';
import {shadeScale} from './drawing/field.ts';
import {fieldLines, styleOf} from './fieldPanel.ts';
import {type Line, lineWidth, type Role, SHADES, type Shade} from './paint.ts';
import {runLook} from './runLooks.ts';
import type {ScreenWords} from './words.ts';

export interface PathsSize {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  readonly notation: Notation;
  readonly words: ScreenWords;
  /** Whether the terminal shows colours; by itself it does. */
  readonly color?: boolean;
}

const START = 'S';
/** Of the numbers in the legend. */
const DIGITS = 2;

/** Where a sign goes whose cell has one already. */
const ASIDE = [0, 1, -1, 2, -2, 3, -3, 4, -4];

const cellOf = (x: number, y: number): string => `${Math.floor(x)},${Math.floor(y)}`;

/** The ways of two parameters over the loss, and a legend: exactly `height` lines of at most `width` cells. */
export function pathLines(view: PathsView, size: PathsSize): readonly Line[] {
  const {notation, words} = size;
  const losses = view.at(24, 24).filter(Number.isFinite);
  const lowest = losses.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const highest = losses.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const short = view.runs.map((run) => nameOf(run, size));
  const long = view.runs.map((run, i): Line => [...short[i]!, {text: '  '}, ...standingOf(run, size)]);
  const ground: Line = [
    {text: `${words.paths.background} ${notation.number(lowest, DIGITS)} `},
    ...shadeScale(styleOf(size)),
    {text: ` ${notation.number(highest, DIGITS)}`},
  ];
  return fieldLines(
    {
      field: view,
      names: [notation.symbol(view.of[0]), notation.symbol(view.of[1])],
      shadesOf: evenShades,
      legend: [
        ...(long.every((entry) => lineWidth(entry) <= size.width) ? long : short),
        ...(losses.length === 0 ? [] : [ground]),
        [{text: START, role: 'title'}, {text: ` ${words.paths.start}`}],
      ],
      draw(picture, place) {
        const ways = view.runs.map(({place: ofRun, points}) => ({
          look: runLook(ofRun, notation.ascii),
          points: points.map(([x, y]) => place(x, y)),
        }));
        for (const {look, points} of ways) picture.track(points, look);
        const taken = new Set<string>();
        const mark = ([x, y]: readonly [number, number], sign: string, role: Role): void => {
          const isFree = (at: number): boolean =>
            at >= 0 && at < picture.columns && !taken.has(cellOf(at, y));
          const free = ASIDE.find((aside) => isFree(x + aside)) ?? 0;
          taken.add(cellOf(x + free, y));
          picture.put(x + free, y, sign, role);
        };
        for (const start of new Map(ways.map(({points}) => [cellOf(...points[0]!), points[0]!])).values())
          mark(start, START, 'title');
        const isSeen = ([x, y]: readonly [number, number]): boolean =>
          x >= 0 && y >= 0 && x < picture.columns && y < picture.rows;
        for (const {look, points} of ways) {
          const end = points.length > 1 ? points.findLast(isSeen) : undefined;
          if (end !== undefined) mark(end, look.sign, look.role);
        }
      },
    },
    size,
  );
}

function nameOf({place, title}: PathRun, {notation}: PathsSize): Line {
  const {role, sign} = runLook(place, notation.ascii);
  return [{text: `${sign} `, role}, {text: notation.text(title)}];
}

function standingOf({rounds, divergedAt}: PathRun, {words}: PathsSize): Line {
  return divergedAt === undefined
    ? [{text: words.paths.after(rounds), role: 'dim'}]
    : [{text: words.compare.diverged(divergedAt), role: 'bad'}];
}

/** Every shade covers as much of the picture as the others, whatever the numbers: so a narrow valley can be seen, too. */
function evenShades(values: Float64Array): (value: number) => Shade | undefined {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const ends = Array.from(
    {length: SHADES - 1},
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / SHADES)]!,
  );
  return (value) => (Number.isNaN(value) ? undefined : (ends.filter((end) => value > end).length as Shade));
}
