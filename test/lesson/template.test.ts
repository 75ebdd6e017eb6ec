import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseTemplates, writeTemplates} from '../../src/lesson/template.ts';

test.each([
  ['no template', ['no template']],
  ['', []],
  ['{{zh}}', [{index: 0, name: 'zh'}]],
  ['a {{ zh }} b', ['a ', {index: 0, name: 'zh'}, ' b']],
  ['{{ grad.w.h->o : 4 }}', [{index: 0, name: 'grad.w.h->o', digits: 4}]],
  [
    '{{ zh:17 }}{{ yh }}',
    [
      {index: 0, name: 'zh', digits: 17},
      {index: 1, name: 'yh'},
    ],
  ],
  ['a } b { c }} d', ['a } b { c }} d']],
  ['a {{"{"}}{ b }}', ['a {{ b }}']],
  ['{{"{"}}{{ zh }}', ['{', {index: 1, name: 'zh'}]],
])('%s', (text, parts) => {
  expect(parseTemplates(text)).toEqual({parts, problems: []});
});

test.each([
  ['{{ }}', 'template', '{{ }}'],
  ['{{ a b }}', 'template', '{{ a b }}'],
  ['x {{ a', 'template', '{{ a'],
  ['{{ a : 0 }}', 'digits', '0'],
  ['{{ a : 18 }}', 'digits', '18'],
  ['{{ a : x }}', 'digits', 'x'],
  ['{{ a : }}', 'digits', ''],
  ['{{ a : 1e1 }}', 'digits', '1e1'],
])('%s is a problem', (text, code, found) => {
  expect(parseTemplates(text).problems).toEqual([{index: 0, code, found}]);
});

test('written parts are read again as they were', () => {
  const text = fc.stringMatching(/^[^{}]+$/);
  const value = fc.record(
    {quantity: fc.stringMatching(/^[a-z.>-]{1,9}$/), digits: fc.integer({min: 1, max: 17})},
    {requiredKeys: ['quantity']},
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(text, value)), (pairs) => {
      const written = pairs
        .map(
          ([before, {quantity, digits}]) =>
            `${before}{{ ${quantity}${digits === undefined ? '' : ` : ${digits}`} }}`,
        )
        .join('');
      const {parts, problems} = parseTemplates(written);
      expect(problems).toEqual([]);
      expect(parts.map((part) => (typeof part === 'string' ? part : {...part, index: undefined}))).toEqual(
        pairs.flatMap(([before, {quantity, digits}]) => [before, {name: quantity, digits, index: undefined}]),
      );
    }),
  );
});

test('any parts, braces among them, are read again as they were written', () => {
  const text = fc.stringMatching(/^[{}" a]{1,8}$/);
  const value = fc.record(
    {quantity: fc.stringMatching(/^[a-z.>-]{1,9}$/), digits: fc.integer({min: 1, max: 17})},
    {requiredKeys: ['quantity']},
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(text, value)), (parts) => {
      const {parts: read, problems} = parseTemplates(writeTemplates(parts));
      expect(problems).toEqual([]);
      const joined: unknown[] = [];
      for (const part of parts) {
        const last = joined.at(-1);
        if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
        else joined.push(part);
      }
      expect(
        read.map((part) =>
          typeof part === 'string'
            ? part
            : {quantity: part.name, ...(part.digits !== undefined && {digits: part.digits})},
        ),
      ).toEqual(joined);
    }),
    {numRuns: 1000},
  );
});
