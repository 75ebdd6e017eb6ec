import {expect, test} from 'vitest';
import {runLook} from '../../src/ui/runLooks.ts';

const nine = [0, 1, 2, 3, 4, 5, 6, 7, 8];

test('nine runs, the most that a lesson has, have nine signs', () => {
  for (const ascii of [false, true])
    expect(new Set(nine.map((place) => runLook(place, ascii).sign)).size).toBe(9);
});

test('neighbours have other colours, lines and dashes', () => {
  for (const place of nine) {
    const [one, other] = [runLook(place, false), runLook(place + 1, false)];
    expect(one.role).not.toBe(other.role);
    expect(one.line.level).not.toBe(other.line.level);
    expect(one.dashes).not.toEqual(other.dashes);
  }
});

test('in ASCII the end of a line is not what the line is made of', () => {
  for (const place of nine) {
    const {sign, line} = runLook(place, true);
    expect(line.level + line.upright + line.corners.join('')).not.toContain(sign);
    expect(line.corners).toHaveLength(4);
  }
});
