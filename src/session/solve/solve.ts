import type {Language, Setup} from '../../lesson/lesson.ts';
import type {Notation} from '../notation.ts';
import {solvedCsv} from './csv.ts';
import {solveDocument} from './document.ts';
import {solvedJson} from './json.ts';
import {blockMarkdown} from './markdown.ts';
import {type SolvedRound, solveRounds} from './rounds.ts';
import {blockText} from './text.ts';
import {solveWords} from './words.ts';

export type SolveFormat = 'text' | 'markdown' | 'csv' | 'json';

export interface SolveOptions {
  readonly rounds: number;
  readonly format: SolveFormat;
  readonly language: Language;
  /** For text and Markdown; CSV and JSON have canonical names and all digits. */
  readonly notation: Notation;
  /** Cells of a line in text and in Markdown's code blocks. */
  readonly width: number;
}

/**
 * The whole working of a net, piece by piece. When the net diverges, its round is the last one printed, the output is still well-formed,
 * and the generator returns that round's number.
 */
export function* solve(setup: Setup, options: SolveOptions): Generator<string, number | undefined> {
  const {rounds, format, language, notation, width} = options;
  if (format === 'json' || format === 'csv') {
    const last: {round?: SolvedRound} = {};
    const solved = remembering(solveRounds(setup, rounds), last);
    yield* format === 'json' ? solvedJson(solved) : solvedCsv(setup, solved);
    return last.round?.pass.diverged ? last.round.number : undefined;
  }
  const layout = {width, ascii: notation.ascii, colon: solveWords[language].colon};
  const print = format === 'text' ? blockText : blockMarkdown;
  const blocks = solveDocument(setup, rounds, language, notation);
  for (;;) {
    const {done, value} = blocks.next();
    if (done) return value;
    yield print(value, layout);
  }
}

function* remembering(rounds: Iterable<SolvedRound>, last: {round?: SolvedRound}): Generator<SolvedRound> {
  for (const round of rounds) {
    last.round = round;
    yield round;
  }
}
