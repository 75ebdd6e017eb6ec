import {gradient, output, parseQuantity, type Quantity, weightedSum} from '../../engine/quantity.ts';
import {namedFrom} from '../../lesson/csvPath.ts';
import {
  type Bilingual,
  granularities,
  type Language,
  MAIN,
  type Run,
  type Setup,
} from '../../lesson/lesson.ts';
import {shareString} from '../../lesson/share.ts';
import {writeNet} from '../../lesson/writeNet.ts';
import {cellsOf} from '../../session/cells.ts';
import {derivativeOf} from '../../session/grad/derivative.ts';
import {createNotation, type Notation} from '../../session/notation.ts';
import {setupOf} from '../../session/play/build.ts';
import {columnsOf, type Direction, isSettable, moved} from '../../session/play/cursor.ts';
import {lighter} from '../../session/play/lighter.ts';
import {
  act,
  actAll,
  type Bench,
  benchFrom,
  benchOf,
  type Play,
  type PlayAction,
  redo,
  undo,
} from '../../session/play/play.ts';
import {firstRecipe, OWN_DATA, type Recipe} from '../../session/play/recipe.ts';
import {currentOperation, passOf, type State, sampleIndex} from '../../session/state.ts';
import {isKnown} from '../../session/value.ts';
import {type Focus, focusOf} from '../../session/view/focus.ts';
import {lossView} from '../../session/view/loss.ts';
import {footerLine, headerLine} from '../bars.ts';
import type {Command} from '../keys.ts';
import {type LessonLayout, type Lower, layoutPanels} from '../lessonLayout.ts';
import {PanelsScreen} from '../lessonScreen.tsx';
import {Lines} from '../lines.tsx';
import {isTooSmall} from '../pages.ts';
import {charactersOf, fitLine, type Line} from '../paint.ts';
import type {Look, Scene, SceneKind, Turn} from '../scene.ts';
import type {ScrollRange} from '../tablePanel.tsx';
import {screenWords} from '../words.ts';
import {formOf, typedInForm} from './form.ts';
import {formLines} from './formPage.ts';
import {type Inspection, inspectionLines, inspectionTitle} from './inspect.ts';
import {isAtWork, pageFurther, pageView, typedOnPage} from './pages.tsx';
import {isLower, playPanelOf} from './panel.ts';
import {presetsFrom} from './presetPage.ts';
import {
  isAtBeginning,
  lessonTaken,
  recordingText,
  recordPressed,
  wordsPressed,
  wordsTaken,
  writeAnswered,
} from './record.ts';
import {recordWords} from './recordWords.ts';
import {rowsShown, SamplesPage} from './samplesPage.tsx';
import {commandedInTable, paged, type TableTurn, tableAt, typedInTable, within} from './samplesTable.ts';
import {type Allowance, AT_TOP, type PlayScene, sceneOfBench, type Training, type Typing} from './scene.ts';
import {seedsFrom} from './seedPage.tsx';
import {shareLines} from './sharePage.ts';
import {
  answeredTraining,
  begunTraining,
  otherPace,
  stopped,
  tickedTraining,
  trainingTicks,
  USUAL_PACE,
} from './training.ts';
import {troubleLines} from './troubleLines.ts';
import {type PlayWords, playWords} from './words.ts';

export {WITH_TRAINER} from './scene.ts';

/** Free play: a net to build, step, train, look into and change. */
export const playKind: SceneKind<PlayScene> = {
  name: 'play',
  places: ['play', 'samples'],
  place: ({table}) => (table === undefined ? 'play' : 'samples'),
  typed(scene, key, look) {
    if (scene.form !== undefined) return {state: typedForm(scene, scene.form, key)};
    if (scene.sharing !== undefined) return typedWhileSharing(scene, key);
    if (scene.page !== undefined) return typedPage(scene, scene.page, key, look);
    if (scene.table !== undefined) {
      const {setup} = scene.bench.now.state.start;
      const turn = typedInTable(scene.table, key, setup, rowsShown(look));
      return turn && inTable(scene, turn, look);
    }
    return scene.typing === undefined ? undefined : typedEntry(scene, scene.typing, key);
  },
  commanded,
  scrolled,
  settled: (scene) => scene,
  tickEvery: (scene) => (isAtWork(scene.page) ? PAGE_FRAME : trainingTicks(scene)),
  ticked: (scene) => (isAtWork(scene.page) ? {state: pageTicked(scene)} : tickedTraining(scene)),
  answered(scene, answer) {
    if (!('request' in answer)) return {state: scene};
    return answer.type === 'written' ? writeAnswered(scene, answer) : answeredTraining(scene, answer);
  },
  view(scene, look, note) {
    if (scene.form !== undefined) {
      const lines = formLines(scene.form, scene.bench.now.state.start.setup, look);
      return <Lines lines={lines} width={look.columns} height={look.rows} paint={look.paint} />;
    }
    if (scene.sharing !== undefined) {
      const lines = shareLines(scene.sharing, look, playWords[look.language]);
      return <Lines lines={lines} width={look.columns} height={look.rows} paint={look.paint} />;
    }
    if (scene.page !== undefined) return pageView(scene.page, scene.bench.now, look);
    if (scene.table !== undefined) {
      const {state} = scene.bench.now;
      return SamplesPage(state, scene.table, look, notationOf(state, look), note);
    }
    const prompt = scene.typing === undefined ? note : typingLine(scene, scene.typing, look);
    const layout = layoutPlay(scene, look);
    return <PanelsScreen layout={layout} settings={look} paint={look.paint} prompt={prompt} />;
  },
};

/** Free play with the net of a recipe that can be made. @param rounds that it is trained for before it is shown */
export function playOf(setup: Setup, recipe?: Recipe, rounds = 0, allowance?: Allowance): Scene<PlayScene> {
  const bench = benchOf(setup, recipe);
  const begun = rounds === 0 ? bench : act(bench, {type: 'train', rounds});
  return {kind: playKind, state: sceneOfBench(begun, allowance)};
}

/** Free play with a net that learns XOR. */
export function firstPlay(allowance?: Allowance): Scene<PlayScene> {
  const made = setupOf(firstRecipe, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return playOf(made.setup, firstRecipe, 0, allowance);
}

/** Free play from where a lesson stands. */
export const playFrom = (state: State, allowance?: Allowance): Scene<PlayScene> => ({
  kind: playKind,
  state: sceneOfBench(benchFrom(state), allowance),
});

/** How much one press changes a number. */
const NUDGE = 0.01;

/** The scene with free play standing elsewhere: what belonged to the place before is gone. */
function standing(scene: PlayScene, wanted: Bench): PlayScene {
  if (wanted === scene.bench) return scene;
  const bench = lighter(wanted, scene.allowance);
  const {network} = bench.now.state.start.setup;
  const isThere = columnsOf(network).some((items) => items.includes(scene.chosen));
  return {
    ...scene,
    bench,
    chosen: isThere ? scene.chosen : output(network.inputs[0]!),
    training: undefined,
    nudged: undefined,
    scroll: AT_TOP,
  };
}

const done = (scene: PlayScene, action: PlayAction): PlayScene =>
  standing({...scene, training: undefined}, act(scene.bench, action));

const said = (say: (language: Language) => string): Bilingual => ({zh: say('zh'), en: say('en')});

function commanded(scene: PlayScene, command: Command, _key: string, look: Look): Turn<PlayScene> {
  if (scene.table !== undefined && command !== 'undo' && command !== 'redo') {
    const {setup} = scene.bench.now.state.start;
    const {samples: most} = scene.allowance;
    return inTable(scene, commandedInTable(scene.table, command, setup, rowsShown(look), most), look);
  }
  const {bench, chosen} = scene;
  const {state} = bench.now;
  const {network} = state.start.setup;
  const {granularity} = state;
  switch (command) {
    case 'next': {
      const {length} = state.start.setup.samples;
      // A key that goes through many rounds is a training: it takes turns, and one step leads back.
      if (granularity === 'epoch' && length > scene.allowance.rounds)
        return begunTraining(scene, {rounds: length - (state.start.done % length)});
      return {state: {...done(scene, {type: 'forward', by: granularity}), looking: false}};
    }
    case 'back':
      return {state: {...done(scene, {type: 'back', by: granularity}), looking: false}};
    case 'coarser':
    case 'finer': {
      if (scene.training !== undefined && scene.allowance.paced) return otherPace(scene, command);
      const place = granularities.indexOf(granularity) + (command === 'coarser' ? 1 : -1);
      const by = granularities[place];
      return {state: by === undefined ? scene : done(scene, {type: 'granularity', by})};
    }
    case 'chooseLeft':
    case 'chooseRight':
    case 'chooseUp':
    case 'chooseDown': {
      const direction = DIRECTIONS[command];
      return {
        state: {...scene, chosen: scene.looking ? moved(network, chosen, direction) : chosen, looking: true},
      };
    }
    case 'setValue':
      return isSettable(network, chosen)
        ? {state: {...scene, looking: true, training: undefined, typing: {of: 'value', entry: ''}}}
        : notSettable(scene);
    case 'more':
    case 'less':
      return isSettable(network, chosen)
        ? {state: nudged(scene, command === 'more' ? NUDGE : -NUDGE)}
        : notSettable(scene);
    case 'train':
      return scene.training === undefined ? begunTraining(scene) : {state: stopped(scene)};
    case 'automatic':
      if (scene.training !== undefined) return {state: stopped(scene)};
      return scene.allowance.paced
        ? begunTraining(scene, {}, USUAL_PACE)
        : {state: scene, note: said((language) => playWords[language].notPaced)};
    case 'close':
      // Nobody looks at it any more.
      return {state: stopped(scene)};
    case 'trainUntil':
      return {state: {...scene, training: undefined, typing: {of: 'until', entry: ''}}};
    case 'undo':
    case 'redo': {
      if (command === 'undo' && isAtBeginning(scene))
        return {state: scene, note: said((language) => recordWords[language].atBeginning)};
      const after = (command === 'undo' ? undo : redo)(bench);
      if (after !== bench)
        return inTable(standing({...scene, training: undefined}, after), {table: scene.table}, look);
      const nothing = command === 'undo' ? 'nothingToUndo' : 'nothingToRedo';
      return {state: scene, note: said((language) => playWords[language][nothing])};
    }
    case 'begin':
      return {state: done(scene, {type: 'restart'})};
    case 'reseed':
      return {state: done(scene, {type: 'reseed'})};
    case 'build':
      return {state: {...scene, training: undefined, form: formOf(bench.now.recipe)}};
    case 'keep':
      return kept(scene);
    case 'drop':
      return {state: {...done(scene, {type: 'drop'}), panel: 'map'}};
    case 'picture': {
      if (network.inputs.length > 2)
        return {state: scene, note: said((language) => playWords[language].noMap)};
      return {state: {...scene, panel: scene.panel === 'map' ? 'none' : 'map', scroll: AT_TOP}};
    }
    case 'gradientCheck':
      return {
        state: {...scene, panel: scene.panel === 'check' ? 'map' : 'check', lower: 'fitting', scroll: AT_TOP},
      };
    case 'record':
      return recordPressed(scene);
    case 'words':
      return wordsPressed(scene);
    case 'saveNet':
      return {state: {...scene, training: undefined, typing: {of: 'file', entry: 'net.yaml'}}};
    case 'editSamples':
      return {state: {...stopped(scene), table: tableAt(sampleIndex(state))}};
    case 'share': {
      const {start} = state;
      const shared = shareString({...start.setup, parameters: start.parameters});
      const still = {...scene, training: undefined};
      return shared.ok ? {state: {...still, sharing: shared.text}} : {state: still, note: shared.words};
    }
    case 'presets':
      return {state: {...stopped(scene), page: presetsFrom()}};
    case 'edges': {
      const panel = scene.panel === 'edges' ? 'map' : 'edges';
      return {state: {...scene, panel, looking: true, lower: 'fitting', scroll: AT_TOP}};
    }
    case 'figures':
      return {state: {...scene, page: {kind: 'figures'}}};
    case 'seeds':
      return {state: {...stopped(scene), page: seedsFrom(bench.now)}};
    case 'troubles':
      return {state: {...scene, page: {kind: 'troubles', scroll: 0}}};
    case 'panel':
      return {state: otherPanel(scene, look)};
    default:
      return {state: scene};
  }
}

const DIRECTIONS: Readonly<Record<'chooseLeft' | 'chooseRight' | 'chooseUp' | 'chooseDown', Direction>> = {
  chooseLeft: 'left',
  chooseRight: 'right',
  chooseUp: 'up',
  chooseDown: 'down',
};

function kept(scene: PlayScene): Turn<PlayScene> {
  const {now} = scene.bench;
  const number = now.kept.size + 1;
  const title = said((language) => playWords[language].kept(number, recipeText(now, language)));
  const after = done(scene, {type: 'keep', title});
  if (after.bench === scene.bench)
    return {state: scene, note: said((language) => playWords[language].fullNote)};
  return {
    state: {...after, panel: 'runs', lower: 'fitting'},
    note: said((language) => playWords[language].keptNote(number)),
  };
}

const notSettable = (scene: PlayScene): Turn<PlayScene> => ({
  state: {...scene, looking: true},
  note: said((language) => playWords[language].notSettable),
});

/** One press further from where the nudging began. */
function nudged(scene: PlayScene, by: number): PlayScene {
  const {bench, chosen} = scene;
  const {state} = bench.now;
  const value = passOf(state).values.get(chosen)!;
  const before = scene.nudged?.quantity === chosen ? scene.nudged.before : state;
  const after = done(scene, {type: 'set', quantity: chosen, value: value + by});
  return {...after, looking: true, nudged: {quantity: chosen, before}};
}

function typedForm(scene: PlayScene, form: NonNullable<PlayScene['form']>, key: string): PlayScene {
  const {recipe, state} = scene.bench.now;
  const turn = typedInForm(form, key, {recipe, setup: state.start.setup}, scene.allowance);
  if (turn.type === 'form') return {...scene, form: turn.form};
  const closed = {...scene, form: undefined};
  return turn.type === 'left' ? closed : done(closed, {type: 'build', recipe: turn.recipe});
}

/** What the table of samples makes of a key. */
function inTable(scene: PlayScene, {table, action, note}: TableTurn, look: Look): Turn<PlayScene> {
  const after = action === undefined ? scene : done(scene, action);
  const {setup} = after.bench.now.state.start;
  return {
    state: {...after, table: table && within(table, setup, rowsShown(look))},
    ...(note !== undefined && {note}),
  };
}

/** Esc and the key that brought it take it away; what else may be pressed changes nothing behind it. */
function typedWhileSharing(scene: PlayScene, key: string): Turn<PlayScene> | undefined {
  if (key === 'L' || key === 'q') return undefined;
  const isOver = key === 'escape' || key === 'enter' || key === 'S';
  return {state: isOver ? {...scene, sharing: undefined} : scene};
}

/** Milliseconds from one piece of a page's work to the next, and how large a piece may be where nobody says: a third of that time. */
const PAGE_FRAME = 33;
const PAGE_WORK = 1_000_000;

const pageTicked = (scene: PlayScene): PlayScene => {
  const {page, allowance} = scene;
  const work = allowance.work === 'asked for' ? PAGE_WORK : Math.min(allowance.work, PAGE_WORK);
  return page === undefined ? scene : {...scene, page: pageFurther(page, work)};
};

/** Several actions as one that can be undone. */
const doneAll = (scene: PlayScene, actions: readonly PlayAction[]): PlayScene =>
  standing(scene, actAll(scene.bench, actions));

function typedPage(
  scene: PlayScene,
  page: NonNullable<PlayScene['page']>,
  key: string,
  look: Look,
): Turn<PlayScene> | undefined {
  const turn = typedOnPage(page, key, scene.bench.now, look);
  if (turn === undefined) return undefined;
  const after = {...scene, page: turn.page};
  const {actions, rounds} = turn;
  if (actions === undefined) return {state: after};
  const built = doneAll(after, actions);
  return rounds === undefined ? {state: built} : begunTraining(built, {rounds});
}

/** Characters that can be typed. */
const LONGEST: Readonly<Record<Typing['of'], number>> = {
  value: 200,
  until: 200,
  file: 200,
  lesson: 200,
  words: 1000,
};

function typedEntry(scene: PlayScene, typing: Typing, key: string): Turn<PlayScene> {
  const written = (entry: string): Turn<PlayScene> => ({
    state: {...scene, typing: {of: typing.of, entry}},
  });
  switch (key) {
    case 'escape':
      return {state: {...scene, typing: undefined}};
    case 'enter':
      return takenEntry(scene, typing);
    case 'backspace':
      return written(charactersOf(typing.entry).slice(0, -1).join(''));
    default: {
      const text = key === 'space' ? ' ' : key;
      const isText = charactersOf(text).length === 1 && typing.entry.length < LONGEST[typing.of];
      return isText ? written(typing.entry + text) : {state: scene};
    }
  }
}

/** What was typed takes effect, or says what is wrong with it. */
function takenEntry(scene: PlayScene, typing: Typing): Turn<PlayScene> {
  const closed = {...scene, typing: undefined};
  const wrong = (problem: Bilingual): Turn<PlayScene> => ({
    state: {...scene, typing: {...typing, problem}},
  });
  const {entry} = typing;
  if (typing.of === 'words') return {state: wordsTaken(closed, entry)};
  if (typing.of === 'lesson') return lessonTaken(scene, typing);
  if (entry.trim() === '') return {state: closed};
  switch (typing.of) {
    case 'value': {
      // A number may be worked out: 1/3, sqrt(2), -2.5e-3.
      const found = derivativeOf(entry.normalize('NFKC').replaceAll(/[−–—]/g, '-'), '', false);
      if (!found.ok) return wrong(found.problem.words);
      const action = {type: 'set', quantity: scene.chosen, value: found.value.values.at(-1)!} as const;
      return {state: {...done(closed, action), looking: true}};
    }
    case 'until': {
      const [, sign, number] = /^\s*([<=]?)\s*([\d.eE+-]+)\s*$/.exec(entry.normalize('NFKC')) ?? [];
      const value = Number(number);
      if (number === undefined || !Number.isFinite(value) || value <= 0)
        return wrong(said((language) => playWords[language].untilWrong));
      if (sign === '<') return begunTraining(closed, {below: value});
      const {done: before} = scene.bench.now.state.start;
      const rounds = sign === '=' ? value - before : value;
      if (!Number.isInteger(value)) return wrong(said((language) => playWords[language].untilWrong));
      if (rounds <= 0) return wrong(said((language) => playWords[language].roundIsPast(before)));
      return begunTraining(closed, {rounds});
    }
    case 'file': {
      const {start} = scene.bench.now.state;
      const file = entry.trim();
      const written = writeNet({...start.setup, parameters: start.parameters}, namedFrom(file));
      if (!written.ok) return wrong(written.words);
      return {state: closed, requests: [{type: 'write', file, text: written.text, kind: 'net'}]};
    }
  }
}

/** What of an entry there is room for: its end is where one types. */
function entryWithin(entry: string, width: number, ascii: boolean): string {
  if (cellsOf(entry) <= width) return entry;
  const dots = ascii ? '...' : '…';
  let end = '';
  for (const character of charactersOf(entry).toReversed()) {
    if (cellsOf(dots + character + end) > width) break;
    end = character + end;
  }
  return dots + end;
}

function typingLine({chosen, bench}: PlayScene, typing: Typing, look: Look): Line {
  const {columns, language, ascii} = look;
  const words = playWords[language];
  const notation = notationOf(bench.now.state, look);
  const label = {
    value: `${words.value}: ${notation.symbol(chosen)} =`,
    until: `${words.until}:`,
    file: `${words.file}:`,
    lesson: `${recordWords[language].lesson}:`,
    words: `${recordWords[language].words}:`,
  }[typing.of];
  const {problem} = typing;
  return fitLine(
    [
      {text: ` ${notation.text(label)} `, role: 'title'},
      {text: entryWithin(typing.entry, columns - cellsOf(notation.text(label)) - 4, ascii)},
      {text: ascii ? '_' : '▏', role: 'mark'},
      problem === undefined
        ? {
            text: `  ${typing.of === 'lesson' ? recordWords[language].lessonKeys : words.entryKeys}`,
            role: 'dim',
          }
        : {text: `  ${notation.text(problem[language])}`, role: 'bad'},
    ],
    columns,
    ascii ? '...' : '…',
  );
}

const notationOf = ({start}: State, {language, digits, ascii}: Look): Notation =>
  createNotation(start.setup.names, language, digits, ascii);

function recipeText({recipe, state}: Play, language: Language): string {
  const {setup} = state.start;
  const {source} = setup;
  const file = source !== undefined && 'csv' in source ? source.csv.split(/[/\\]/).at(-1) : undefined;
  const data = recipe.data === OWN_DATA ? (file ?? playWords[language].own) : recipe.data;
  return `${recipe.net} ${recipe.activation} · ${setup.optimizer.kind} ${setup.optimizer.rate} · ${data}`;
}

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

function layoutPlay(scene: PlayScene, look: Look): LessonLayout {
  const {columns, language, ascii} = look;
  const {now} = scene.bench;
  const {state} = now;
  const {setup} = state.start;
  const words = screenWords[language];
  const own = playWords[language];
  const focus = playFocus(scene);
  const title = said((of) => playWords[of].now);
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
        pinned: troubleLines(state, notation, width),
      }),
      header: (notation, lossIsShown) => {
        const recording = recordingText(scene, language, ascii);
        const {round, current} = lossView(state, notation);
        const {batch} = passOf(state);
        return headerLine(
          `${own.title} ${ascii ? '-' : '·'} ${recipeText(now, language)}`,
          [
            ...(recording === undefined ? [] : [recording]),
            ...(scene.training === undefined ? [] : [trainingText(scene.training, own)]),
            words.round(round),
            ...(batch === undefined || batch.size === 1 ? [] : [words.inBatch(batch.place, batch.size)]),
            ...(scene.training?.pace === undefined && scene.training !== undefined
              ? []
              : [words.strideNow(words.stride[state.granularity])]),
            ...(lossIsShown || current === undefined ? [] : [`L = ${current}`]),
          ],
          columns,
          ascii,
        );
      },
      footer: (limitsNow, {panel: isChoice}) => {
        const hidden = new Set<Command>();
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

const trainingText = ({pace}: Training, words: PlayWords): string =>
  pace === undefined ? words.training : words.paced(pace);

function otherPanel(scene: PlayScene, look: Look): PlayScene {
  const {choices, chosen} = layoutPlay(scene, look);
  if (choices.length < 2) return scene;
  const lower = choices[(choices.indexOf(chosen) + 1) % choices.length]!;
  return {...scene, lower, scroll: {...scene.scroll, lower: 0}};
}

function scrolled(scene: PlayScene, by: number, look: Look): PlayScene {
  if (scene.form !== undefined || isTooSmall(look)) return scene;
  if (scene.table !== undefined) {
    const {setup} = scene.bench.now.state.start;
    return {...scene, table: paged(scene.table, by, setup, rowsShown(look))};
  }
  const {limits: most} = layoutPlay(scene, look);
  const within = (value: number, {least, most: end}: ScrollRange): number =>
    Math.min(Math.max(value + by, least), end);
  const lower = within(scene.scroll.lower, most.lower);
  if (lower !== scene.scroll.lower) return {...scene, scroll: {...scene.scroll, lower}};
  return {...scene, scroll: {...scene.scroll, words: within(scene.scroll.words, most.words)}};
}
