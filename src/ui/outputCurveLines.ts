import type {OutputCurve} from '../session/view/outputCurve.ts';
import {type FieldSize, fieldLines} from './fieldPanel.ts';
import {exactly} from './legend.ts';
import {fitLine, type Line} from './paint.ts';
import {runLook} from './runLooks.ts';
import type {ScreenWords} from './words.ts';

export interface CurveSize extends FieldSize {
  readonly words: ScreenWords;
}

/** Places of the curve to a column of the picture. */
const FINENESS = 4;
/** Of the numbers in the legend. */
const DIGITS = 2;

/** A neuron's output over the one input, with what samples want of it: exactly `height` lines of at most `width` cells. */
export function outputCurveLines(view: OutputCurve, size: CurveSize): readonly Line[] {
  const {width, height, notation, words} = size;
  const {ascii} = notation;
  const points = view.at(Math.max(2, width * FINENESS)).filter(([, y]) => Number.isFinite(y));
  if (points.length === 0)
    return exactly(
      [fitLine([{text: notation.text(words.map.nothing), role: 'bad'}], width, notation.text('…'))],
      height,
    );
  const look = runLook(0, ascii);
  const signs = {sample: ascii ? 'O' : '○', now: ascii ? '#' : '◆'};
  const of = notation.symbol(view.of);
  const lowest = points.reduce((least, [, y]) => Math.min(least, y), Number.POSITIVE_INFINITY);
  const highest = points.reduce((most, [, y]) => Math.max(most, y), Number.NEGATIVE_INFINITY);
  const from = notation.number(lowest, DIGITS);
  const to = notation.number(highest, DIGITS);
  const legend: readonly Line[] = [
    [
      {text: `${ascii ? look.line.level : '⠤⠒⠉'} `, role: look.role},
      {text: `${of}  ${from} ${notation.text('…')} ${to}`},
    ],
    [
      {text: `${signs.now} `, role: 'mark'},
      {text: `${notation.symbol(view.input)} = ${notation.number(view.now[0], DIGITS + 1)}`},
    ],
    ...(view.target === undefined
      ? []
      : [
          [
            {text: `${signs.sample} `, role: 'title'},
            {
              text:
                view.samples.length < view.total
                  ? words.map.drawn(view.samples.length, view.total)
                  : notation.symbol(view.target),
            },
          ] as const,
        ]),
  ];
  return fieldLines(
    {
      field: {bounds: view.bounds, at: (columns, rows) => new Float64Array((columns + 1) * (rows + 1))},
      names: [notation.symbol(view.input), of],
      shadesOf: () => () => undefined,
      legend,
      draw(picture, place) {
        for (const [x, y] of view.samples) picture.put(...place(x, y), signs.sample, 'title');
        picture.track(
          points.map(([x, y]) => place(x, y)),
          look,
        );
        picture.put(...place(...view.now), signs.now, 'mark');
      },
    },
    size,
  );
}
