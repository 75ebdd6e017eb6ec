import {nodeOf, quantityOf} from '../../engine/functionGraph.ts';
import {gradient, type Quantity} from '../../engine/quantity.ts';
import type {Bilingual} from '../../lesson/lesson.ts';
import {kinkWords} from '../../session/grad/words.ts';
import {createNotation, type Notation} from '../../session/notation.ts';
import {currentOperation} from '../../session/state.ts';
import {checkView} from '../../session/view/check.ts';
import {focusOf} from '../../session/view/focus.ts';
import {graphView} from '../../session/view/graph.ts';
import {workingOf} from '../../session/view/working.ts';
import {layoutWorking, type WorkingLine} from '../../session/workingLayout.ts';
import {wrapText} from '../../session/wrap.ts';
import {checkTable} from '../checkTable.ts';
import {withFittingDigits} from '../fittingDigits.ts';
import {type GraphPicture, graphPicture} from '../graphPicture.ts';
import type {Line, Role} from '../paint.ts';
import type {PanelContent} from '../panel.tsx';
import type {Look} from '../scene.ts';
import {scrolledLines} from '../scrolledLines.ts';
import {fitTable, type TableContent, type TableLayout, widthOfTable} from '../tablePanel.tsx';
import {type ScreenWords, screenWords} from '../words.ts';
import type {GradScene} from './scene.ts';
import {gradScreenWords} from './words.ts';

/** A panel with its width in cells, border included. */
export type PlacedPanel = {readonly width: number} & (
  | ({readonly kind: 'lines'} & PanelContent)
  | {readonly kind: 'table'; readonly layout: TableLayout}
);

export interface GradLayout {
  /** The graph, and what stands below it; beside one of them the check, where it has room. */
  readonly rows: readonly {readonly height: number; readonly panels: readonly PlacedPanel[]}[];
  /** Whether there is another panel that Tab leads to. */
  readonly hasMore: boolean;
  /** Lines that the lower panel can be scrolled down. */
  readonly most: number;
}

/** Lines above the panels: function, point, and what is wrong or where there is a kink. */
export const FIELDS = 3;
/** Lines of the lower panel, borders included, that the graph leaves at least. */
const LEAST_LOWER = 7;
/** A list of nodes has no more than this part of the screen. */
const MOST_OF_LIST = 0.55;
/** Cells that a graph or a working keeps beside the check, and the part of the screen that the check has at most. */
const LEAST_BESIDE = 56;
const MOST_OF_CHECK = 0.48;

export const notationOf = ({playing}: GradScene, {language, digits, ascii}: Look): Notation =>
  createNotation(playing.state.start.setup.names, language, digits, ascii);

/** What the panels show, and where they stand: the check beside the graph, else beside the working, else where Tab leads. */
export function layoutGrad(scene: GradScene, look: Look): GradLayout {
  const {columns, rows, language} = look;
  const notation = notationOf(scene, look);
  const room = rows - 2 - FIELDS;
  const small = checkContent(scene, look, Math.floor(columns * MOST_OF_CHECK));
  const checkWidth = small === undefined ? 0 : widthOfTable(small.columns);
  const narrow = columns - checkWidth;
  const fitsBeside = small !== undefined && narrow >= LEAST_BESIDE;
  const check = fitsBeside ? small : checkContent(scene, look, columns);

  const pictureIn = pictures(scene, look, notation, room);
  const beside = fitsBeside ? pictureIn(narrow) : undefined;
  // A drawing that needs the whole width gets it.
  const whole = beside?.kind === 'drawing' ? beside : pictureIn(columns);
  const needsAll = whole.kind === 'drawing' && beside?.kind !== 'drawing';
  const isBesideGraph = fitsBeside && (scene.otherPicture || !needsAll);
  const width = isBesideGraph ? narrow : columns;
  const picture = scene.otherPicture
    ? pictureIn(width, whole.kind === 'drawing' ? 'list' : 'drawing')
    : needsAll
      ? whole
      : (beside ?? whole);
  const height = picture.lines.length + 2;
  const lower = lowerPanel(scene, look, notation, {
    width: fitsBeside && !isBesideGraph ? narrow : columns,
    height: room - height,
    check: fitsBeside ? undefined : check,
  });
  const checkIn = (lines: number): readonly PlacedPanel[] =>
    check === undefined || !fitsBeside
      ? []
      : [{kind: 'table', width: checkWidth, layout: fitTable(check, {width: checkWidth, height: lines})}];
  const graph: PlacedPanel = {
    kind: 'lines',
    width,
    title: notation.text(screenWords[language].panels.graph),
    lines: picture.lines,
  };
  return {
    rows: [
      {height, panels: isBesideGraph ? [graph, ...checkIn(height)] : [graph]},
      {
        height: room - height,
        panels: isBesideGraph ? [lower.panel] : [lower.panel, ...checkIn(room - height)],
      },
    ],
    hasMore: check !== undefined && !fitsBeside,
    most: lower.most,
  };
}

/** The graph in a panel so wide, as high as the lower panel leaves it. */
function pictures(
  scene: GradScene,
  {ascii, digits}: Look,
  notation: Notation,
  room: number,
): (width: number, wanted?: 'drawing' | 'list') => GraphPicture {
  const {state} = scene.playing;
  const rows = graphView(state, notation, focusOf(state)) ?? [];
  return (width, wanted) =>
    graphPicture(rows, {
      width: width - 2,
      height: room - LEAST_LOWER - 2,
      listHeight: Math.floor(room * MOST_OF_LIST) - 2,
      ascii,
      digits,
      ...(wanted && {wanted}),
    });
}

/** What stands below the graph: the working, or the check where Tab has led there. */
function lowerPanel(
  scene: GradScene,
  look: Look,
  notation: Notation,
  {
    width,
    height,
    check,
  }: {readonly width: number; readonly height: number; readonly check: TableContent | undefined},
): {readonly panel: PlacedPanel; readonly most: number} {
  if (check !== undefined && scene.lower === 'check' && scene.typing?.problem === undefined) {
    const {scrolls} = fitTable(check, {width, height});
    const scroll = Math.min(scene.scroll, scrolls.most);
    return {
      panel: {kind: 'table', width, layout: fitTable(check, {width, height}, scroll)},
      most: scrolls.most,
    };
  }
  const words = screenWords[look.language];
  const room = height - 2;
  const {body, result} = lowerLines(scene, look, notation, {width, height: room});
  const {lines, from, visible, most} = scrolledLines(body, result, room, scene.scroll);
  const subject = currentOperation(scene.playing.state)?.quantity;
  const {typing} = scene;
  const title =
    typing?.problem !== undefined
      ? gradScreenWords[look.language][typing.problem.of === 'point' ? 'point' : 'function']
      : subject?.startsWith(gradient(''))
        ? words.panels.chain
        : words.panels.working;
  const scrolled = most === 0 ? '' : `  ${words.scroll(from + 1, from + visible, body.length)}`;
  return {
    panel: {
      kind: 'lines',
      width,
      title: notation.text(title + scrolled),
      lines,
    },
    most,
  };
}

/** The check by trying as a table; undefined where there is no variable to try. */
function checkContent(scene: GradScene, look: Look, width: number): TableContent | undefined {
  const {derivative, state} = scene.playing;
  const {expression, kinks} = derivative;
  if (expression.variables.length === 0) return undefined;
  const {language, digits, ascii} = look;
  const own = gradScreenWords[language];
  const usual = screenWords[language];
  const words: ScreenWords = {
    ...usual,
    panels: {...usual.panels, check: own.check},
    check: {
      ...usual.check,
      ...own.checkTable,
      someDiffer: () => (kinks.length > 0 ? own.kinkBetween : own.differ),
    },
  };
  return withFittingDigits(
    (written) => checkTable(checkView(state, written, focusOf(state)), width, written, words),
    width,
    {digits, words, notation: (fewer) => createNotation(state.start.setup.names, language, fewer, ascii)},
  );
}

/** How the last number comes about, with the kinks that are met there; or what is wrong with what was typed. */
function lowerLines(
  {playing, typing}: GradScene,
  {language}: Look,
  notation: Notation,
  {width, height}: {readonly width: number; readonly height: number},
): {readonly body: readonly Line[]; readonly result: readonly Line[]} {
  const own = gradScreenWords[language];
  const {state} = playing;
  const said = (text: string, role: Role): Line[] =>
    wrapText(notation.text(text), width - 4).map((line) => [{text: ` ${line}`, role}]);
  if (typing?.problem !== undefined) return {body: said(typing.problem.words[language], 'bad'), result: []};
  const subject = currentOperation(state)?.quantity;
  const working = subject === undefined ? undefined : workingOf(state, notation, subject);
  if (subject === undefined || working === undefined) return {body: said(own.begin, 'dim'), result: []};
  const kinks = kinksAt(playing, subject, notation).flatMap((kink) => said(kink[language], 'bad'));
  const lines = layoutWorking(working, {
    width: width - 4,
    ascii: notation.ascii,
    height: height - kinks.length,
  }).map((line) => painted(line, subject.startsWith(gradient('')) ? 'gradient' : 'value'));
  return {body: lines.slice(0, -1), result: [...lines.slice(-1), ...kinks]};
}

const painted = (line: WorkingLine, numbers: Role): Line => [
  {text: ' '},
  ...line.map(({text, role = 'symbol'}) => ({
    text,
    role: role === 'symbol' ? ('plain' as const) : role === 'meaning' ? ('dim' as const) : numbers,
  })),
];

/** The kinks on which a number depends directly: of its own operation, and of a gradient those of the operations that it goes into. */
function kinksAt(
  {derivative}: GradScene['playing'],
  subject: Quantity,
  notation: Notation,
): readonly Bilingual[] {
  const {expression, kinks} = derivative;
  const isBackward = subject.startsWith(gradient(''));
  const index = nodeOf(expression, isBackward ? subject.slice(gradient('').length) : subject);
  if (index === undefined) return [];
  return kinks
    .filter(({node}) => (isBackward ? expression.nodes[node]!.inputs.includes(index) : node === index))
    .map((kink) => kinkWords(expression, kink, notation.symbol(quantityOf(expression, kink.node))));
}
