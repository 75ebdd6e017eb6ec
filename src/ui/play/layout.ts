import {gradient, parseQuantity, type Quantity, weightedSum} from '../../engine/quantity.ts';
import {bilingual, type Language, MAIN, type Run} from '../../lesson/lesson.ts';
import {cellsOf} from '../../session/cells.ts';
import {createNotation, type Notation} from '../../session/notation.ts';
import type {Play} from '../../session/play/play.ts';
import {OWN_DATA} from '../../session/play/recipe.ts';
import {currentOperation, passOf, type State} from '../../session/state.ts';
import {isKnown} from '../../session/value.ts';
import {type Focus, focusOf} from '../../session/view/focus.ts';
import {lossView} from '../../session/view/loss.ts';
import {footerLine, headerLine, headerText} from '../bars.ts';
import type {Command} from '../keys.ts';
import {type LessonLayout, type Lower, layoutPanels} from '../lessonLayout.ts';
import type {Look} from '../scene.ts';
import type {ScrollRange} from '../tablePanel.tsx';
import {screenWords} from '../words.ts';
import {type Inspection, inspectionLines, inspectionTitle} from './inspect.ts';
import {isLower, playPanelOf} from './panel.ts';
import {recordingText} from './record.ts';
import {idleIn, type PlayScene, type Training} from './scene.ts';
import {troubleLines} from './troubleLines.ts';
import {type PlayWords, playWords} from './words.ts';

export const notationOf = ({start}: State, {language, digits, ascii}: Look): Notation =>
  createNotation(start.setup.names, language, digits, ascii);

/**
 * What the net is made by, for a header and a legend, where cells are few and the form is one key away: the form's own short words, and a
 * file without its folders. `setupText` is for those who read without a form.
 */
export function recipeText(play: Play, language: Language): string {
  const {net, activation} = play.recipe;
  return `${net} ${activation} · ${trainerText(play)} · ${dataText(play, language)}`;
}

const trainerText = ({recipe}: Play): string => `${recipe.optimizer} ${recipe.rate}`;

/** Free play's name and what the net is made by, from long to short. */
function titles(play: Play, {language, ascii}: Look): readonly [string, ...string[]] {
  const {title} = playWords[language];
  const {net, activation} = play.recipe;
  const data = dataText(play, language);
  const joined = (...parts: readonly string[]): string => parts.join(ascii ? ' - ' : ' · ');
  return [
    joined(title, `${net} ${activation}`, trainerText(play), data),
    joined(title, `${net} ${activation}`, data),
    joined(title, net, data),
    joined(net, data),
    net,
  ];
}

function dataText({recipe, state}: Play, language: Language): string {
  if (recipe.data !== OWN_DATA) return recipe.data;
  const {source} = state.start.setup;
  const file = source !== undefined && 'csv' in source ? source.csv.split(/[/\\]/).at(-1) : undefined;
  return file ?? playWords[language].own;
}

/** From so many lines on the words have more than a few. */
const ROOMY = 22;

/** What the panels are about: what is chosen, or what is computed now. */
function playFocus({bench, chosen, looking}: PlayScene): Focus {
  const {state} = bench.now;
  if (!looking) return focusOf(state);
  const subject = subjectOf(state, chosen);
  return {marked: new Set([chosen]), ...(subject === undefined ? {} : {subject})};
}

/** The working that says most of what is chosen: of its gradient where that is known, else of itself. */
function subjectOf(state: State, chosen: Quantity): Quantity | undefined {
  const {values} = passOf(state);
  const parts = parseQuantity(chosen);
  const isNeuron = parts?.kind === 'output' && !state.start.setup.network.inputs.includes(parts.neuron);
  const sum = isNeuron ? weightedSum(parts.neuron) : undefined;
  const wanted = sum === undefined ? [gradient(chosen)] : [gradient(sum), chosen, sum];
  const there = wanted.filter((name) => values.has(name));
  return there.find((name) => isKnown(state, name)) ?? there[0];
}

/** Free play's panels, header and footer. */
export function layoutPlay(scene: PlayScene, look: Look): LessonLayout {
  const {columns, language, ascii} = look;
  const {now} = scene.bench;
  const {state} = now;
  const {setup} = state.start;
  const words = screenWords[language];
  const own = playWords[language];
  const focus = playFocus(scene);
  const title = bilingual((of) => playWords[of].now);
  const runs = new Map<string, Run>([[MAIN, {title: {zh: [title.zh], en: [title.en]}, setup}], ...now.kept]);
  const inLower = isLower(scene);
  const inspection = (width: number, notation: Notation): Inspection => ({
    state,
    chosen: scene.chosen,
    nudged: scene.nudged,
    notation,
    words: own,
    width,
  });
  const phase = currentOperation(state)?.phase;
  const wishes: readonly (Lower | undefined)[] = [
    scene.lower === 'fitting' ? undefined : scene.lower,
    inLower ? 'own' : undefined,
    !scene.looking && phase === 'update' ? 'table' : 'working',
  ];
  return layoutPanels(
    {
      state,
      focus,
      asking: false,
      own: playPanelOf(scene, focus, runs, look),
      wishes,
      scroll: scene.scroll,
      words: (width, notation) => ({
        title: notation.text(inspectionTitle(inspection(width, notation))),
        body: inspectionLines(inspection(width, notation)),
        pinned: troubleLines(state, notation, width, look.rows < ROOMY),
      }),
      header: (notation, lossIsShown) => {
        const recording = recordingText(scene, language, ascii);
        const {round, current} = lossView(state, notation);
        const {batch} = passOf(state);
        const pieces = [
          ...(recording === undefined ? [] : [recording]),
          ...(scene.training === undefined ? [] : [trainingText(scene.training, own)]),
          words.round(round),
          ...(batch === undefined || batch.size === 1 ? [] : [words.inBatch(batch.place, batch.size)]),
          ...(scene.training?.pace === undefined && scene.training !== undefined
            ? []
            : [words.strideNow(words.stride[state.granularity])]),
        ];
        const loss = lossIsShown || current === undefined ? [] : [`L = ${current}`];
        // Where it stands and how it moves change with every key; what the net is made by gives way to them.
        const title = headerText(titles(now, look), pieces, columns, ascii);
        return headerLine(title, [...pieces, ...loss], columns, ascii);
      },
      footer: (limitsNow, {panel: isChoice}) => {
        const hidden = new Set<Command>(idleIn(scene.allowance));
        if (!isChoice) hidden.add('panel');
        if (now.kept.size === 0) hidden.add('drop');
        if (scene.recording === undefined) hidden.add('words');
        if (limitsNow.lower.most <= limitsNow.lower.least && limitsNow.words.most === 0) hidden.add('up');
        return footerLine({
          place: 'play',
          width: columns,
          words,
          ascii,
          labels: {
            up: words.scrollKeys,
            coarser: scene.training === undefined ? words.strideLabel : words.speed,
          },
          hidden,
        });
      },
    },
    look,
  );
}

/** Cells of a training at full speed, however fast that is: what stands beside it stays where it is. */
const FULL_SPEED = 16;

function trainingText({pace, speed}: Training, words: PlayWords): string {
  if (pace !== undefined) return words.paced(pace);
  const text = speed === undefined ? words.training : words.fast(speed);
  return text + ' '.repeat(Math.max(0, FULL_SPEED - cellsOf(text)));
}

/** The scene with the next of the lower panels that there are. */
export function otherPanel(scene: PlayScene, look: Look): PlayScene {
  const {choices, chosen} = layoutPlay(scene, look);
  if (choices.length < 2) return scene;
  const lower = choices[(choices.indexOf(chosen) + 1) % choices.length]!;
  return {...scene, lower, scroll: {...scene.scroll, lower: 0}};
}

/** The panels further down or up: the lower one first, then the words. */
export function scrolledPanels(scene: PlayScene, by: number, look: Look): PlayScene {
  const {limits: most} = layoutPlay(scene, look);
  const within = (value: number, {least, most: end}: ScrollRange): number =>
    Math.min(Math.max(value + by, least), end);
  const lower = within(scene.scroll.lower, most.lower);
  if (lower !== scene.scroll.lower) return {...scene, scroll: {...scene.scroll, lower}};
  return {...scene, scroll: {...scene.scroll, words: within(scene.scroll.words, most.words)}};
}
