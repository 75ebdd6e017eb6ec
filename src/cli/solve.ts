import {createNotation} from '../session/notation.ts';
import {solve as working} from '../session/solve/solve.ts';
import {solveWords} from '../session/solve/words.ts';
import type {SolveCommand} from './arguments/solve.ts';
import {wrongFile} from './failure.ts';
import {readText} from './file.ts';
import {complaints, openNet} from './open.ts';
import {writeLines} from './output.ts';
import {print} from './print.ts';
import {paperWidth, type Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/**
 * `bp-tui solve FILE`: prints the whole working of a net, piece by piece as it is computed.
 * @returns the exit code
 * @throws a `Failure` when the net diverges, after the rounds up to there
 */
export async function solve(
  {file, rounds, format}: SolveCommand,
  settings: Settings,
  {stdout, stderr}: Streams,
): Promise<number> {
  const {language, digits, ascii} = settings;
  const loaded = await openNet(file, await readText(file), language);
  if (!loaded.ok) {
    await writeLines(stderr, complaints(loaded), language);
    return 1;
  }
  const {value: setup} = loaded;
  const notation = createNotation(setup.names, language, digits, ascii);
  const width = paperWidth(settings);
  const divergedAt = await print(stdout, working(setup, {rounds, format, language, notation, width}));
  if (divergedAt === undefined) return 0;
  throw wrongFile({
    en: `${file}: ${solveWords.en.diverged(divergedAt)}`,
    zh: `${file}：${solveWords.zh.diverged(divergedAt)}`,
  });
}
