import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createNetwork} from '../../src/engine/network.ts';
import type {Setup} from '../../src/lesson/lesson.ts';
import {createNotation} from '../../src/session/notation.ts';
import {startOf} from '../../src/session/state.ts';
import {type MapView, mapView} from '../../src/session/view/map.ts';
import {mapLines} from '../../src/ui/mapLines.ts';
import {type Line, lineText, lineWidth} from '../../src/ui/paint.ts';
import {screenWords} from '../../src/ui/words.ts';
import {noNames, xorSetup} from '../session/lessons.ts';
import {paintedCells} from './fieldSamples.ts';

/** One neuron with these weights and bias. */
function neuron(parameters: readonly number[], over: Partial<Setup> = {}): Setup {
  const network = createNetwork({
    layers: [['p', 'q'], ['o']],
    activations: ['sigmoid'],
    loss: 'half-squared-error',
    biased: new Set(['o']),
  });
  return {...xorSetup(), network, parameters, ...over};
}

const SQUARE = {x: [0, 6], y: [0, 6]} as const;
const mapOf = (setup: Setup, bounds?: typeof SQUARE): MapView => mapView(startOf(setup), 'a.o', bounds)!;

function draw(view: MapView, width: number, height: number, {ascii = false, color = true} = {}) {
  const notation = createNotation(noNames, 'en', 4, ascii);
  return mapLines(view, {width, height, notation, words: screenWords.en, color});
}

const text = (lines: readonly Line[]): string[] => lines.map(lineText);

describe('a decision map', () => {
  // z = 400 (p − 2.125): below ½ left of p = 2.125, and nearly a step.
  const step = neuron([400, 0, -850]);

  it('says so where it tried some of very many samples', () => {
    const samples = Array.from({length: 5000}, (_, i) => ({input: [i % 7, i % 5], target: [i % 2]}));
    const lines = text(draw(mapOf({...step, samples}), 40, 14)).join('\n');
    expect(lines).toMatch(/\d+ of 2000 tried wrong/);
    expect(lines).toMatch(/\d+ of 5000 samples drawn/);
  });

  it('has its boundary where the weighted sum is 0', () => {
    // 4 cells for the axis, then 24 columns from 0 to 6: p = 2.125 is in the middle of the 9th.
    const view = {...mapOf(step, SQUARE), samples: []};
    const lines = draw(view, 80, 7);
    for (const line of lines.slice(0, 6)) {
      const cells = paintedCells(line).slice(4, 28);
      expect(cells.findIndex(({sign}) => sign === '⡇')).toBe(8);
      expect(new Set(cells.slice(0, 8).map(({ground}) => ground))).toEqual(new Set([0]));
      expect(new Set(cells.slice(9).map(({ground}) => ground))).toEqual(new Set([5]));
    }
    expect(text(lines)[6]).toBe('    0         a.p          6');
  });

  it('can be read without colour and in ASCII', () => {
    const view = {...mapOf(step, SQUARE), samples: []};
    expect(text(draw(view, 80, 7, {color: false}))[1]!.slice(4, 28)).toBe('        ⡇▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒');
    expect(text(draw(view, 80, 7, {ascii: true}))[1]!.slice(4, 28)).toBe('        |===============');
  });

  it('can be drawn where the neuron says the same everywhere, as a dead relu neuron does', () => {
    const dead = {...neuron([-1, -1, -1]), samples: step.samples};
    const network = createNetwork({...dead.network, activations: ['relu']});
    const view = mapView(startOf({...dead, network}), 'a.o', SQUARE)!;
    const flat = {...view, middle: 0, samples: []};
    for (const look of [{}, {ascii: true}, {color: false}])
      for (const line of draw(flat, 40, 14, look))
        for (const {text: sign, ground} of line) {
          expect(sign).toBeTypeOf('string');
          expect(ground).not.toBeNaN();
        }
  });

  it('shows each sample at its place, and which ones come out wrong', () => {
    // Always above ½: both zeros are wrong.
    const samples = [
      {input: [0.25, 5.5], target: [1]},
      {input: [5.75, 0.5], target: [0]},
    ];
    const view = mapOf(neuron([0, 0, 1], {samples}), SQUARE);
    const lines = draw(view, 80, 7);
    expect(paintedCells(lines[0]!)[4 + 1]).toMatchObject({sign: '●', role: 'title'});
    expect(paintedCells(lines[5]!)[4 + 23]).toMatchObject({sign: '◇', role: 'bad'});
    expect(text(lines).join('\n')).toContain('t.o  ○ 0  ● 1');
    expect(text(lines).join('\n')).toContain('◇◆ 1 of 2 wrong');
    expect(text(lines).join('\n')).toContain('a.o > 0.5 everywhere');
    const ascii = text(draw(view, 80, 7, {ascii: true}));
    expect(ascii[0]![5]).toBe('x');
    expect(ascii[5]![27]).toBe('O');
  });

  it('thins many samples, and says so', () => {
    const samples = Array.from({length: 400}, (_, i) => ({
      input: [(i % 20) / 4, Math.floor(i / 20) / 4],
      target: [i % 2],
    }));
    const lines = draw(mapOf(neuron([1, 1, -5], {samples})), 40, 16);
    const said = /(\d+) of 400 samples drawn/.exec(text(lines).join('\n'));
    expect(Number(said?.[1])).toBeGreaterThan(50);
    const signs = lines.slice(0, 10).flatMap((line) => paintedCells(line).map(({sign}) => sign));
    for (const sign of ['○', '●', '◇', '◆']) expect(signs).toContain(sign);
    expect(signs.filter((sign) => sign === ' ' || sign === '▀').length).toBeGreaterThan(signs.length / 2);
  });

  it('of numbers that are none is a sentence', () => {
    const lines = draw(mapOf(neuron([Number.NaN, 0, 0])), 24, 9);
    expect(text(lines).join(' ')).toContain('A number left its');
    expect(lines).toHaveLength(9);
  });

  it('is exactly as high as asked and never too wide, in ASCII all ASCII', () => {
    const number = fc.oneof(fc.double(), fc.double({min: -5, max: 5, noNaN: true}));
    fc.assert(
      fc.property(
        fc.tuple(number, number, number),
        fc.integer({min: 0, max: 120}),
        fc.integer({min: 0, max: 24}),
        fc.boolean(),
        (parameters, width, height, color) => {
          const view = mapOf(neuron(parameters));
          for (const ascii of [false, true]) {
            const lines = draw(view, width, height, {ascii, color});
            expect(lines).toHaveLength(height);
            for (const line of lines) expect(lineWidth(line)).toBeLessThanOrEqual(width);
            // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
            if (ascii) expect(text(lines).join('')).toMatch(/^[\x00-\x7F]*$/);
          }
        },
      ),
      {examples: [[[0, 0, Number.NaN], 0, 1, false]]},
    );
  });
});
