import {type Notation, UNKNOWN} from '../session/notation.ts';
import type {LayerSize, LayersOfRun, LayersView} from '../session/view/layers.ts';
import {wrapText} from '../session/wrap.ts';
import {barOf} from './barOf.ts';
import {fitLine, fitText, type Line, type Role, type Span, textWidth} from './paint.ts';
import type {PanelContent} from './panel.tsx';
import {runLook} from './runLooks.ts';
import type {ScreenWords} from './words.ts';

export interface LayersSize {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  readonly notation: Notation;
  readonly words: ScreenWords;
}

/** One measure of all layers: a column of bars. */
interface Column {
  readonly heading: string;
  readonly role: Role;
  /** By layer, 1 for the first. */
  readonly sizes: ReadonlyMap<number, number | undefined>;
}

/** Lines beside the layers: the headings. */
const FRAME = 1;

/** How many lines {@link layersPanel} can use. */
export const layersHeight = ({runs}: LayersView): number =>
  FRAME + Math.max(0, ...runs.map(({layers}) => layers.length));

/**
 * The sizes of all layers as bars on one logarithmic scale, the output layer at the top: exactly `height` lines of at most `width` cells.
 * Of one run the error terms and the gradients of the weights, of several the error terms beside each other. Of more layers
 * than lines some are shown, evenly taken, the first and the last among them.
 */
export function layersPanel({runs}: LayersView, {width, height, notation, words}: LayersSize): PanelContent {
  const {layers: own, panels} = words;
  const [only] = runs;
  const columns =
    runs.length === 1 && only !== undefined
      ? bothOf(only, notation, words)
      : runs.map((run) => deltasOf(run, notation));
  const most = Math.max(0, ...runs.map(({layers}) => layers.length));
  const scale = scaleOf(columns);
  if (scale === undefined) {
    const none = wrapText(notation.text(own.none), width).map((text): Line => [{text, role: 'dim'}]);
    return {title: panels.layers, lines: padded(none, height)};
  }

  const shown = evenly(most, Math.max(1, height - FRAME));
  const label = (layer: number): string => notation.text(own.layer(layer));
  const labels = Math.max(...shown.map((layer) => textWidth(label(layer))));
  const each = Math.floor((width - labels) / columns.length);
  const bar = each - NUMBER - 3;
  const cell = ({role, sizes}: Column, layer: number): Line => {
    if (!sizes.has(layer)) return fitLine([], each);
    const size = sizes.get(layer);
    const known = size !== undefined && Number.isFinite(size);
    const text = known ? notation.number(size, DIGITS) : notation.text(UNKNOWN);
    const drawn: Span = {text: known ? barOf(scale.part(size), bar, notation.ascii) : '', role};
    return [{text: ' '}, ...fitLine([drawn], bar), {text: ` ${fitText(text, NUMBER)} `}];
  };
  const cut = notation.ascii ? '...' : '…';
  const heading: Line = [
    {text: ' '.repeat(labels)},
    ...columns.flatMap(
      ({heading: text, role}): Line => [{text: ' '}, ...fitLine([{text, role}], each - 2, cut), {text: ' '}],
    ),
  ];
  const rows = shown.map(
    (layer): Line => [
      {text: fitText(label(layer), labels)},
      ...columns.flatMap((column) => cell(column, layer)),
    ],
  );
  const notes = [
    own.scale(notation.number(scale.from), notation.number(scale.to)),
    ...(shown.length < most ? [own.shown(shown.length, most)] : []),
  ];
  return {
    title: notation.text(`${panels.layers}  ${notes.join('  ')}`),
    lines: padded([heading, ...rows], height),
  };
}

/** Significant digits and cells of a size. */
const DIGITS = 2;
const NUMBER = 8;

const sizesOf = (
  {layers}: LayersOfRun,
  size: (of: LayerSize) => number | undefined,
): ReadonlyMap<number, number | undefined> => new Map(layers.map((layer) => [layer.layer, size(layer)]));

const bothOf = (run: LayersOfRun, notation: Notation, {layers: words}: ScreenWords): readonly Column[] => [
  {heading: notation.text(words.delta), role: 'gradient', sizes: sizesOf(run, ({delta}) => delta)},
  {heading: notation.text(words.weights), role: 'value', sizes: sizesOf(run, ({weights}) => weights)},
];

function deltasOf(run: LayersOfRun, notation: Notation): Column {
  const {sign, role} = runLook(run.place, notation.ascii);
  return {heading: notation.text(`${sign} ${run.title}`), role, sizes: sizesOf(run, ({delta}) => delta)};
}

/** The least decades that a scale covers, so that small differences look small. */
const LEAST_DECADES = 3;

/** The decades of all known sizes; undefined where none is known. */
function scaleOf(
  columns: readonly Column[],
): {readonly from: number; readonly to: number; part(size: number): number} | undefined {
  const known = columns.flatMap(({sizes}) => [...sizes.values()]).filter((size) => size !== undefined);
  if (known.length === 0) return undefined;
  const logs = known.filter((size) => size > 0 && Number.isFinite(size)).map(Math.log10);
  const to = Math.ceil(Math.max(...(logs.length === 0 ? [0] : logs)));
  const from = Math.min(to - LEAST_DECADES, Math.floor(Math.min(...logs, to)));
  return {
    from: Number(`1e${from}`),
    to: Number(`1e${to}`),
    part: (size) => (size > 0 ? (Math.log10(size) - from) / (to - from) : 0),
  };
}

/** At most `most` layers from the last to the first, evenly taken. */
function evenly(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({length: count}, (_, i) => count - i);
  if (most === 1) return [count];
  return Array.from({length: most}, (_, i) => count - Math.round((i * (count - 1)) / (most - 1)));
}

const padded = (lines: readonly Line[], height: number): readonly Line[] =>
  Array.from({length: Math.max(0, height)}, (_, i) => lines[i] ?? []);
