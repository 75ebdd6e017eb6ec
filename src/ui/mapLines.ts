import type {Notation} from '../session/notation.ts';
import type {MapSample, MapView} from '../session/view/map.ts';
import {wrapText} from '../session/wrap.ts';
import {shadeScale} from './drawing/field.ts';
import {fieldLines, styleOf, WIDEST} from './fieldPanel.ts';
import {exactly} from './legend.ts';
import {fitLine, type Line, lineWidth, type Role, SHADES, type Shade} from './paint.ts';
import type {ScreenWords} from './words.ts';

export interface MapSize {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  readonly notation: Notation;
  readonly words: ScreenWords;
  /** Whether the terminal shows colours; by itself it does. */
  readonly color?: boolean;
}

/** The signs of a sample by its class, lower first, and whether the net gets it right. */
const SIGNS = {right: ['○', '●'], wrong: ['◇', '◆']} as const;
const ASCII_SIGNS = {right: ['o', 'x'], wrong: ['O', 'X']} as const;

/** Of the numbers in the legend. */
const DIGITS = 2;

/** Of the cells of a picture, one of so many may hold a sample: else the field could not be seen. */
const CELLS_PER_SAMPLE = 6;

/** A neuron's output over the plane of the inputs, with the samples: exactly `height` lines of at most `width` cells. */
export function mapLines(view: MapView, size: MapSize): readonly Line[] {
  const {width, height, notation, words} = size;
  const {ascii} = notation;
  const values = extremesOf(view);
  if (values === undefined)
    return exactly(
      wrapText(notation.text(words.map.nothing), width).map((text): Line => {
        const line: Line = [{text, role: 'bad'}];
        // A character may be wider than all the room there is.
        return lineWidth(line) > width ? fitLine(line, width, '') : line;
      }),
      height,
    );
  const [lowest, highest] = values;
  const shown = thin(
    view.samples,
    Math.floor((Math.min(width, WIDEST * height) * height) / CELLS_PER_SAMPLE),
  );
  const signs = ascii ? ASCII_SIGNS : SIGNS;
  const [low, high] = view.classes ?? [];
  const kind = (number: number | undefined, than: string): string =>
    number === undefined ? `${than} ${notation.number(view.between)}` : notation.number(number);
  const wrong = view.samples.filter(({right}) => !right).length;
  const tried = view.samples.length;
  const isSome = tried < view.total;
  const of = notation.symbol(view.of);
  const middle = notation.number(view.middle);
  const legend: readonly Line[] = [
    [
      {text: `${of}  ${notation.number(lowest, DIGITS)} `},
      ...shadeScale(styleOf(size)),
      {text: ` ${notation.number(highest, DIGITS)}`},
    ],
    [
      {text: `${notation.symbol(view.target)}  `},
      {text: signs.right[0], role: 'title'},
      {text: ` ${kind(low, '<')}  `},
      {text: signs.right[1], role: 'title'},
      {text: ` ${kind(high, '>')}`},
    ],
    [
      {text: signs.wrong.join(''), role: wrong > 0 ? 'bad' : 'dim'},
      {
        text: ` ${isSome ? words.map.wrongTried(wrong, tried) : words.map.wrong(wrong, tried)}`,
        role: wrong > 0 ? 'plain' : 'dim',
      },
    ],
    [
      {
        text:
          lowest > view.middle || highest <= view.middle
            ? words.map.everywhere(`${of} ${lowest > view.middle ? '>' : '<'} ${middle}`)
            : `${ascii ? '/' : '⣀⠤⠒'} ${of} = ${middle}`,
      },
    ],
    ...(shown.length < view.total
      ? [[{text: words.map.drawn(shown.length, view.total), role: 'dim'}] as const]
      : []),
  ];
  return fieldLines(
    {
      field: view,
      names: [notation.symbol(view.inputs[0]), notation.symbol(view.inputs[1])],
      shadesOf: () => shadeBetween(view.range ?? values, view.middle),
      legend,
      draw(picture, place) {
        picture.contour(view.middle);
        // What is wrong comes last, so that nothing hides it.
        for (const {x, y, high, right} of [...shown].sort((a, b) => Number(b.right) - Number(a.right))) {
          const role: Role = right ? 'title' : 'bad';
          picture.put(...place(x, y), signs[right ? 'right' : 'wrong'][high ? 1 : 0], role);
        }
      },
    },
    size,
  );
}

/** The lowest and the highest value of the map, on a grid that does not depend on the panel's size. */
function extremesOf(view: MapView): readonly [number, number] | undefined {
  const values = view.at(24, 24).filter(Number.isFinite);
  return values.length === 0
    ? undefined
    : [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}

/** Half of the shades below the middle, half above. */
function shadeBetween(
  [low, high]: readonly [number, number],
  middle: number,
): (value: number) => Shade | undefined {
  const half = SHADES / 2;
  // Where all values are the middle, there is no part of a way: 0 / 0.
  const step = (part: number): number => (part > 0 ? Math.min(Math.floor(part * half), half - 1) : 0);
  return (value) => {
    if (Number.isNaN(value)) return undefined;
    const shade =
      value > middle
        ? half + step((value - middle) / (high - middle))
        : half - 1 - step((middle - value) / (middle - low));
    return shade as Shade;
  };
}

/** About so many samples, of each class and outcome in proportion and at least one, evenly taken. */
function thin(samples: readonly MapSample[], most: number): readonly MapSample[] {
  if (samples.length <= most) return samples;
  const kinds = [0, 1, 2, 3].map((kind) =>
    samples.filter(({high, right}) => (high ? 2 : 0) + (right ? 1 : 0) === kind),
  );
  return kinds.flatMap((ofKind) => {
    const wanted = Math.ceil((ofKind.length * most) / samples.length);
    return Array.from({length: wanted}, (_, i) => ofKind[Math.floor((i * ofKind.length) / wanted)]!);
  });
}
