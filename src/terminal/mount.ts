import {PassThrough} from 'node:stream';
import {Box, render} from 'ink';
import {createElement, type ReactElement} from 'react';
import {Boundary} from './boundary.ts';
import type {Screen} from './screen.ts';

/** A React tree that is drawn on a screen. */
export interface Mounted {
  /** Draws the element at the screen's size, before it returns. Throws what a component threw. */
  draw(element: ReactElement): void;
  /** Ink writes once more, and a bare newline where it believes in a build server: leave the screen before. */
  unmount(): void;
}

/**
 * Mounts a tree with Ink's layout and without Ink's terminal handling: in debug mode Ink hands each whole frame, and
 * nothing else, to `write`. It gets no stdin and hears of no resize: both come to the program as messages.
 */
export function mount(screen: Screen): Mounted {
  let failure: {readonly error: unknown} | undefined;
  const onError = (error: unknown): void => {
    failure ??= {error};
  };
  const sink = {
    get columns() {
      return screen.size.columns;
    },
    get rows() {
      return screen.size.rows;
    },
    write(frame: string): boolean {
      screen.draw(frame);
      return true;
    },
    on: () => sink,
    off: () => sink,
  };
  // Ink asks for a Node terminal stream, and uses of it what `sink` has.
  const stdout = sink as unknown as NodeJS.WriteStream;
  const stdin = new PassThrough() as unknown as NodeJS.ReadStream;
  const sized = (element: ReactElement): ReactElement => {
    const {columns: width, rows: height} = screen.size;
    return createElement(
      Boundary,
      {onError},
      createElement(Box, {width, height, flexShrink: 0, flexDirection: 'column'}, element),
    );
  };
  let instance: ReturnType<typeof render> | undefined;

  return {
    draw(element) {
      if (instance) instance.rerender(sized(element));
      else {
        instance = render(sized(element), {
          stdout,
          stdin,
          stderr: stdout,
          debug: true,
          patchConsole: false,
          exitOnCtrlC: false,
          isScreenReaderEnabled: false,
        });
      }
      if (failure) throw failure.error;
    },
    unmount() {
      instance?.unmount();
    },
  };
}
