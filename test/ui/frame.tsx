import stringWidth from 'string-width';
import {mount} from '../../src/terminal/mount.ts';
import type {Screen} from '../../src/terminal/screen.ts';
import {
  type App,
  type AppMessage,
  type AppModel,
  type AppSettings,
  type AppStart,
  createApp,
} from '../../src/ui/app.tsx';

export const settings: AppSettings = {
  language: 'en',
  ascii: false,
  color: 'none',
  background: 'dark',
  motion: false,
  digits: 4,
  columns: 80,
  rows: 24,
};

/** An app that is driven by keys and looked at as text. */
export interface Driven {
  readonly app: App;
  readonly model: AppModel;
  send(...messages: AppMessage[]): Driven;
  press(...keys: string[]): Driven;
  /** The screen's lines as Ink draws them, without styles and what is blank at their ends. */
  lines(): string[];
  text(): string;
}

export function drive(start: AppStart, over: Partial<AppSettings> = {}): Driven {
  const app = createApp({...settings, ...over}, start);
  let model = app.start;
  let frame = '';
  /** What the frame shows. */
  let drawnModel: AppModel | undefined;
  // A screen that keeps the newest frame instead of sending it anywhere.
  const ignore = (): void => {};
  const screen: Screen = {
    get size() {
      return {columns: model.columns, rows: model.rows};
    },
    enter: ignore,
    leave: ignore,
    resize: ignore,
    repaint: ignore,
    draw: (drawn) => {
      frame = drawn;
    },
  };
  const mounted = mount(screen);
  const driven: Driven = {
    app,
    get model() {
      return model;
    },
    send(...messages) {
      for (const message of messages) model = app.update(model, message);
      return driven;
    },
    press: (...keys) => driven.send(...keys.map((key) => ({type: 'key' as const, key}))),
    lines() {
      if (drawnModel !== model) mounted.draw(app.view(model));
      drawnModel = model;
      return frame.split('\n').map((line) => withoutStyles(line).trimEnd());
    },
    text: () => driven.lines().join('\n'),
  };
  return driven;
}

/** What no screen shows: numbers that are none, and what only a program can read. */
export const UNWRITTEN = /NaN|undefined|Infinity|\[object|=>[`({]/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the styles.
export const withoutStyles = (text: string): string => text.replaceAll(/\u001B\[[0-9;]*m/g, '');

const characters = new Intl.Segmenter();

/** A line as its cells; the second cell of a wide character is ''. */
export function cellsOf(line: string): string[] {
  return Array.from(characters.segment(line), ({segment}) => segment).flatMap((character) =>
    stringWidth(character) === 2 ? [character, ''] : [character],
  );
}
