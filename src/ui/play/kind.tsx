import {bilingual, granularities, type Setup} from '../../lesson/lesson.ts';
import {shareString} from '../../lesson/share.ts';
import {setupOf} from '../../session/play/build.ts';
import {MOST_AT_ONCE} from '../../session/play/checkInPieces.ts';
import {type Direction, isSettable, moved} from '../../session/play/cursor.ts';
import {act, benchFrom, benchOf, redo, undo} from '../../session/play/play.ts';
import {firstRecipe, type Recipe} from '../../session/play/recipe.ts';
import {passOf, type State, sampleIndex} from '../../session/state.ts';
import type {Command} from '../keys.ts';
import {PanelsScreen} from '../lessonScreen.tsx';
import {Lines} from '../lines.tsx';
import {isTooSmall} from '../pages.ts';
import type {Look, Scene, SceneKind, Turn} from '../scene.ts';
import {checkFrom} from './checkPage.tsx';
import {done, doneAll, standing} from './doing.ts';
import {typedEntry, typingLines} from './entry.ts';
import {formOf, typedInForm} from './form.ts';
import {formLines} from './formPage.ts';
import {layoutPlay, notationOf, otherPanel, recipeText, scrolledPanels} from './layout.ts';
import {isAtWork, pageFurther, pageView, typedOnPage} from './pages.tsx';
import {presetsFrom} from './presetPage.ts';
import {isAtBeginning, recordPressed, withinLesson, wordsPressed, writeAnswered} from './record.ts';
import {recordWords} from './recordWords.ts';
import {rowsShown, SamplesPage} from './samplesPage.tsx';
import {commandedInTable, paged, type TableTurn, tableAt, typedInTable, within} from './samplesTable.ts';
import {type Allowance, AT_TOP, idleIn, type PlayScene, sceneOfBench} from './scene.ts';
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
import {playWords} from './words.ts';

export {WITH_TRAINER} from './scene.ts';

/** Free play: a net to build, step, train, look into and change. */
export const playKind: SceneKind<PlayScene> = {
  name: 'play',
  places: ['play', 'samples'],
  idle: ({allowance}) => idleIn(allowance),
  place: ({table}) => (table === undefined ? 'play' : 'samples'),
  writes: ({typing}) => typing?.of === 'title' || typing?.of === 'words',
  typed(scene, key, look) {
    const turn = typed(scene, key, look);
    return turn && withinLesson(scene, turn);
  },
  commanded: (scene, command, _key, look) => withinLesson(scene, commanded(scene, command, look)),
  scrolled,
  settled: (scene) => scene,
  tickEvery: (scene) => (isAtWork(scene.page) ? PAGE_FRAME : trainingTicks(scene)),
  ticked: (scene) =>
    isAtWork(scene.page) ? {state: pageTicked(scene)} : withinLesson(scene, tickedTraining(scene)),
  answered(scene, answer) {
    if (!('request' in answer)) return {state: scene};
    if (answer.type === 'written') return writeAnswered(scene, answer);
    return withinLesson(scene, answeredTraining(scene, answer));
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
    const prompt = scene.typing === undefined ? note : typingLines(scene, scene.typing, look);
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

function typed(scene: PlayScene, key: string, look: Look): Turn<PlayScene> | undefined {
  if (scene.form !== undefined) return {state: typedForm(scene, scene.form, key)};
  if (scene.sharing !== undefined) return typedWhileSharing(scene, key);
  if (scene.page !== undefined) return typedPage(scene, scene.page, key, look);
  if (scene.table !== undefined) {
    const {setup} = scene.bench.now.state.start;
    const turn = typedInTable(scene.table, key, setup, rowsShown(look));
    return turn && inTable(scene, turn, look);
  }
  return scene.typing === undefined ? undefined : typedEntry(scene, scene.typing, key, look.language);
}

function commanded(scene: PlayScene, command: Command, look: Look): Turn<PlayScene> {
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
        : {state: scene, note: bilingual((language) => playWords[language].notPaced)};
    case 'close':
      // Nobody looks at it any more.
      return {state: stopped(scene)};
    case 'trainUntil':
      return {state: {...scene, training: undefined, typing: {of: 'until', entry: ''}}};
    case 'undo':
    case 'redo': {
      if (command === 'undo' && isAtBeginning(scene))
        return {state: scene, note: bilingual((language) => recordWords[language].atBeginning)};
      const after = (command === 'undo' ? undo : redo)(bench);
      if (after !== bench)
        return inTable(standing({...scene, training: undefined}, after), {table: scene.table}, look);
      const nothing = command === 'undo' ? 'nothingToUndo' : 'nothingToRedo';
      return {state: scene, note: bilingual((language) => playWords[language][nothing])};
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
        return {state: scene, note: bilingual((language) => playWords[language].noMap)};
      return {state: {...scene, panel: scene.panel === 'map' ? 'none' : 'map', scroll: AT_TOP}};
    }
    case 'gradientCheck':
      if (network.parameters.length > MOST_AT_ONCE)
        return {state: {...stopped(scene), page: checkFrom(bench.now)}};
      return {
        state: {...scene, panel: scene.panel === 'check' ? 'map' : 'check', lower: 'fitting', scroll: AT_TOP},
      };
    case 'record':
      return recordPressed(scene, look.language);
    case 'words':
      return wordsPressed(scene, look.language);
    case 'saveNet':
      if (!scene.allowance.files)
        return {state: scene, note: bilingual((language) => playWords[language].noFiles)};
      return {
        state: {...scene, training: undefined, typing: {of: 'file', entry: 'net.yaml', suggested: true}},
      };
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
  const title = bilingual((language) => playWords[language].kept(number, recipeText(now, language)));
  const after = done(scene, {type: 'keep', title});
  if (after.bench === scene.bench)
    return {state: scene, note: bilingual((language) => playWords[language].fullNote)};
  return {
    state: {...after, panel: 'runs', lower: 'fitting'},
    note: bilingual((language) => playWords[language].keptNote(number)),
  };
}

const notSettable = (scene: PlayScene): Turn<PlayScene> => ({
  state: {...scene, looking: true},
  note: bilingual((language) => playWords[language].notSettable),
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

function scrolled(scene: PlayScene, by: number, look: Look): PlayScene {
  if (scene.form !== undefined || isTooSmall(look)) return scene;
  if (scene.table === undefined) return scrolledPanels(scene, by, look);
  const {setup} = scene.bench.now.state.start;
  return {...scene, table: paged(scene.table, by, setup, rowsShown(look))};
}
