import type {ReactElement} from 'react';
import type {Bilingual, Language} from '../lesson/lesson.ts';
import type {Mark} from '../session/progress.ts';
import type {Command, Place} from './keys.ts';
import type {ScreenSettings} from './lessonLayout.ts';
import type {Line, Paint} from './paint.ts';
import type {AppRequest, SceneAnswer} from './requests.ts';
import type {HelpWords} from './words.ts';

/** How everything is to be shown now: the user's affair, and no scene's. */
export interface Look extends ScreenSettings {
  readonly paint: Paint;
  /** Whether a training may be seen going on. */
  readonly motion: boolean;
}

/** What became of a scene, and what it wants. */
export interface Turn<State> {
  readonly state: State;
  /** To be done outside. */
  readonly requests?: readonly AppRequest[];
  /** To be kept of what the learner did. */
  readonly marks?: readonly Mark[];
  /** To stand in the place of the footer until the next key. */
  readonly note?: Bilingual;
  /** Whether the scene is over. */
  readonly left?: boolean;
}

/**
 * What can fill the screen: a lesson, free play. Pure functions over a state that is plain data. What all scenes share (size, language,
 * digits, help, notes, leaving) is the app's affair.
 */
export interface SceneKind<State> {
  readonly name: string;
  /** The places whose keys the help explains while the scene is up. */
  readonly places: readonly Place[];
  /** What the help explains in the place of what it says of nets. */
  readonly help?: Readonly<Record<Language, HelpWords>>;
  /** Commands of these places that come to nothing now: neither the help nor a footer names their keys. */
  idle?(state: State): readonly Command[];
  /** Whether it asks before its user leaves the program; then it is commanded to `quit`. */
  asksToQuit?(state: State): boolean;
  /** Where a key is looked up now. */
  place(state: State): Place;
  /** Whether sentences are being written: their full-width signs stay as they are. */
  writes?(state: State): boolean;
  /** Takes a key that is part of something being typed; undefined where the table of keys decides. */
  typed(state: State, key: string, look: Look): Turn<State> | undefined;
  commanded(state: State, command: Command, key: string, look: Look): Turn<State>;
  scrolled(state: State, by: number, look: Look): State;
  /** Everything that moves is where it is bound for: whoever presses a key does not want to wait. */
  settled(state: State): State;
  /** Milliseconds between ticks; undefined for none. */
  tickEvery(state: State): number | undefined;
  ticked(state: State, look: Look): Turn<State>;
  /** Something that it asked for has come. */
  answered(state: State, answer: SceneAnswer, look: Look): Turn<State>;
  /** @param note stands in the place of the footer, and above it where it has several lines; empty where there is nothing to tell */
  view(state: State, look: Look, note: readonly Line[]): ReactElement;
}

/** A scene that is up. */
export interface Scene<State = unknown> {
  readonly kind: SceneKind<State>;
  readonly state: State;
}
