import type {Notation} from '../session/notation.ts';
import type {PathRun, PathsView} from '../session/view/paths.ts';
import {shadeScale} from './drawing/field.ts';
import {fieldLines, styleOf} from './fieldPanel.ts';
import {type Line, SHADES, type Shade} from './paint.ts';
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

/** The ways of two parameters over the loss, and a legend: exactly `height` lines of at most `width` cells. */
export function pathLines(view: PathsView, size: PathsSize): readonly Line[] {
  const {notation, words} = size;
  const losses = view.at(24, 24).filter(Number.isFinite);
  const lowest = losses.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const highest = losses.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
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
        ...view.runs.map((run) => legendEntry(run, size)),
        ...(losses.length === 0 ? [] : [ground]),
        [{text: START, role: 'title'}, {text: ` ${words.paths.start}`}],
      ],
      draw(picture, place) {
        const looks = view.runs.map((run) => ({run, look: runLook(run.place, notation.ascii)}));
        const placed = ({points}: PathRun): readonly (readonly [number, number])[] =>
          points.map(([x, y]) => place(x, y));
        for (const {run, look} of looks) picture.track(placed(run), look);
        for (const {run} of looks) picture.put(...place(...run.points[0]!), START, 'title');
        for (const {run, look} of looks)
          if (run.points.length > 1) picture.put(...place(...run.points.at(-1)!), look.sign, look.role);
      },
    },
    size,
  );
}

function legendEntry({place, title, rounds, divergedAt}: PathRun, {notation, words}: PathsSize): Line {
  const {role, sign} = runLook(place, notation.ascii);
  const where: Line =
    divergedAt === undefined
      ? [{text: words.paths.after(rounds), role: 'dim'}]
      : [{text: words.compare.diverged(divergedAt), role: 'bad'}];
  return [{text: `${sign} `, role}, {text: `${notation.text(title)}  `}, ...where];
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
