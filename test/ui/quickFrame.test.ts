import {describe, expect, test} from 'vitest';
import {mount} from '../../src/terminal/mount.ts';
import {loadShipped, shippedFiles} from '../lessons/shipped.ts';
import {withoutStyles} from './frame.tsx';
import {quickFrame} from './quickFrame.ts';
import {stopsOf} from './stops.ts';

/** One stop of so many is drawn by Ink, too. */
const SAMPLE = 17;

const sizes = [
  {columns: 80, rows: 24},
  {columns: 120, rows: 36},
  {columns: 60, rows: 18},
] as const;

describe.each(shippedFiles)('%s', (file) => {
  test('is drawn quickly as Ink draws it', async () => {
    const lesson = await loadShipped(file);
    const sample = [...stopsOf(lesson)].filter((_, i) => i % SAMPLE === 0);
    sample.forEach(({app, model}, i) => {
      const size = sizes[i % sizes.length]!;
      let frame = '';
      const ignore = (): void => {};
      const screen = {size, enter: ignore, leave: ignore, resize: ignore, repaint: ignore};
      const mounted = mount({...screen, draw: (drawn) => (frame = drawn)});
      const view = app.view({...model, ...size, language: i % 2 === 0 ? 'zh' : 'en', ascii: i % 5 === 0});
      mounted.draw(view);
      mounted.unmount();
      const trimmed = (lines: readonly string[]): readonly string[] => lines.map((line) => line.trimEnd());
      expect(trimmed(quickFrame(view).lines)).toEqual(trimmed(withoutStyles(frame).split('\n')));
    });
  });
});
