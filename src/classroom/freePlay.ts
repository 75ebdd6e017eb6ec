import type {Setup} from '../lesson/lesson.ts';
import type {ClassEvent, ClassState, KeptPlay} from '../session/class/classState.ts';
import {columnsOf} from '../session/play/cursor.ts';
import {keptText, playOfText} from '../session/play/keptPlay.ts';
import type {Bench} from '../session/play/play.ts';
import type {Position} from '../session/player.ts';
import type {State} from '../session/state.ts';
import {framesOf} from '../session/timeline.ts';
import type {AppMessage, AppModel} from '../ui/app.tsx';
import {inBoth} from '../ui/class/classWords.ts';
import {type ClassPlay, classPlayKind, enterPlay} from '../ui/class/playInClass.tsx';
import {playFrom} from '../ui/play/kind.tsx';
import {IN_CLASS, sceneOfBench} from '../ui/play/scene.ts';
import type {Scene} from '../ui/scene.ts';
import type {FairTime} from './fairTime.ts';
import {createKeeping} from './keeping.ts';
import {isHere, type Present, type Sitting} from './sitting.ts';
import {createTurns} from './turns.ts';

/** The free play of all students: it is opened, trained by turns, kept, and taken up again. */
export interface FreePlay {
  /** Free play from a state of the lesson, on the screen of whoever asked for it. */
  opened(sitting: Sitting, from: State, at: Position): AppMessage | undefined;
  /** Free play as it was kept: on the screen of whoever was in it, else at hand. */
  takenUp(sitting: Sitting, kept: KeptPlay): Promise<void>;
  /**
   * How a student's program looks now.
   * @param isMoving whether it waits for a tick
   * @returns whether the student has gone into free play, or out of it
   */
  seen(sitting: Sitting, model: AppModel, isMoving: boolean): boolean;
  /** A fault has ended the student's screen. */
  failed(sitting: Sitting): void;
  /** Somebody goes: what is not yet kept is kept. */
  left(sitting: Sitting): void;
  /** Keeps all that is not yet kept. */
  keepAll(): void;
}

/**
 * Milliseconds from one tick of a training in free play, whosever it is, to the next. In a usual window a tick and its picture take a quarter of
 * them, so that there is time for keys and followers, however many train.
 */
const TURN_EVERY = 66;
/**
 * A turn may take more, in a large window or with a large net, and students press keys besides: the next one comes when so many times as long has
 * gone by as all of that took, but is not kept waiting for longer than a second.
 */
const TURN_SHARE = 4;
const TURN_AT_LEAST = 1000;
/** A lesson's own net that is opened in free play: its picture takes as long as many others'. */
const MOST_OPENED = {parameters: 1000, samples: 2000};
/** Milliseconds from keeping one student's free play to keeping another's, and to keeping the same again. Keeping takes one or two. */
const KEEP_EVERY = 100;
const KEEP_AGAIN = 3000;
/** Students who left last, and whose actions can still be undone when they come back: a few lost connections, not a class that has gone home. */
const MOST_LEFT = 16;

/** @param record keeps an event of which nobody needs to be told, for nobody else sees anything of it */
export function createFreePlay({
  current,
  present,
  time,
  now,
  record,
}: {
  readonly current: () => ClassState;
  readonly present: Present;
  readonly time: FairTime;
  readonly now: () => number;
  record(event: ClassEvent): void;
}): FreePlay {
  let given = {spent: 0, at: 0};
  const training = createTurns<Sitting>(
    TURN_EVERY,
    ({news}) => {
      given = {spent: time.spent, at: now()};
      news.put({type: 'tick'});
    },
    () => Math.min(TURN_SHARE * (time.spent - given.spent), TURN_AT_LEAST) - (now() - given.at),
  );
  const keeping = createKeeping<Sitting>({
    every: KEEP_EVERY,
    rest: KEEP_AGAIN,
    now,
    keep: (sitting) => {
      if (isHere(present, sitting)) kept(sitting);
    },
  });

  /** Keeps a student's free play, in words that a later process understands too. */
  function kept({who, play, playing}: Sitting): void {
    if (who.role !== 'student' || play === undefined) return;
    const text = keptText(play.play.bench.now, play.from.start.setup);
    recordPlay(
      who.key,
      text === undefined ? undefined : {from: play.at, open: playing, chosen: play.play.chosen, text},
    );
  }

  /** Free play of those who left last, and the text that it was kept as; who left first comes first. */
  const leftLast = new Map<string, {readonly text: string; readonly bench: Bench}>();

  /** What was done before is in no text, but as long as the process lives it is here. */
  function remember({who, play}: Sitting): void {
    if (who.role !== 'student') return;
    leftLast.delete(who.key);
    const kept = current().plays.get(who.key);
    if (play === undefined || kept === undefined) return;
    leftLast.set(who.key, {text: kept.text, bench: play.play.bench});
    const [first] = leftLast.keys();
    if (leftLast.size > MOST_LEFT) leftLast.delete(first!);
  }

  async function benchOf(student: string, text: string, setup: Setup): Promise<Bench | undefined> {
    const left = leftLast.get(student);
    leftLast.delete(student);
    if (left?.text === text) return left.bench;
    const now = await playOfText(text, setup);
    return now && {now, past: [], future: []};
  }

  const recordPlay = (student: string, play: KeptPlay | undefined): void =>
    record({type: 'plays', student, ...(play && {play})});

  return {
    opened({told, play, news}, from, at) {
      if (told.role !== 'student') return undefined;
      const {parameters, samples} = from.start.setup;
      if (parameters.length > MOST_OPENED.parameters || samples.length > MOST_OPENED.samples) {
        const notice = inBoth(({tooLarge}) => tooLarge(MOST_OPENED, parameters.length, samples.length));
        return {type: 'noticed', notice};
      }
      const isLeft = play?.from === from;
      if (isLeft) news.put({type: 'noticed', notice: inBoth(({playGoesOn}) => playGoesOn)});
      const begun = isLeft ? play.play : playFrom(from, IN_CLASS).state;
      return {type: 'entered', scene: enterPlay({news: told, from, at, play: begun})};
    },
    async takenUp(sitting, {from: at, open, chosen, text}) {
      const {who} = sitting;
      if (who.role !== 'student') return;
      const {state: from} = framesOf(current().lesson, at.step)[at.frame]!;
      const bench = await benchOf(who.key, text, from.start.setup);
      const {told, news} = sitting;
      if (!isHere(present, sitting) || told.role !== 'student') return;
      if (bench === undefined) {
        recordPlay(who.key, undefined);
        if (open) news.put({type: 'noticed', notice: inBoth(({playIsLost}) => playIsLost)});
        return;
      }
      const begun = sceneOfBench(bench, IN_CLASS);
      const isThere = columnsOf(bench.now.state.start.setup.network).some((items) => items.includes(chosen));
      const play = isThere ? {...begun, chosen} : begun;
      const scene: ClassPlay = {news: told, from, at, play};
      sitting.play ??= scene;
      if (open) news.put({type: 'entered', scene: enterPlay(scene)});
    },
    seen(sitting, model, isMoving) {
      training.want(sitting, isMoving);
      const play = playIn(model);
      const isPlaying = play !== undefined;
      const isOther = isPlaying !== sitting.playing;
      const isChanged = isPlaying && play.play.bench.now !== sitting.play?.play.bench.now;
      if (isChanged || isOther) keeping.changed(sitting);
      sitting.play = play ?? sitting.play;
      sitting.playing = isPlaying;
      return isOther;
    },
    failed(sitting) {
      // What cannot be shown would meet its student again at the next login; who has come in again elsewhere has not met it.
      if (sitting.who.role !== 'student' || !sitting.playing || !isHere(present, sitting)) return;
      sitting.play = undefined;
      recordPlay(sitting.who.key, undefined);
    },
    left(sitting) {
      training.want(sitting, false);
      keeping.now(sitting);
      if (isHere(present, sitting)) remember(sitting);
    },
    keepAll: () => keeping.all(),
  };
}

/** The free play that is up. */
function playIn({scenes}: AppModel): ClassPlay | undefined {
  const top = scenes.find((scene): scene is Scene<ClassPlay> => scene.kind === classPlayKind);
  return top?.state;
}
