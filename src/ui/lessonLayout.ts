import {gradient, LOSS, nodeValue, type Quantity} from '../engine/quantity.ts';
import type {Bilingual, Language} from '../lesson/lesson.ts';
import {createNotation, type Digits, type Notation} from '../session/notation.ts';
import {isAsking, mayAnswer, type Player, type Position, type Scene, sceneOf} from '../session/player.ts';
import {currentOperation, passOf, type State} from '../session/state.ts';
import {type GraphRow, graphView} from '../session/view/graph.ts';
import {lossView} from '../session/view/loss.ts';
import {type NetworkView, networkView} from '../session/view/network.ts';
import {parameterNumbers, parameterTable} from '../session/view/table.ts';
import {testedView} from '../session/view/tested.ts';
import {type Working, workingOf} from '../session/view/working.ts';
import {layoutWorking, type WorkingRole} from '../session/workingLayout.ts';
import {wrapText} from '../session/wrap.ts';
import {footerLine, headerLine, withNote} from './bars.ts';
import {type CompareSize, compareLines} from './compareLines.ts';
import {withFittingDigits} from './fittingDigits.ts';
import type {Command} from './keys.ts';
import {lossLines} from './lossLines.ts';
import {type OwnLayout, type OwnPanel, ownPanelOf} from './ownPanel.ts';
import {type Line, lineText, lineWidth, type Paint, type Role} from './paint.ts';
import type {PanelContent} from './panel.tsx';
import {parameterContent} from './parameterTable.ts';
import {
  type Height,
  LEAST_LOWER,
  lossWidth,
  type Part,
  type PlanRow,
  pictureFits,
  planScreen,
  type ScreenKind,
  screenKind,
  WIDEST_WORDS,
} from './screenPlan.ts';
import {scrolledLines} from './scrolledLines.ts';
import {type Reminder, type StepWords, stepWords} from './stepWords.ts';
import {
  fitTable,
  type ScrollRange,
  type TableContent,
  type TableLayout,
  widthOfTable,
} from './tablePanel.tsx';
import {type ScreenWords, screenWords} from './words.ts';

/** A lesson on screen: the player, and what only the screen knows. */
export interface LessonScene {
  readonly player: Player;
  /** Its number among the shipped lessons. */
  readonly number?: number;
  /** Under which its progress is kept; absent where none is. */
  readonly key?: string;
  readonly automatic: boolean;
  /** Steps of the automatic play are so many times as quick as usual. */
  readonly speed: number;
  /** What the lower place shows; by itself, what fits the step. */
  readonly lower: Lower | 'fitting';
  readonly scroll: Scroll;
  /** Whether a panel that knows two rules shows the other one than its step wants. */
  readonly otherRule: boolean;
  /** Where the training on screen still passes before the player is where it is bound for; empty while nothing moves. */
  readonly motion: readonly Position[];
  readonly reminded: Reminder | undefined;
  /** The number being typed of a step to go to. */
  readonly goTo: string | undefined;
  /** What stands under the last step; absent: how to leave, and how to begin again. */
  readonly ending?: Bilingual;
}

/** What the lower place can show; `own` is the panel that the step brings along. */
export type Lower = 'working' | 'table' | 'loss' | 'own';

/** First shown lines. */
export interface Scroll {
  readonly words: number;
  readonly lower: number;
}

export interface ScreenSettings {
  readonly columns: number;
  readonly rows: number;
  readonly language: Language;
  readonly digits: Digits;
  readonly ascii: boolean;
  /** By itself with colour. */
  readonly paint?: Paint;
}

export interface ScrollLimits {
  readonly words: ScrollRange;
  readonly lower: ScrollRange;
}

/** Everything the lesson screen shows, laid out. */
export interface LessonLayout {
  readonly plan: readonly PlanRow[];
  readonly header: Line;
  readonly footer: Line;
  readonly network: NetworkView;
  /** In the place of the net, where the lesson has a function. */
  readonly graph: readonly GraphRow[] | undefined;
  /** What the lower place shows, where there is one. */
  readonly lower: Lower | undefined;
  /** What Tab goes through, and where it is; fewer than two where there is nothing to choose. */
  readonly choices: readonly Lower[];
  readonly chosen: Lower;
  readonly working?: PanelContent;
  readonly table?: TableLayout;
  readonly loss?: PanelContent;
  readonly own?: OwnLayout;
  readonly words: {readonly content: PanelContent; readonly bordered: boolean};
  /** How far each place can scroll. */
  readonly limits: ScrollLimits;
}

/** What a screen of panels shows, whatever its size. */
export interface PanelsContent extends Pick<Scene, 'state' | 'focus'> {
  /** Whether a question is open, which has to be read whole. */
  readonly asking: boolean;
  /** A panel beside the usual ones. */
  readonly own: OwnPanel | undefined;
  /** What the lower place is to show: the first of these that it can. */
  readonly wishes: readonly (Lower | undefined)[];
  readonly scroll: Scroll;
  words(width: number, notation: Notation): StepWords;
  header(notation: Notation, lossIsShown: boolean): Line;
  footer(limits: ScrollLimits, can: {readonly panel: boolean; readonly rule: boolean}): Line;
}

export function layoutLesson(lesson: LessonScene, settings: ScreenSettings): LessonLayout {
  const {player} = lesson;
  const {language, digits, ascii} = settings;
  const words = screenWords[language];
  const scene = sceneOf(player);
  const {state, focus, step} = scene;
  const {names} = state.start.setup;
  const phase = currentOperation(state)?.phase;
  const {kind} = step.panel ?? {};
  return layoutPanels(
    {
      state,
      focus,
      asking: scene.asking !== undefined,
      own: ownPanelOf(step.panel, scene, {
        lesson: player.lesson,
        digits,
        words,
        notation: (fewer) => createNotation(names, language, fewer, ascii),
        color: settings.paint?.color ?? true,
        otherRule: lesson.otherRule,
      }),
      wishes: [
        lesson.lower === 'fitting' ? undefined : lesson.lower,
        'own',
        kind === 'working' || kind === 'table' || kind === 'loss' ? kind : undefined,
        phase === 'update' ? 'table' : 'working',
      ],
      scroll: lesson.scroll,
      words: (width, notation) =>
        stepWords({
          player,
          scene,
          language,
          notation,
          words,
          width,
          reminded: lesson.reminded,
          ending: lesson.ending?.[language] ?? words.lastStep,
        }),
      header: (notation, lossIsShown) => lessonHeader(lesson, scene, settings, words, notation, lossIsShown),
      footer: (limits, can) => lessonFooter(lesson, scene, settings, words, limits, can),
    },
    settings,
  );
}

/** Lays panels out for a screen. */
export function layoutPanels(content: PanelsContent, settings: ScreenSettings): LessonLayout {
  const {columns, rows, language, digits, ascii} = settings;
  const words = screenWords[language];
  const {state, focus, own} = content;
  const {names, network: net} = state.start.setup;
  const notation = createNotation(names, language, digits, ascii);
  const table = fittingTable(content, settings, words);
  let lastSaid: {readonly width: number; readonly said: StepWords} | undefined;
  const saying = (width: number): StepWords => {
    lastSaid = lastSaid?.width === width ? lastSaid : {width, said: said(width)};
    return lastSaid.said;
  };
  const said = (width: number): StepWords => content.words(Math.min(width, WIDEST_WORDS), notation);
  // A function's graph is a list, and wants all the width that a net of some layers does.
  const neurons = net.expression === undefined ? net.layers.flat().length : WIDE_AS;
  const kind = screenKind({columns, rows, tableWidth: table.width});
  const ownIsBeside = own?.place === 'side' && (kind === 'compact' || pictureFits(columns));
  const side = ownIsBeside ? 'own' : own?.showsLoss ? 'nothing' : 'loss';
  const lossBelow = kind === 'wide' && side === 'own' && !own?.showsLoss;
  const lossIsShown = lossBelow || (side === 'loss' && lossWidth(columns, neurons) > 0);
  const hasOwn = own !== undefined && (kind === 'compact' || !ownIsBeside);
  const choices = choicesOf(kind, hasOwn, lossIsShown || own?.showsLoss === true);
  const chosen = chosenOf(content.wishes, choices);
  const plan = planScreen({
    columns,
    rows,
    tableWidth: table.width,
    parameters: net.parameters.length,
    neurons,
    words: (width) => linesOf(saying(width)),
    asking: content.asking,
    side,
    lossBelow,
    shows: chosen !== 'own' ? 'usual' : side === 'own' ? 'nothing' : 'own',
    choices: choices.length > 1,
    lower: {
      working: () => usable(LEAST_LOWER),
      table: () => usable(net.parameters.length + 3),
      loss: () => usable(7),
      own: () => own?.height(columns) ?? usable(0),
    }[chosen](),
  });
  const shown = new Map<Part, {readonly width: number; readonly height: number}>();
  for (const {height, parts} of plan) for (const {part, width} of parts) shown.set(part, {width, height});
  const lower = shown.has('lower') ? chosen : undefined;
  const sizeOf = (part: Lower): {readonly width: number; readonly height: number} | undefined =>
    shown.get(part) ?? (lower === part ? shown.get('lower') : undefined);

  const workingSize = sizeOf('working');
  const working =
    workingSize &&
    workingPanel(content, {
      notation,
      words,
      ...workingSize,
      scroll: lower === 'working' ? content.scroll.lower : 0,
    });
  const tableSize = sizeOf('table');
  const lossSize = sizeOf('loss');
  const loss = lossSize && {
    title: words.panels.loss,
    lines: lossPanel(state, {
      width: lossSize.width - 3,
      height: lossSize.height - 2,
      notation,
      words,
    }).map(withMargin),
  };
  const tableLayout =
    tableSize && fitTable(table.content, tableSize, lower === 'table' ? content.scroll.lower : 0);
  const ownSize = sizeOf('own');
  const ownLayout = ownSize && own?.layout(ownSize, lower === 'own' ? content.scroll.lower : 0);
  const wordsSize = shown.get('words')!;
  const bordered =
    shown.has('table') && !plan.some(({parts}) => parts.length === 1 && parts[0]!.part === 'words');
  const wordsShown = wordsPanel(saying(wordsSize.width - (bordered ? 4 : 2)), {
    height: wordsSize.height - (bordered ? 2 : 1),
    bordered,
    words,
    notation,
    scroll: content.scroll.words,
  });
  // A question's words may leave no room for anything to choose.
  const isChoice = choices.length > 1 && (lower !== undefined || side === 'own');
  const limits = {
    words: {least: 0, most: wordsShown.limit},
    lower:
      (lower === 'table'
        ? tableLayout?.scrolls
        : lower === 'own'
          ? ownLayout?.scrolls
          : lower === 'working' && working && {least: 0, most: working.limit}) || NO_SCROLL,
  };

  return {
    plan,
    header: content.header(notation, shown.has('loss') || lower === 'loss'),
    footer: content.footer(limits, {
      panel: isChoice,
      rule: ownLayout !== undefined && own?.hasRules === true,
    }),
    network: networkView(state, notation, focus),
    graph: graphView(state, notation, focus),
    lower,
    choices: isChoice ? choices : [],
    chosen,
    ...(ownLayout === undefined ? {} : {own: ownLayout}),
    ...(working === undefined ? {} : {working: working.content}),
    ...(tableLayout === undefined ? {} : {table: tableLayout}),
    ...(loss === undefined ? {} : {loss}),
    words: {content: wordsShown.content, bordered},
    limits,
  };
}

/** The screen with these lines in the footer's place: the last one there, those before it over the end of the words. */
export function withPrompt(layout: LessonLayout, prompt: readonly Line[]): LessonLayout {
  const footer = prompt.at(-1);
  if (footer === undefined) return layout;
  const {plan, words} = layout;
  const {bordered, content} = words;
  const row = plan.find(({parts}) => parts.some(({part}) => part === 'words'))!;
  const {width} = row.parts.find(({part}) => part === 'words')!;
  const border = bordered ? 2 : 0;
  const lines = Array.from({length: row.height - border}, (_, i): Line => content.lines[i] ?? []);
  const above = prompt.slice(0, -1).flatMap((line) => broken(line, width - border));
  return {...layout, footer, words: {bordered, content: {...content, lines: withNote(lines, above)}}};
}

/** A line that was broken for the whole screen, broken again for a narrower place. */
function broken(line: Line, width: number): readonly Line[] {
  const {role} = line.at(-1) ?? {};
  return lineWidth(line) <= width
    ? [line]
    : wrapText(lineText(line).trim(), width - 2).map(
        (text): Line => [{text: ` ${text}`, ...(role !== undefined && {role})}],
      );
}

const WIDE_AS = 4;

const usable = (lines: number): Height => ({enough: lines, most: lines});

const NO_SCROLL: ScrollRange = {least: 0, most: 0};

const canScroll = ({least, most}: ScrollRange): boolean => most > least;

const withMargin = (line: Line): Line => [{text: ' '}, ...line];

const linesOf = ({body, pinned}: StepWords): number => 1 + body.length + pinned.length;

/** The parameters with as many digits as fit the screen's width; fewer are said in the title. */
function fittingTable(
  scene: Pick<Scene, 'state' | 'focus'>,
  {columns, digits, ascii, language}: ScreenSettings,
  words: ScreenWords,
): {readonly content: TableContent; readonly width: number} {
  const {state, focus} = scene;
  const {names} = state.start.setup;
  const numbers = parameterNumbers(state);
  const content = withFittingDigits(
    (notation) =>
      parameterContent(parameterTable(state, notation, focus, numbers), words.panels.table, {words, ascii}),
    columns,
    {digits, words, notation: (fewer) => createNotation(names, language, fewer, ascii)},
  );
  return {content, width: widthOfTable(content.columns)};
}

/** The loss of the round on screen and its curve, or the curves of training and test where both are known. */
function lossPanel(state: State, size: CompareSize): readonly Line[] {
  const tested = testedView(state, size.words.tested, size.notation);
  return tested === undefined ? lossLines(lossView(state, size.notation), size) : compareLines(tested, size);
}

/** What Tab goes through: what has no place of its own on this screen. */
function choicesOf(kind: ScreenKind, hasOwn: boolean, lossIsShown: boolean): readonly Lower[] {
  return [
    'working',
    ...(kind === 'compact' ? (['table'] as const) : []),
    ...(lossIsShown ? [] : (['loss'] as const)),
    ...(hasOwn ? (['own'] as const) : []),
  ];
}

/** What the lower place shows: the first wish that it can fulfil. */
const chosenOf = (wishes: PanelsContent['wishes'], choices: readonly Lower[]): Lower =>
  wishes.flatMap((wish) => choices.filter((choice) => choice === wish))[0] ?? 'working';

interface PlaceSize {
  readonly width: number;
  readonly height: number;
}

/** Numbers have the colour that they have in the net: of the backward pass, of the update, else of the forward pass. */
function workingRole(role: WorkingRole, subject: Quantity | undefined = ''): Role {
  if (role === 'symbol') return 'plain';
  if (role === 'meaning') return 'dim';
  if (subject.startsWith('next.')) return role === 'result' ? 'update' : 'value';
  return /^(grad|slope)\./.test(subject) ? 'gradient' : 'value';
}

function workingPanel(
  scene: Pick<Scene, 'state' | 'focus'>,
  {
    notation,
    words,
    width,
    height,
    scroll,
  }: PlaceSize & {readonly notation: Notation; readonly words: ScreenWords; readonly scroll: number},
): {readonly content: PanelContent; readonly limit: number} {
  const {subject} = scene.focus;
  const working = subject === undefined ? undefined : workingOf(scene.state, notation, subject);
  if (working === undefined) {
    return {
      content: {
        title: words.panels.working,
        lines: [[{text: ` ${notation.text(words.working.none)}`, role: 'dim'}]],
      },
      limit: 0,
    };
  }
  const room = height - 2;
  const lines = layoutWorking(working, {width: width - 4, ascii: notation.ascii, height: room}).map(
    (line): Line =>
      withMargin(
        line.map(({text, role}) => (role === undefined ? {text} : {text, role: workingRole(role, subject)})),
      ),
  );
  // Where several paths have no room, their sum stays in sight.
  const sum =
    working.kind === 'chain' && working.paths.length > 1 && room > 1 ? lines.length - 1 : lines.length;
  const shown = scrolledLines(lines.slice(0, sum), lines.slice(sum), room, scroll);
  const title = workingTitle(working, subject, words);
  const sign = shown.most === 0 ? '' : `  ${words.scroll(shown.from + 1, shown.from + shown.visible, sum)}`;
  return {content: {title: notation.text(title + sign), lines: shown.lines}, limit: shown.most};
}

function workingTitle(
  working: Working,
  subject: Quantity | undefined,
  {panels, working: own}: ScreenWords,
): string {
  // The nodes of a function have no δ.
  if (working.kind === 'chain' && subject?.startsWith(gradient(nodeValue('')))) return panels.chain;
  if (working.kind === 'chain') return working.fromLoss ? panels.chain : `${panels.chain} (${own.ofDeltas})`;
  return working.kind === 'formula' && working.sign === '←' ? panels.update : panels.working;
}

function wordsPanel(
  {title, body, pinned}: StepWords,
  {
    height,
    bordered,
    words,
    notation,
    scroll,
  }: {
    readonly height: number;
    readonly bordered: boolean;
    readonly words: ScreenWords;
    readonly notation: Notation;
    readonly scroll: number;
  },
): {readonly content: PanelContent; readonly limit: number} {
  const all = body.length + pinned.length;
  const room = Math.max(1, height - pinned.length);
  const limit = Math.max(0, body.length - room);
  const from = Math.min(scroll, limit);
  const sign = limit === 0 ? '' : notation.text(words.scroll(from + 1, from + room, body.length));
  const visible = body.slice(from, from + room);
  // In a panel with room to spare the pinned lines stand apart.
  const gap: readonly Line[] = pinned.length > 0 && all < height ? [[]] : [];
  const lines = [...visible, ...gap, ...pinned].map(withMargin);
  if (bordered) return {content: {title: sign === '' ? title : `${title}  ${sign}`, lines}, limit};
  const heading: Line = [
    {text: ' '},
    {text: title, role: 'title'},
    {text: sign === '' ? '' : `  ${sign}`, role: 'dim'},
  ];
  return {content: {title: '', lines: [heading, ...lines]}, limit};
}

function lessonHeader(
  {player, number, automatic, speed}: LessonScene,
  scene: Scene,
  {columns, language, ascii}: ScreenSettings,
  words: ScreenWords,
  notation: Notation,
  lossIsShown: boolean,
): Line {
  const title = player.lesson.title[language];
  const left =
    number === undefined ? title : `${words.lessonNumber(String(number))} ${ascii ? '-' : '·'} ${title}`;
  const {round, current} = lossView(scene.state, notation);
  const {batch} = passOf(scene.state);
  return headerLine(
    left,
    [
      words.step(scene.stepNumber, scene.steps),
      ...(automatic ? [`▶ ${words.automatic} ${speed}×`] : []),
      words.strideNow(words.stride[player.stride]),
      words.round(round),
      ...(batch === undefined || batch.size === 1 ? [] : [words.inBatch(batch.place, batch.size)]),
      ...(lossIsShown || current === undefined ? [] : [`${notation.symbol(LOSS)} = ${current}`]),
    ],
    columns,
    ascii,
  );
}

function lessonFooter(
  {player, automatic}: LessonScene,
  scene: Scene,
  {columns, ascii}: ScreenSettings,
  words: ScreenWords,
  limits: ScrollLimits,
  can: {readonly panel: boolean; readonly rule: boolean},
): Line {
  const place = mayAnswer(player) ? 'question' : 'lesson';
  const hidden = new Set<Command>();
  if (!can.panel) hidden.add('panel');
  if (!can.rule) hidden.add('rule');
  if (scene.atEnd || isAsking(player)) hidden.add('next');
  if (!scene.moreHints) hidden.add('hint');
  if (scene.atStart) hidden.add('back');
  if (!canScroll(limits.words) && !canScroll(limits.lower)) hidden.add('up');
  const labels = {coarser: automatic ? words.speed : words.strideLabel, up: words.scrollKeys};
  return footerLine({place, width: columns, words, ascii, labels, hidden});
}
