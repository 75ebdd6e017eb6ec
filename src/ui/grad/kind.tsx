import {Box} from 'ink';
import {quantityOf} from '../../engine/functionGraph.ts';
import type {GradProblem} from '../../session/grad/derivative.ts';
import {
  acted,
  completed,
  type Playing,
  playDerivative,
  playFrom,
  stepsOf,
} from '../../session/grad/playing.ts';
import {kinkWords} from '../../session/grad/words.ts';
import type {Notation} from '../../session/notation.ts';
import type {State} from '../../session/state.ts';
import {wrapText} from '../../session/wrap.ts';
import {footerLine, headerLine} from '../bars.ts';
import type {Command} from '../keys.ts';
import {Lines} from '../lines.tsx';
import {fitLine, fitText, type Line, type Paint, textWidth} from '../paint.ts';
import {Panel} from '../panel.tsx';
import type {Look, Scene, SceneKind, Turn} from '../scene.ts';
import {TablePanel} from '../tablePanel.tsx';
import {screenWords} from '../words.ts';
import {gradHelp} from './help.ts';
import {FIELDS, type GradLayout, layoutGrad, notationOf, type PlacedPanel} from './layout.ts';
import {beginTyping, type GradScene, typed} from './scene.ts';
import {gradScreenWords} from './words.ts';

/** The derivative of a function on screen: its graph, how each number comes about, the check by trying. */
export const gradKind: SceneKind<GradScene> = {
  name: 'grad',
  places: ['grad'],
  place: () => 'grad',
  help: gradHelp,
  typed: (scene, key) => (scene.typing === undefined ? undefined : {state: typed(scene, scene.typing, key)}),
  commanded: (scene, command) => ({state: commanded(scene, command)}),
  scrolled: (scene, by, look) => {
    const {most} = layoutGrad(scene, look);
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
  return sceneOf(played.value);
}

/** The function of a lesson with the numbers that it has there, as far as it is computed. */
export function gradFrom(
  from: State,
): {readonly ok: true; readonly value: Scene<unknown>} | {readonly ok: false; readonly problem: GradProblem} {
  const played = playFrom(from);
  return played.ok ? {ok: true, value: sceneOf(played.value)} : played;
}

function sceneOf(playing: Playing): Scene<unknown> {
  const state: GradScene = {
    playing,
    typing: undefined,
    lower: 'working',
    otherPicture: false,
    scroll: 0,
  };
  return {kind: gradKind as SceneKind<unknown>, state};
}

/** What the start page opens: a value that is used twice. */
export const firstGrad = (): Scene<unknown> => enterGrad('c = a + b; c*c + sigmoid(c)', 'a=1,b=-0.5', false);

function commanded(scene: GradScene, command: Command): GradScene {
  const {playing, lower} = scene;
  const at = (changed: typeof playing): GradScene => ({...scene, playing: changed, scroll: 0});
  switch (command) {
    case 'next':
      return at(acted(playing, {type: 'forward'}));
    case 'back':
      return at(acted(playing, {type: 'back'}));
    case 'first':
      return at(acted(playing, {type: 'restart'}));
    case 'last':
      return at(completed(playing));
    case 'coarser':
      return {...scene, playing: acted(playing, {type: 'granularity', by: 'phase'})};
    case 'finer':
      return {...scene, playing: acted(playing, {type: 'granularity', by: 'operation'})};
    case 'panel':
      return {...scene, lower: lower === 'working' ? 'check' : 'working', scroll: 0};
    case 'graphPicture':
      return {...scene, otherPicture: !scene.otherPicture};
    case 'editFunction':
      return {...scene, typing: beginTyping(scene, 'function')};
    case 'editPoint':
      return {...scene, typing: beginTyping(scene, 'point')};
    case 'gates': {
      const played = playDerivative(playing.text, playing.point, !playing.expand);
      if (!played.ok) return scene;
      // Where the pass was complete it stays so.
      const isWhole = playing.state.cursor === stepsOf(playing.state);
      return at(isWhole ? completed(played.value) : played.value);
    }
    default:
      return scene;
  }
}

function view(scene: GradScene, look: Look, note: readonly Line[]) {
  const {columns, language, ascii, paint} = look;
  const words = screenWords[language];
  const own = gradScreenWords[language];
  const {state} = scene.playing;
  const layout = layoutGrad(scene, look);
  const phase = state.granularity === 'phase' ? 'phase' : 'operation';
  const header = headerLine(
    own.title,
    [words.step(state.cursor, stepsOf(state)), words.strideNow(words.stride[phase])],
    columns,
    ascii,
  );
  return (
    <Box flexDirection="column">
      <Lines
        lines={[header, ...fieldLines(scene, look, notationOf(scene, look))]}
        width={columns}
        height={1 + FIELDS}
        paint={paint}
      />
      {layout.rows.map(({height, panels}, row) => (
        <Box key={PLACES[row]} height={height} flexShrink={0}>
          {panels.map((panel) => (
            <Box key={panel.kind} width={panel.width} flexShrink={0}>
              {panelOf(panel, {height, paint, ascii})}
            </Box>
          ))}
        </Box>
      ))}
      <Lines
        lines={[note.length > 0 ? note.flat() : footer(scene, look, layout)]}
        width={columns}
        height={1}
        paint={paint}
      />
    </Box>
  );
}

const PLACES = ['graph', 'lower'];

function panelOf(
  panel: PlacedPanel,
  common: {readonly height: number; readonly paint: Paint; readonly ascii: boolean},
) {
  const {width} = panel;
  return panel.kind === 'table' ? (
    <TablePanel layout={panel.layout} width={width} {...common} />
  ) : (
    <Panel title={panel.title} lines={panel.lines} width={width} {...common} />
  );
}

/** The keys that mean something now. */
function footer(scene: GradScene, {columns, language, ascii}: Look, {hasMore, most}: GradLayout): Line {
  const words = screenWords[language];
  const own = gradScreenWords[language];
  const {playing, typing} = scene;
  if (typing !== undefined) return fitLine([{text: ` ${own.typing}`, role: 'key'}], columns);
  const {cursor} = playing.state;
  const {nodes} = playing.derivative.expression;
  const hidden = new Set<Command>();
  if (cursor === stepsOf(playing.state)) hidden.add('next');
  if (cursor === 0) hidden.add('back');
  if (!hasMore) hidden.add('panel');
  if (most === 0) hidden.add('up');
  if (!playing.expand && !nodes.some(({op}) => op === 'sigmoid')) hidden.add('gates');
  return footerLine({
    place: 'grad',
    width: columns,
    words,
    ascii,
    labels: {
      coarser: words.strideLabel,
      up: words.scrollKeys,
      panel: scene.lower === 'check' ? words.panels.working.toLowerCase() : own.checkKey,
    },
    hidden,
  });
}

/** The function and the point, each as it is or as it is being typed; below them what is wrong with it. */
function fieldLines(
  {playing, typing}: GradScene,
  {columns, language, ascii}: Look,
  notation: Notation,
): Line[] {
  const own = gradScreenWords[language];
  const {colon} = screenWords[language];
  const labels = {function: own.function + colon, point: own.point + colon};
  const width = Math.max(textWidth(labels.function), textWidth(labels.point)) + 1;
  const room = columns - width - 2;
  const field = (of: 'function' | 'point', text: string): {line: Line; column: (at: number) => number} => {
    const isTyped = typing?.of === of;
    const whole = isTyped ? typing.before + typing.after : text;
    const caretAt = isTyped ? typing.before.length : 0;
    // A long text is shown around the caret, or around its fault.
    const looked = isTyped ? (typing.problem?.of === PROBLEM[of] ? typing.problem.at : caretAt) : 0;
    const from = textWidth(whole.slice(0, looked)) < room ? 0 : looked - Math.floor(room / 2);
    const label: Line = [{text: fitText(` ${labels[of]}`, width), role: 'dim'}];
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
  const [kink, ...others] = kinks;
  const more = others.length === 0 ? '' : ` (+${others.length})`;
  const told =
    kink && kinkWords(expression, kink, notation.symbol(quantityOf(expression, kink.node)))[language] + more;
  return [
    top.line,
    below.line,
    told === undefined
      ? []
      : fitLine([{text: ` ${notation.text(told)}`, role: 'bad'}], columns, ascii ? '...' : '…'),
  ];
}

const PROBLEM = {function: 'expression', point: 'point'} as const;
