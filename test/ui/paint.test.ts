import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {
  charactersOf,
  fitLine,
  fitText,
  type Line,
  lineText,
  lineWidth,
  type Paint,
  paintLine,
  type Role,
} from '../../src/ui/paint.ts';

const roles: Role[] = ['plain', 'value', 'gradient', 'update', 'mark', 'title', 'key', 'dim', 'good', 'bad'];
const dark: Paint = {color: true, background: 'dark'};
const light: Paint = {color: true, background: 'light'};
const none: Paint = {color: false, background: 'dark'};

const anyText = fc.string({unit: fc.constantFrom('a', '7', ' ', '.', '∂', '数', '字', 'e\u0301', '−')});
const anyLine: fc.Arbitrary<Line> = fc.array(fc.record({text: anyText, role: fc.constantFrom(...roles)}), {
  maxLength: 5,
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: SGR codes begin with one.
const SGR = /\u001B\[([0-9;]*)m/g;
const codesOf = (painted: string): number[] =>
  [...painted.matchAll(SGR)].flatMap(([, codes]) => codes!.split(';').map(Number));

describe('paintLine', () => {
  test('changes nothing but the looks', () => {
    fc.assert(
      fc.property(anyLine, fc.constantFrom(dark, light, none), (line, paint) => {
        expect(paintLine(line, paint).replace(SGR, '')).toBe(lineText(line));
      }),
    );
  });

  test('leaves the terminal in its default looks', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const painted = paintLine(line, dark);
        expect(codesOf(painted).at(-1) ?? 0).toBe(0);
      }),
    );
  });

  test('shows a mark in bold reverse video with and without colour', () => {
    for (const paint of [dark, light, none])
      expect(paintLine([{text: 'x', role: 'mark'}], paint)).toBe('\u001B[1;7mx\u001B[0m');
  });

  test('needs no colour without colour', () => {
    for (const role of roles)
      expect(codesOf(paintLine([{text: 'x', role}], none)).filter((code) => code >= 30)).toEqual([]);
  });

  test('tells value, gradient and update apart by colour', () => {
    for (const paint of [dark, light]) {
      const looks = (['plain', 'value', 'gradient', 'update'] as const).map((role) =>
        paintLine([{text: 'x', role}], paint),
      );
      expect(new Set(looks).size).toBe(4);
    }
  });

  test('uses no colour that the background swallows', () => {
    const all = (paint: Paint): number[] =>
      roles.flatMap((role) => codesOf(paintLine([{text: 'x', role}], paint)));
    for (const pale of [33, 36, 37, 90, 91, 92, 93, 94, 95, 96, 97]) expect(all(light)).not.toContain(pale);
    for (const murky of [30, 34, 90, 94]) expect(all(dark)).not.toContain(murky);
  });

  test('lets no control character through', () => {
    expect(paintLine([{text: 'a\u001B[2Jb\n\u009Bc\u0007'}], none)).toBe('a[2Jbc');
    expect(lineWidth([{text: 'a\u0007\u0085b'}])).toBe(2);
  });
});

describe('fitLine', () => {
  test('gives exactly so many cells, whatever the text', () => {
    fc.assert(
      fc.property(
        anyLine,
        fc.integer({min: 0, max: 30}),
        fc.constantFrom('…', '...', '~'),
        (line, cells, mark) => {
          expect(stringWidth(lineText(fitLine(line, cells, mark)))).toBe(cells);
        },
      ),
    );
  });

  test('keeps a text that fits', () => {
    fc.assert(
      fc.property(anyLine, fc.integer({min: 0, max: 5}), (line, more) => {
        const width = stringWidth(lineText(line));
        expect(lineText(fitLine(line, width + more))).toBe(lineText(line) + ' '.repeat(more));
      }),
    );
  });

  test('says where it cut', () => {
    expect(fitText('0.5744', 4)).toBe('0.5…');
    expect(fitText('0.5744', 4, '...')).toBe('0...');
    expect(fitText('0.5744', 2, '...')).toBe('0.');
  });

  test('never halves a wide character', () => {
    expect(fitText('数字网络', 6)).toBe('数字… ');
    expect(fitText('数字网络', 5)).toBe('数字…');
  });

  test('keeps the looks of what it keeps', () => {
    expect(
      fitLine(
        [
          {text: 'ab', role: 'value'},
          {text: 'cdef', role: 'gradient'},
        ],
        4,
      ),
    ).toEqual([
      {text: 'ab', role: 'value'},
      {text: 'c', role: 'gradient'},
      {text: '…', role: 'gradient'},
    ]);
  });
});

test('a text is as wide as a terminal makes it, whatever the character', () => {
  for (let code = 0x20; code < 0x3000; code++) {
    const character = String.fromCharCode(code);
    // Combining marks have no width of their own, and control characters are not shown.
    if (!/[\p{L}\p{N}\p{P}\p{S}\p{Zs}]/u.test(character)) continue;
    expect(lineWidth([{text: `a${character}b`}]), code.toString(16)).toBe(stringWidth(`a${character}b`));
  }
});

test('a combining mark stays with its letter', () => {
  expect(charactersOf('ae\u0301数')).toEqual(['a', 'e\u0301', '数']);
});

describe('shades', () => {
  test('are drawn and stood on only where there is colour', () => {
    const line: Line = [{text: '▀', ink: 0, ground: 5}];
    expect(paintLine(line, none)).toBe('▀');
    for (const paint of [dark, light]) {
      const codes = codesOf(paintLine(line, paint));
      expect([codes[0], codes[1], codes[3], codes[4]]).toEqual([38, 5, 48, 5]);
      expect(codes[2]).not.toBe(codes[5]);
      expect(codes.at(-1)).toBe(0);
    }
    expect(paintLine(line, dark)).not.toBe(paintLine(line, light));
  });

  test('leave a sign its role', () => {
    expect(paintLine([{text: '●', role: 'bad', ground: 0}], dark)).toMatch(/\[91;48;5;\d+m●/);
  });
});
