import {Box} from 'ink';
import {gradient, type Quantity} from '../../engine/quantity.ts';
import {agrees, gradientBy} from '../../session/grad/derivative.ts';
import {moved, movedTo, playDerivative, stepsOf} from '../../session/grad/playing.ts';
import {gradWords, kinkWords} from '../../session/grad/words.ts';
import {createNotation, type Notation} from '../../session/notation.ts';
import {currentOperation} from '../../session/state.ts';
import {graphView} from '../../session/view/graph.ts';
import {workingOf} from '../../session/view/working.ts';
import {layoutWorking} from '../../session/workingLayout.ts';
import {wrapText} from '../../session/wrap.ts';
import {footerLine, headerLine} from '../bars.ts';
import {graphLines} from '../graphLines.ts';
import type {Command} from '../keys.ts';
import {Lines} from '../lines.tsx';
import {fitLine, type Line, textWidth} from '../paint.ts';
import {Panel} from '../panel.tsx';
import type {Look, Scene, SceneKind, Turn} from '../scene.ts';
import {screenWords} from '../words.ts';
import {beginTyping, type GradScene, typed} from './scene.ts';
import {gradScreenWords} from './words.ts';

/** The derivative of a function on screen: its graph, how each number comes about, the check by trying. */
export const gradKind: SceneKind<GradScene> = {
  name: 'grad',
  places: ['grad'],
  place: () => 'grad',
  typed: (scene, key) => (scene.typing === undefined ? undefined : {state: typed(scene, scene.typing, key)}),
  commanded: (scene, command) => ({state: commanded(scene, command)}),
  scrolled: (scene, by, look) => {
    const most = Math.max(
      0,
      lowerLines(scene, look, notationOf(scene, look)).length - sizes(scene, look).lower + 2,
    );
    return {...scene, scroll: Math.min(Math.max(Math.min(scene.scroll, most) + by, 0), most)};
  },
  settled: (scene) => scene,
  tickEvery: () => undefined,
  ticked: (scene): Turn<GradScene> => ({state: scene}),
  answered: (scene) => ({state: scene}),
  view,
};

/** @throws a RangeError where the function cannot be differentiated there: that is asked before */
export function enterGrad(text: string, point: string, expand: boolean): Scene<unknown> {
  const played = playDerivative(text, point, expand);
  if (!played.ok) throw new RangeError(played.problem.words.en);
  const state: GradScene = {playing: played.value, typing: undefined, lower: 'working', scroll: 0};
  return {kind: gradKind as SceneKind<unknown>, state};
}

/** What the start page opens: a value that is used twice. */
export const firstGrad = (): Scene<unknown> => enterGrad('c = a + b; c*c + sigmoid(c)', 'a=1,b=-0.5', false);

function commanded(scene: GradScene, command: Command): GradScene {
  const {playing, lower} = scene;
  const at = (changed: typeof playing): GradScene => ({...scene, playing: changed, scroll: 0});
  switch (command) {
    case 'next':
      return at(moved(playing, 'forward'));
    case 'back':
      return at(moved(playing, 'back'));
    case 'first':
      return at(movedTo(playing, 0));
    case 'last':
      return at(movedTo(playing, stepsOf(playing.state)));
    case 'coarser':
    case 'finer': {
      const granularity = command === 'coarser' ? 'phase' : 'operation';
      return {...scene, playing: {...playing, state: {...playing.state, granularity}}};
    }
    case 'panel':
      return {...scene, lower: lower === 'working' ? 'check' : 'working', scroll: 0};
    case 'editFunction':
      return {...scene, typing: beginTyping(scene, 'function')};
    case 'editPoint':
      return {...scene, typing: beginTyping(scene, 'point')};
    case 'gates': {
      const played = playDerivative(playing.text, playing.point, !playing.expand);
      if (!played.ok) return scene;
      // Where the pass was complete it stays so.
      const isWhole = playing.state.cursor === stepsOf(playing.state);
      return at(isWhole ? movedTo(played.value, stepsOf(played.value.state)) : played.value);
    }
    default:
      return scene;
  }
}

const notationOf = ({playing}: GradScene, {language, digits, ascii}: Look): Notation =>
  createNotation(playing.state.start.setup.names, language, digits, ascii);

/** Lines of each part: the header, the two fields with their problem, the graph, what is below it, the footer. */
function sizes({playing}: GradScene, {rows}: Look): {readonly graph: number; readonly lower: number} {
  const room = rows - 2 - FIELDS;
  const {nodes} = playing.derivative.expression;
  const graph = Math.min(nodes.filter(({op}) => op !== 'number').length + 2, Math.floor(room * 0.55));
  return {graph, lower: room - graph};
}

/** Function, point, and what is wrong or how to go on. */
const FIELDS = 3;

function view(scene: GradScene, look: Look, note: Line | undefined) {
  const {columns, language, ascii, paint} = look;
  const notation = notationOf(scene, look);
  const words = screenWords[language];
  const own = gradScreenWords[language];
  const {playing, typing, lower} = scene;
  const {state} = playing;
  const size = sizes(scene, look);
  const subject = currentOperation(state)?.quantity;
  const rows =
    graphView(state, notation, {
      marked: new Set<Quantity>(subject === undefined ? [] : [subject]),
    }) ?? [];
  const phase = state.granularity === 'phase' ? 'phase' : 'operation';
  const header = headerLine(
    own.title,
    [words.step(state.cursor, stepsOf(state)), words.strideNow(words.stride[phase])],
    columns,
    ascii,
  );
  const footer =
    note ??
    (typing === undefined
      ? footerLine({place: 'grad', width: columns, words, ascii, labels: {up: words.scrollKeys}})
      : fitLine([{text: ` ${own.typing}`, role: 'key'}], columns));
  const all = lowerLines(scene, look, notation);
  const shown = all.slice(Math.min(scene.scroll, Math.max(0, all.length - size.lower + 2)));
  return (
    <Box flexDirection="column">
      <Lines
        lines={[header, ...fieldLines(scene, look, notation)]}
        width={columns}
        height={1 + FIELDS}
        paint={paint}
      />
      <Panel
        title={notation.text(words.panels.graph)}
        lines={graphLines(rows, {width: columns - 2, height: size.graph - 2, ascii})}
        width={columns}
        height={size.graph}
        paint={paint}
        ascii={ascii}
      />
      <Panel
        title={notation.text(lower === 'check' ? own.check : titleOf(subject, look))}
        lines={shown}
        width={columns}
        height={size.lower}
        paint={paint}
        ascii={ascii}
      />
      <Lines lines={[footer]} width={columns} height={1} paint={paint} />
    </Box>
  );
}

function titleOf(subject: Quantity | undefined, {language}: Look): string {
  const {panels} = screenWords[language];
  return subject?.startsWith(gradient('')) ? panels.chain : panels.working;
}

/** The function and the point, each as it is or as it is being typed; below them what is wrong with it. */
function fieldLines(
  {playing, typing}: GradScene,
  {columns, language, ascii}: Look,
  notation: Notation,
): Line[] {
  const own = gradScreenWords[language];
  const labels = {function: `${own.function}: `, point: `${own.point}: `};
  const width = Math.max(textWidth(labels.function), textWidth(labels.point)) + 1;
  const room = columns - width - 2;
  const field = (of: 'function' | 'point', text: string): {line: Line; column: (at: number) => number} => {
    const isTyped = typing?.of === of;
    const whole = isTyped ? typing.before + typing.after : text;
    const caretAt = isTyped ? typing.before.length : 0;
    // A long text is shown around the caret, or around its fault.
    const looked = isTyped ? (typing.problem?.of === PROBLEM[of] ? typing.problem.at : caretAt) : 0;
    const from = textWidth(whole.slice(0, looked)) < room ? 0 : looked - Math.floor(room / 2);
    const label: Line = [{text: ` ${labels[of]}`.padEnd(width), role: 'dim'}];
    const body: Line = isTyped
      ? [
          {text: whole.slice(from, caretAt)},
          {text: typing.after.slice(0, 1) || (ascii ? '_' : ' '), role: 'mark'},
          {text: typing.after.slice(1)},
        ]
      : [{text: whole.slice(from)}];
    return {
      line: fitLine([...label, ...body], columns, ascii ? '~' : '…'),
      column: (at) => width + textWidth(whole.slice(from, at)),
    };
  };
  const top = field('function', playing.text);
  const below = field('point', playing.point);
  const problem = typing?.problem;
  if (problem !== undefined) {
    const place = problem.of === 'expression' ? top : below;
    const other = problem.of === 'expression' ? below : top;
    const caret = ' '.repeat(Math.min(place.column(problem.at), columns - 1));
    const said = wrapText(notation.text(problem.words[language]), columns - 2)[0] ?? '';
    return [
      typing?.of === 'function' ? top.line : typing?.of === 'point' ? below.line : other.line,
      [{text: caret}, {text: '^', role: 'bad'}],
      fitLine([{text: ` ${said}`, role: 'bad'}], columns, ascii ? '...' : '…'),
    ];
  }
  const {kinks, expression} = playing.derivative;
  const [kink] = kinks;
  const told = kink && kinkWords(expression.nodes[kink.node]!, kink)[language];
  return [
    top.line,
    below.line,
    told === undefined
      ? []
      : fitLine([{text: ` ${notation.text(told)}`, role: 'bad'}], columns, ascii ? '...' : '…'),
  ];
}

const PROBLEM = {function: 'expression', point: 'point'} as const;

/** What stands below the graph: how the last number comes about, or the check by trying. */
function lowerLines(
  {playing, lower, typing}: GradScene,
  {language, columns}: Look,
  notation: Notation,
): Line[] {
  const own = gradScreenWords[language];
  const {derivative, state} = playing;
  if (typing?.problem !== undefined)
    return wrapText(notation.text(typing.problem.words[language]), columns - 4).map((line) => [
      {text: ` ${line}`, role: 'bad'},
    ]);
  const words = gradWords[language];
  if (lower === 'check') {
    const {variables} = derivative.expression;
    if (variables.length === 0) return [[{text: ` ${words.noVariables}`}]];
    return variables.map((name) => {
      const isSame = agrees(derivative, name);
      const verdict = isSame ? words.agree : derivative.kinks.length > 0 ? words.kink : words.differ;
      const row = own.checkRow(
        name,
        notation.number(gradientBy(derivative, name)),
        notation.number(derivative.numeric.get(name)!),
        verdict,
      );
      return [{text: ` ${notation.text(row)}`, role: isSame ? 'good' : 'bad'}];
    });
  }
  const subject = currentOperation(state)?.quantity;
  const working = subject === undefined ? undefined : workingOf(state, notation, subject);
  if (working === undefined)
    return wrapText(notation.text(own.begin), columns - 4).map((line) => [{text: ` ${line}`, role: 'dim'}]);
  return layoutWorking(working, {width: columns - 4, ascii: notation.ascii}).map((line) => [
    {text: ' '},
    ...line.map(({text, role}) => ({
      text,
      role:
        role === 'symbol' || role === undefined
          ? ('plain' as const)
          : role === 'meaning'
            ? ('dim' as const)
            : subject?.startsWith(gradient(''))
              ? ('gradient' as const)
              : ('value' as const),
    })),
  ]);
}
