import {limits} from './limits.ts';
import type {Position} from './source.ts';
import type {Node} from './tree.ts';

/** What stands in a file where something else was expected. */
export interface Found {
  readonly kind: 'nothing' | 'text' | 'number' | 'truth' | 'list' | 'map';
  /** As written, shortened. */
  readonly text: string;
}

/** A kind of value that a place in a file asks for. */
export type Wanted =
  | 'number'
  | 'whole number'
  | 'text'
  | 'list'
  | 'map'
  | 'value'
  | 'words'
  | 'name'
  | 'activation'
  | 'biases'
  | 'batch'
  | 'column'
  | 'data'
  | 'test'
  | 'expectation'
  | 'quantities'
  | 'label'
  | 'sample'
  | 'panel';

/** What is wrong, as data. `problemWords.ts` has the words. The names `file`, `line` and `column` are for the place alone. */
export type ProblemDetail =
  // The file as YAML
  | {readonly code: 'too-large'; readonly size: number; readonly limit: number}
  | {readonly code: 'control-character'; readonly codePoint: number}
  | {
      readonly code: 'syntax';
      /** The parser's name for it. */
      readonly kind: string;
      readonly message: string;
      /** Whether quotes round a text would most likely mend it. */
      readonly quote: boolean;
    }
  | {readonly code: 'too-deep' | 'too-many-values'; readonly limit: number}
  | {readonly code: 'unknown-alias'; readonly name: string}
  | {readonly code: 'several-documents' | 'empty-file'}
  | {readonly code: 'tag'; readonly tag: string}
  | {readonly code: 'key-not-text'}
  | {readonly code: 'duplicate-key'; readonly key: string; readonly firstLine: number}
  | {readonly code: 'forbidden-key'; readonly key: string}
  // Values and keys
  | {readonly code: 'missing-key'; readonly key: string; readonly wanted?: Wanted}
  | {
      readonly code: 'unknown-key';
      readonly key: string;
      readonly known: readonly string[];
      readonly nearest?: string;
    }
  | {readonly code: 'wrong-type'; readonly wanted: Wanted; readonly found: Found}
  | {
      readonly code: 'not-one-of';
      readonly options: readonly (string | number)[];
      readonly found: Found;
      readonly nearest?: string;
    }
  | {readonly code: 'not-finite'; readonly found: Found}
  | {
      readonly code: 'out-of-range';
      readonly found: Found;
      readonly relation: '>' | '≥' | '<' | '≤';
      readonly bound: number;
    }
  | {
      readonly code: 'wrong-count';
      readonly found: number;
      readonly relation: '≥' | '≤' | '=';
      readonly bound: number;
    }
  | {readonly code: 'wrong-length'; readonly found: number; readonly limit: number}
  | {readonly code: 'blank-text'}
  | {readonly code: 'bad-id' | 'bad-neuron-name' | 'bad-display-name' | 'bad-csv-path'; readonly name: string}
  | {readonly code: 'invalid'; readonly message: string}
  // The net
  | {readonly code: 'duplicate-neuron'; readonly name: string}
  | {readonly code: 'activation-count'; readonly found: number; readonly expected: number}
  | {readonly code: 'softmax-not-last' | 'softmax-alone'}
  | {readonly code: 'loss-outputs'; readonly loss: string; readonly activation: string}
  | {
      readonly code: 'too-many-neurons' | 'too-many-parameters';
      readonly found: number;
      readonly limit: number;
    }
  | {readonly code: 'no-weights' | 'biases-without-init' | 'range-order'}
  | {readonly code: 'missing-weights'; readonly names: readonly string[]}
  | {readonly code: 'unknown-connection'; readonly name: string; readonly nearest?: string}
  | {readonly code: 'bias-of-input'; readonly name: string}
  | {readonly code: 'unknown-neuron'; readonly name: string; readonly nearest?: string}
  /** `at`: column in the expression, from 1. */
  | {readonly code: 'expression'; readonly at: number; readonly zh: string; readonly en: string}
  /** What a file with a function, or a net, has no use for. */
  | {readonly code: 'not-with-function' | 'only-with-function'; readonly key: string}
  | {readonly code: 'mistake-with-batch'}
  // Data
  | {
      readonly code: 'sample-width';
      readonly of: 'input' | 'target';
      readonly found: number;
      readonly expected: number;
    }
  | {
      readonly code: 'set-fit';
      readonly set: string;
      readonly inputs: number;
      readonly targets: number;
      readonly expectedInputs: number;
      readonly expectedTargets: number;
    }
  | {readonly code: 'split-too-few'; readonly found: number}
  | {readonly code: 'set-option'; readonly set: string; readonly option: string}
  | {readonly code: 'set-size'; readonly set: string; readonly found: number; readonly limit: number}
  | {readonly code: 'csv-unreadable'; readonly path: string; readonly reason: string}
  | {readonly code: 'csv-syntax'; readonly path: string; readonly row: number; readonly reason: string}
  | {
      readonly code: 'csv-cell';
      readonly path: string;
      readonly row: number;
      readonly cell: number;
      readonly found: string;
      /** Of the column, where it has one. */
      readonly name?: string;
    }
  | {
      readonly code: 'csv-row';
      readonly path: string;
      readonly row: number;
      readonly found: number;
      readonly expected: number;
    }
  | {
      readonly code: 'csv-columns';
      readonly path: string;
      readonly found: number;
      readonly inputs: number;
      readonly targets: number;
    }
  | {readonly code: 'csv-no-inputs'; readonly path: string; readonly found: number}
  | {
      readonly code: 'csv-name-twice';
      readonly path: string;
      readonly name: string;
      /** Columns, counted from 1. */
      readonly first: number;
      readonly second: number;
    }
  | {
      readonly code: 'csv-target';
      readonly path: string;
      readonly name: string;
      readonly columns: number;
      readonly nearest?: string;
    }
  | {readonly code: 'csv-target-twice'; readonly path: string; readonly name: string}
  | {readonly code: 'csv-target-count'; readonly found: number; readonly expected: number}
  | {readonly code: 'csv-empty'; readonly path: string}
  | {
      readonly code: 'csv-too-many' | 'csv-too-large';
      readonly path: string;
      readonly found: number;
      readonly limit: number;
    }
  // Names and steps
  | {readonly code: 'unknown-quantity'; readonly name: string; readonly nearest?: string}
  | {readonly code: 'display-name-taken'; readonly name: string; readonly by: string}
  | {readonly code: 'display-name-is-quantity'; readonly name: string}
  | {readonly code: 'quantity-twice'; readonly name: string; readonly first: string}
  | {readonly code: 'given-quantity'; readonly name: string}
  | {readonly code: 'not-settable'; readonly name: string}
  /** A name that is no quantity of the pass on screen, where only such a one will do. */
  | {readonly code: 'not-in-pass' | 'not-a-parameter' | 'not-an-output'; readonly name: string}
  // Runs
  | {readonly code: 'bad-run-name'; readonly name: string}
  | {readonly code: 'unknown-run'; readonly name: string; readonly nearest?: string}
  | {readonly code: 'main-run'; readonly key: string}
  | {readonly code: 'too-many-runs'; readonly found: number; readonly limit: number}
  | {readonly code: 'show-one' | 'choice-one'; readonly found: number}
  | {
      readonly code: 'unknown-sample';
      readonly name: string;
      readonly of: 'sample' | 'test';
      readonly count: number;
    }
  | {readonly code: 'map-inputs'; readonly found: number}
  | {readonly code: 'no-hidden-layer'}
  | {readonly code: 'check-too-large'; readonly found: number; readonly limit: number}
  | {readonly code: 'template'; readonly found: string}
  | {readonly code: 'digits'; readonly found: string}
  // What playing a lesson finds
  | {
      readonly code: 'expectation-failed';
      readonly quantity: string;
      readonly wanted: number;
      readonly within: number;
      readonly found: number;
    }
  | {
      /** Words show a number that the step has not computed. */
      readonly code: 'not-computed';
      readonly quantity: string;
      /** What was computed last. */
      readonly last?: string;
    }
  | {
      /** A question for a number that there is not, or that is not finite. */
      readonly code: 'no-answer';
      readonly quantity: string;
      readonly found: number;
    }
  | {
      readonly code: 'right-options';
      /** How many of the options have the number that was asked for. */
      readonly found: number;
      readonly quantity: string;
      readonly truth: number;
    }
  | {
      /** A question for the wrong line, and how many of the lines the run's mistake changed. */
      readonly code: 'wrong-lines';
      readonly found: number;
    }
  | {readonly code: 'too-many-operations' | 'too-much-training'; readonly limit: number}
  | {readonly code: 'diverged'; readonly round: number; readonly run: string};

export type ProblemCode = ProblemDetail['code'];

/** The details that a code may come with. */
export type DetailOf<Code extends ProblemCode, Detail = ProblemDetail> = Detail extends {
  readonly code: infer Codes;
}
  ? Code extends Codes
    ? Detail
    : never
  : never;

/** Something wrong in a file, and where. */
export type Problem = ProblemDetail & Position & {readonly file: string};

/** Problems of one file, in its order: as many as are worth reading, and how many others there are. */
export interface Problems {
  readonly problems: readonly Problem[];
  readonly more: number;
}

/** Takes the problems of one file as they are found. */
export interface Collector {
  readonly count: () => number;
  /** Whether another problem would still be kept: dear suggestions are only worth it then. */
  readonly open: () => boolean;
  add(offset: number, detail: ProblemDetail): void;
  result(): Problems;
}

export function createCollector(file: string, positionAt: (offset: number) => Position): Collector {
  const kept: {offset: number; detail: ProblemDetail}[] = [];
  let count = 0;
  return {
    count: () => count,
    open: () => kept.length < limits.problems,
    add: (offset, detail) => {
      count++;
      if (kept.length < limits.problems) kept.push({offset, detail});
    },
    result: () => ({
      problems: kept
        .sort((a, b) => a.offset - b.offset)
        .map(({offset, detail}) => ({...detail, file, ...positionAt(offset)})),
      more: count - kept.length,
    }),
  };
}

/** What a node is, for a message. */
export function foundAt(node: Node): Found {
  if (node.kind !== 'scalar') return {kind: node.kind, text: ''};
  const text = shorten(node.text);
  switch (typeof node.value) {
    case 'string':
      return {kind: 'text', text};
    case 'number':
      return {kind: 'number', text};
    case 'boolean':
      return {kind: 'truth', text};
    default:
      return {kind: 'nothing', text};
  }
}

/** The beginning of a text that is too long for a message. */
export function shorten(text: string): string {
  const characters = Array.from(text.slice(0, 100));
  return characters.length > 40 ? `${characters.slice(0, 39).join('')}…` : characters.join('');
}
