import {type Mounted, mount} from '../terminal/mount.ts';
import {type Painter, type Picture, painter, type Screen, type Size} from '../terminal/screen.ts';

type Element = Parameters<Mounted['draw']>[0];

/** Draws for many screens with one Ink tree, and what looks the same only once. */
export interface Frames {
  readonly painter: Painter;
  /**
   * The frame of an element.
   * @param key what the picture depends on; undefined where it is not to be remembered
   * @throws what a component threw
   */
  frame(key: string | undefined, size: Size, element: () => Element): string;
  close(): void;
}

/** Pictures that are remembered: those of a class are few, those of students on their own pass by. */
const MOST_FRAMES = 64;

export function createFrames(): Frames {
  const frames = new Map<string, string>();
  const pictures = new Map<string, Picture>();
  const changes = new WeakMap<Picture, WeakMap<Picture, string>>();
  let size: Size = {columns: 80, rows: 24};
  let drawn = '';
  let mounted: Mounted | undefined;
  const ignore = (): void => {};
  const screen: Screen = {
    get size() {
      return size;
    },
    enter: ignore,
    leave: ignore,
    resize: ignore,
    repaint: ignore,
    draw: (frame) => {
      drawn = frame;
    },
  };

  function draw(element: Element): string {
    mounted ??= mount(screen);
    try {
      mounted.draw(element);
      return drawn;
    } catch (error) {
      // A tree that has thrown draws nothing any more; the next one gets a new tree.
      mounted.unmount();
      mounted = undefined;
      throw error;
    }
  }

  return {
    painter: {
      picture(frame, {columns, rows}, before) {
        const key = `${columns} ${rows} ${frame}`;
        return remembered(pictures, key, () => painter.picture(frame, {columns, rows}, before));
      },
      change(before, after) {
        if (before === undefined) return painter.change(before, after);
        const known = changes.get(before) ?? new WeakMap<Picture, string>();
        changes.set(before, known);
        const bytes = known.get(after) ?? painter.change(before, after);
        known.set(after, bytes);
        return bytes;
      },
    },
    frame(key, wanted, element) {
      const make = (): string => {
        size = wanted;
        return draw(element());
      };
      return key === undefined ? make() : remembered(frames, key, make);
    },
    close: () => mounted?.unmount(),
  };
}

/** What was made for a key; the one that was not asked for longest is forgotten. */
function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  const value = found ?? make();
  if (found !== undefined) known.delete(key);
  known.set(key, value);
  if (known.size > MOST_FRAMES) known.delete(known.keys().next().value!);
  return value;
}
