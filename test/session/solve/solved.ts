/** What `solve` prints, for the tests of its formats. */
import {createNetwork} from '../../../src/engine/network.ts';
import type {Language, Setup} from '../../../src/lesson/lesson.ts';
import {createNotation, type Digits} from '../../../src/session/notation.ts';
import {type SolveFormat, solve} from '../../../src/session/solve/solve.ts';
import {articleSetup} from '../lessons.ts';

export interface Wanted {
  readonly rounds?: number;
  readonly language?: Language;
  readonly digits?: Digits;
  readonly ascii?: boolean;
  readonly width?: number;
}

export interface Solved {
  readonly text: string;
  readonly divergedAt: number | undefined;
}

export function solved(
  setup: Setup,
  format: SolveFormat,
  {rounds = 1, language = 'en', digits = 4, ascii = false, width = 80}: Wanted = {},
): Solved {
  const notation = createNotation(setup.names, language, digits, ascii);
  const pieces = solve(setup, {rounds, format, language, notation, width});
  let text = '';
  for (;;) {
    const {done, value} = pieces.next();
    if (done) return {text, divergedAt: value};
    text += value;
  }
}

/** Linear, with a rate so large that the second round's numbers are too big for a double. */
export function divergingSetup(): Setup {
  const setup = articleSetup();
  const {layers, loss, biased} = setup.network;
  return {
    ...setup,
    network: createNetwork({layers, loss, biased, activations: ['identity', 'identity']}),
    optimizer: {kind: 'sgd', rate: 1e200},
  };
}
