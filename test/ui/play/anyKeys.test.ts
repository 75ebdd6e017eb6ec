import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {bindings} from '../../../src/ui/keys.ts';
import {firstPlay} from '../../../src/ui/play/kind.tsx';
import {type PlayScene, WITH_TRAINER} from '../../../src/ui/play/scene.ts';
import type {AppRequest} from '../../../src/ui/requests.ts';
import {drive} from '../frame.tsx';

/** All keys that mean something somewhere in free play, and what may be typed there. Leaving is left out: nothing would follow. */
const keys = [
  ...new Set([
    ...bindings.filter(({places}) => places.includes('play')).flatMap((binding) => binding.keys),
    ...'0123456789./-(<=xyzanidg,',
    'enter',
    'tab',
    'backspace',
    'up',
    'down',
    'left',
    'right',
    '学',
    '😀',
  ]),
].filter((key) => !['q', 'ctrl+c', 'escape'].includes(key));

const key = fc.oneof(
  {weight: 12, arbitrary: fc.constantFrom(...keys)},
  {weight: 1, arbitrary: fc.constant('escape')},
  {weight: 2, arbitrary: fc.constant('tick')},
  {weight: 1, arbitrary: fc.constant('answer')},
  {weight: 1, arbitrary: fc.constant('resize')},
);

test('after any keys, ticks, sizes and answers there is a picture that fits, of numbers that are numbers', () => {
  fc.assert(
    fc.property(
      fc.array(key, {maxLength: 60}),
      fc.constantFrom('zh' as const, 'en' as const),
      fc.boolean(),
      fc.boolean(),
      (pressed, language, ascii, isThreaded) => {
        const scene = isThreaded ? firstPlay(WITH_TRAINER) : firstPlay();
        const driven = drive({scene}, {language, ascii});
        const look = () => {
          const lines = driven.lines();
          const {columns, rows} = driven.model;
          expect(lines.length).toBeLessThanOrEqual(rows);
          for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
          expect(lines.join('\n')).not.toMatch(/undefined|NaN|\[object/);
        };
        let isLarge = false;
        for (const [i, one] of pressed.entries()) {
          if (driven.model.scenes.length === 0) break;
          if (one === 'tick') driven.send({type: 'tick'});
          else if (one === 'resize') {
            isLarge = !isLarge;
            driven.send({type: 'resize', columns: isLarge ? 120 : 80, rows: isLarge ? 36 : 24});
          } else if (one === 'answer') answer();
          else driven.press(one);
          if (i % 10 === 9) look();
        }
        look();

        /** What the last request that is not answered would be told by a machine that fails. */
        function answer(): void {
          const request = (driven.app.requests?.(driven.model) ?? []).at(-1) as AppRequest | undefined;
          if (request?.type === 'train')
            driven.send({type: 'answer', scene: 'play', answer: {type: 'untrained', request, why: 'a test'}});
          if (request?.type === 'write')
            driven.send({
              type: 'answer',
              scene: 'play',
              answer: {type: 'written', request, ok: false, words: {zh: '不行', en: 'no'}},
            });
        }
        const state = driven.model.scenes.at(-1)?.state as PlayScene | undefined;
        if (state !== undefined) expect(state.bench.now.state.start.parameters.length).toBeGreaterThan(0);
      },
    ),
    {numRuns: 150},
  );
});
