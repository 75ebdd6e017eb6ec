import {describe, expect, test} from 'vitest';
import type {DetailOf, ProblemCode, ProblemDetail} from '../../src/lesson/problem.ts';
import {formatMore, formatProblem} from '../../src/lesson/problemWords.ts';

const text = {kind: 'text', text: 'abc'} as const;

/** One of every kind of problem: the compiler says when one is missing. */
const examples: {
  readonly [Code in ProblemCode]: Omit<DetailOf<Code>, 'code'>;
} = {
  'too-large': {size: 2, limit: 1},
  'control-character': {codePoint: 27},
  syntax: {kind: 'UNEXPECTED_TOKEN', message: 'something', quote: false},
  'too-deep': {limit: 30},
  'too-many-values': {limit: 5},
  'unknown-alias': {name: 'a'},
  'several-documents': {},
  'empty-file': {},
  tag: {tag: '!!js'},
  'key-not-text': {},
  'duplicate-key': {key: 'a', firstLine: 1},
  'forbidden-key': {key: '__proto__'},
  'missing-key': {key: 'rate', wanted: 'number'},
  'unknown-key': {key: 'rat', known: ['rate'], nearest: 'rate'},
  'wrong-type': {wanted: 'number', found: text},
  'not-one-of': {options: ['a', 'b'], found: text},
  'not-finite': {found: {kind: 'number', text: '.inf'}},
  'out-of-range': {found: {kind: 'number', text: '0'}, relation: '>', bound: 0},
  'wrong-count': {found: 1, relation: '≥', bound: 2},
  'wrong-length': {found: 5000, limit: 4000},
  'blank-text': {},
  'bad-id': {name: 'A'},
  'bad-neuron-name': {name: 'a.b'},
  'bad-display-name': {name: 'a b'},
  'bad-csv-path': {name: '/etc'},
  invalid: {message: 'x'},
  'duplicate-neuron': {name: 'h'},
  'activation-count': {found: 1, expected: 2},
  'softmax-not-last': {},
  'loss-outputs': {loss: 'cross-entropy', activation: 'tanh'},
  'too-many-neurons': {found: 2, limit: 1},
  'too-many-parameters': {found: 2, limit: 1},
  'no-weights': {},
  'biases-without-init': {},
  'range-order': {},
  expression: {at: 2, zh: '缺少乘号。', en: 'expected *.'},
  'not-with-function': {key: 'data'},
  'only-with-function': {key: 'at'},
  'mistake-with-batch': {},
  'missing-weights': {names: Array.from({length: 99}, (_, i) => `a->h${i}`)},
  'unknown-connection': {name: 'a->b'},
  'bias-of-input': {name: 'x'},
  'unknown-neuron': {name: 'q'},
  'sample-width': {of: 'input', found: 1, expected: 2},
  'set-fit': {set: 'xor', inputs: 2, targets: 1, expectedInputs: 1, expectedTargets: 1},
  'set-option': {set: 'xor', option: 'size'},
  'set-size': {set: 'symmetry', found: 13, limit: 12},
  'split-too-few': {found: 1},
  'csv-unreadable': {path: 'a.csv', reason: 'missing'},
  'csv-syntax': {path: 'a.csv', row: 1, reason: 'QUOTE'},
  'csv-cell': {path: 'a.csv', row: 1, cell: 2, found: 'x'},
  'csv-row': {path: 'a.csv', row: 1, found: 2, expected: 3},
  'csv-columns': {path: 'a.csv', found: 2, inputs: 2, targets: 1},
  'csv-no-inputs': {path: 'a.csv', found: 1},
  'csv-name-twice': {path: 'a.csv', name: 'x', first: 1, second: 3},
  'csv-target': {path: 'a.csv', name: 'x', columns: 3},
  'csv-target-twice': {path: 'a.csv', name: 'x'},
  'csv-target-count': {found: 1, expected: 2},
  'csv-empty': {path: 'a.csv'},
  'csv-too-many': {path: 'a.csv', found: 2, limit: 1},
  'csv-too-large': {path: 'a.csv', found: 2, limit: 1},
  'unknown-quantity': {name: 'zq'},
  'display-name-taken': {name: 'wh', by: 'w.x->h'},
  'display-name-is-quantity': {name: 'loss'},
  'quantity-twice': {name: 'z.h', first: 'zh'},
  'given-quantity': {name: 'wh'},
  'not-settable': {name: 'zh'},
  template: {found: '{{ }}'},
  digits: {found: '18'},
  'expectation-failed': {quantity: 'z.h', wanted: 1, within: 1e-9, found: 2},
  'not-computed': {quantity: 'zh', last: 'yo'},
  'right-options': {found: 0, quantity: 'wh', truth: 0.2},
  'too-many-operations': {limit: 1},
  'too-much-training': {limit: 1},
  'softmax-alone': {},
  diverged: {round: 3, run: 'main'},
  'not-in-pass': {name: 'loss@slow'},
  'not-a-parameter': {name: 'z.h'},
  'not-an-output': {name: 'z.h'},
  'bad-run-name': {name: 'A b'},
  'unknown-run': {name: 'slo', nearest: 'slow'},
  'main-run': {key: 'data'},
  'too-many-runs': {found: 10, limit: 9},
  'show-one': {found: 2},
  'choice-one': {found: 0},
  'unknown-sample': {name: 'x', of: 'test', count: 3},
  'map-inputs': {found: 3},
  'no-hidden-layer': {},
  'check-too-large': {found: 3000, limit: 2000},
  'wrong-lines': {found: 0},
  'no-answer': {quantity: 'diverged', found: Number.NaN},
};

const place = {file: 'lessons/x.yaml', line: 12, column: 5};

function said(code: string, language: 'zh' | 'en'): string {
  const detail = {code, ...examples[code as ProblemCode]} as ProblemDetail;
  return formatProblem({...detail, ...place}, language);
}

describe('every problem', () => {
  test.each(Object.keys(examples))('%s says what was expected, what was found and what to do', (code) => {
    expect(said(code, 'en')).toMatch(/^lessons\/x\.yaml:12:5: expected .+(, found|, which| found).+[.?)]$/);
    expect(said(code, 'zh')).toMatch(/^lessons\/x\.yaml:12:5: .*[\u4e00-\u9fff].*[。？]$/);
    for (const language of ['zh', 'en'] as const) {
      expect(said(code, language)).not.toMatch(/undefined|\[object|NaN|\n/);
      expect(said(code, language).length).toBeLessThan(330);
    }
  });
});

test('names from a file cannot break the line or reach the terminal', () => {
  const line = formatProblem(
    {code: 'bad-id', name: 'a\u001b[2Jb\nc\u202ed', ...place, file: 'x\ny\u0007.yaml'},
    'en',
  );
  expect(line).toContain('x y\\u0007.yaml:12:5: ');
  expect(line).toContain('"a\\u001b[2Jb c\\u202ed"');
});

test('problems that are not listed are counted', () => {
  expect(formatMore(1, 'en')).toBe('1 more problem is not listed.');
  expect(formatMore(7, 'en')).toBe('7 more problems are not listed.');
  expect(formatMore(7, 'zh')).toContain('7');
});
