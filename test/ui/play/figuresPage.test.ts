import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {firstPlay} from '../../../src/ui/play/kind.tsx';
import {type Driven, drive} from '../frame.tsx';

/** Two runs kept and one on screen, of other rates and nets. */
const compared = (settings = {}): Driven =>
  drive({scene: firstPlay()}, settings)
    .press('T', ...'40', 'enter')
    .send({type: 'tick'})
    .press('K', '0', 'e', ...Array<string>(5).fill('backspace'), ...'2-2-1', 'enter')
    .press('T', ...'80', 'enter')
    .send({type: 'tick'})
    .press('K', '0', 'R', 'T', ...'120', 'enter')
    .send({type: 'tick'})
    .press('V');

test('V lays the runs over each other, with their figures and what they differ by', () => {
  const text = compared({columns: 120, rows: 36}).text();
  expect(text).toMatch(/▲ kept 1 │ +40 │ +0\.\d+ +│ +\d\/4 │ 2-4-1 · seed 1 +│/);
  expect(text).toMatch(/■ kept 2 │ +80 │ +0\.\d+ +│ +\d\/4 │ 2-2-1 · seed 1 +│/);
  expect(text).toMatch(/● now +│ +120 │ +0\.\d+ +│ +\d\/4 │ 2-2-1 · seed 2 +│/);
  expect(text).toContain('round 120  mean L');
});

test.each([
  [60, 18],
  [80, 24],
] as const)('nothing of it is wider than %d×%d, whatever the signs', (columns, rows) => {
  for (const language of ['zh', 'en'] as const)
    for (const ascii of [false, true]) {
      const lines = compared({columns, rows, language, ascii}).lines();
      expect(lines).toHaveLength(rows);
      for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
      expect(lines.join('\n')).toContain(language === 'zh' ? '种子 2' : 'seed 2');
    }
});

test('a single run is compared with nothing, and Esc goes back', () => {
  const driven = drive({scene: firstPlay()}).press('V');
  expect(driven.text()).toMatch(/● now +│ +0 │/);
  expect(driven.press('escape').text()).toContain('Free play');
});
