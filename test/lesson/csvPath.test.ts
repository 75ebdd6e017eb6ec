import path from 'node:path';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {namedFrom} from '../../src/lesson/csvPath.ts';

test.each([
  ['net.yaml', 'data.csv', 'data.csv'],
  ['./net.yaml', 'data.csv', 'data.csv'],
  ['nets/net.yaml', 'nets/data/a.csv', 'data/a.csv'],
  ['nets/net.yaml', 'nets/../nets/a.csv', 'a.csv'],
  ['/home/me/net.yaml', '/home/me/a.csv', 'a.csv'],
  ['../net.yaml', '../a.csv', 'a.csv'],
  ['', 'data.csv', 'data.csv'],
])('a file %s names %s as %s', (file, csv, named) => {
  expect(namedFrom(file)(csv)).toBe(named);
});

test.each([
  ['nets/net.yaml', 'data.csv'],
  ['net.yaml', '../data.csv'],
  ['net.yaml', '/home/me/data.csv'],
  ['nets/net.yaml', 'nets2/data.csv'],
])('a file %s cannot name %s', (file, csv) => {
  expect(namedFrom(file)(csv) ?? '../').toMatch(/^(\.\.|\/)/);
});

test('what a file names is what Node finds from its folder', () => {
  const part = fc.constantFrom('a', 'b', '.', '..', 'c d');
  const some = fc.array(part, {maxLength: 4}).map((parts) => [...parts, 'file'].join('/'));
  fc.assert(
    fc.property(some, some, (file, csv) => {
      const named = namedFrom(file)(csv);
      if (named !== undefined && !/^\.\./.test(named))
        expect(path.resolve('/x/y/z/u/v', path.dirname(file), named)).toBe(path.resolve('/x/y/z/u/v', csv));
    }),
  );
});
