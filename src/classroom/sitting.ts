import type {ClassNews} from '../session/class/news.ts';
import type {Size} from '../terminal/screen.ts';
import type {AppMessage} from '../ui/app.tsx';
import type {ClassPlay} from '../ui/class/playInClass.tsx';
import type {Newest} from './newest.ts';

/** Who comes in. */
export type Who = {readonly role: 'teacher'} | {readonly role: 'student'; readonly key: string};

/** Why the class ends somebody's seat; `renewed`: the name has a new word; `unkept`: the class stops, and could not be kept. */
export type Leaving = 'replaced' | 'removed' | 'renewed' | 'ended' | 'stopped' | 'unkept';

/** Somebody who is connected. */
export interface Sitting {
  readonly who: Who;
  readonly news: Newest<AppMessage>;
  /** What was told last. */
  told: ClassNews;
  size: Size;
  /** Free play as it is, or as it was left: from the same state it goes on there. */
  play: ClassPlay | undefined;
  playing: boolean;
  leave(why: Leaving): void;
}

/** All who are connected. */
export interface Present {
  /** By the keys of their names. */
  readonly students: ReadonlyMap<string, Sitting>;
  readonly teachers: ReadonlySet<Sitting>;
}

/** Whether a student sits here still; whoever has come in again elsewhere does not. */
export const isHere = ({students}: Present, sitting: Sitting): boolean =>
  sitting.who.role === 'student' && students.get(sitting.who.key) === sitting;
