import {expect, test} from 'vitest';
import {createNotation} from '../../src/session/notation.ts';
import type {LayersOfRun} from '../../src/session/view/layers.ts';
import {layersPanel} from '../../src/ui/layersPanel.ts';
import {lineText, lineWidth} from '../../src/ui/paint.ts';
import {screenWords} from '../../src/ui/words.ts';
import {noNames} from '../session/lessons.ts';

const words = screenWords.en;
const notation = createNotation(noNames, 'en', 4, false);
const run = (deltas: readonly (number | undefined)[], title = 'deep', place = 0): LayersOfRun => ({
  title,
  place,
  layers: deltas.map((delta, i) => ({
    layer: deltas.length - i,
    ...(delta === undefined ? {} : {delta, weights: delta / 2}),
  })),
});
const drawn = (runs: readonly LayersOfRun[], height: number, width = 76) => {
  const {title, lines} = layersPanel({runs}, {width, height, notation, words});
  expect(lines).toHaveLength(height);
  for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
  return {title, lines: lines.map(lineText)};
};
const bar = (line: string): number => (line.match(/█/g) ?? []).length;

test('each tenth makes a bar shorter by the same length', () => {
  const {title, lines} = drawn([run([1, 0.1, 0.01, 0.001])], 5);
  const lengths = lines.slice(1).map((line) => bar(line.slice(0, 40)));
  expect(title).toContain('0.0001 to 1');
  const steps = lengths.slice(1).map((length, i) => lengths[i]! - length);
  expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(1);
  expect(Math.min(...steps)).toBeGreaterThan(3);
});

test('the output layer stands at the top, with the number beside its bar', () => {
  const {lines} = drawn([run([0.5, 0.25])], 3);
  expect(lines[1]).toMatch(/^layer 2 .* 0\.5 .* 0\.25/);
  expect(lines[2]).toMatch(/^layer 1 .* 0\.25 .* 0\.13/);
});

test('of more layers than lines some are shown, the first and the last among them, and the title says so', () => {
  const {title, lines} = drawn([run(Array.from({length: 50}, (_, i) => 10 ** -(i / 5)))], 8);
  expect(lines[1]).toContain('layer 50');
  expect(lines.at(-1)).toContain('layer 1 ');
  expect(title).toContain('7 of 50 layers');
  expect(drawn([run([1, 2])], 3).title).not.toContain('of 2');
});

test('two runs stand beside each other on one scale, each with its sign', () => {
  const {lines} = drawn([run([1, 1e-4]), run([1e-4, 1e-4], 'relu', 1)], 3);
  expect(lines[0]).toMatch(/● deep +▲ relu/);
  const halves = (line: string): number[] => [bar(line.slice(0, 42)), bar(line.slice(42))];
  const [first, second] = halves(lines[1]!);
  expect(first).toBeGreaterThan(second! * 2);
  const last = halves(lines[2]!);
  expect(Math.abs(last[0]! - last[1]!)).toBeLessThanOrEqual(1);
});

test('what is not known yet is a dash, zero has no bar, and without any δ it says why', () => {
  const {lines} = drawn([run([0.5, 0, undefined])], 4);
  expect(bar(lines[2]!)).toBe(0);
  expect(lines[2]).toMatch(/^layer 2 +0 /);
  expect(lines[3]).toMatch(/^layer 1 +– /);
  expect(drawn([run([undefined, undefined])], 4).lines.join(' ')).toContain('No δ yet');
});

test('a net of which nothing is left but zeros is drawn', () => {
  expect(drawn([run([0, 0])], 3).lines[1]).toMatch(/^layer 2 +0 +0/);
});
