import {describe, expect, it} from 'vitest';
import {createNotation} from '../../src/session/notation.ts';
import type {LossView} from '../../src/session/view/loss.ts';
import {lossLines} from '../../src/ui/lossLines.ts';
import {lineText} from '../../src/ui/paint.ts';
import {screenWords} from '../../src/ui/words.ts';
import {noNames} from '../session/lessons.ts';

function rows(view: LossView, width: number, height: number): string[] {
  const notation = createNotation(noNames, 'en', 4, false);
  return lossLines(view, {width, height, notation, words: screenWords.en}).map(lineText);
}

const falling = (points: number, over: Partial<LossView> = {}): LossView => ({
  points: Array.from({length: points}, (_, i) => points - i),
  stride: 1,
  round: points,
  current: '1',
  ...over,
});

describe('the loss panel', () => {
  it('names the rounds under the first and the last point', () => {
    const lines = rows(falling(20), 40, 10);
    const under = lines.findIndex((line) => line.trim() === '1           round 20');
    expect(under).toBe(7);
    const axis = lines[0]!.indexOf('┼');
    expect(lines[under]!.indexOf('1')).toBe(axis);
    expect(lines[under]!).toHaveLength(axis + 20);
    expect(lines[under - 1]!).toHaveLength(axis + 20);
  });

  it('counts the round on screen only once its loss is known', () => {
    const {current: _, ...unknown} = falling(20);
    expect(rows({...unknown, round: 21}, 40, 10).join('\n')).toContain('1           round 20');
  });

  it('keeps the line for the curve where there are few', () => {
    expect(rows(falling(20), 40, 7).join('\n')).not.toMatch(/1 +round 20/);
  });
});
