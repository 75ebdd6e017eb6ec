import {noNames} from '../lesson/readNames.ts';
import {cellsOf} from '../session/cells.ts';
import {derivativeOf, type GradProblem, problemLines} from '../session/grad/derivative.ts';
import {gradJson} from '../session/grad/json.ts';
import {longestTyped} from '../session/grad/playing.ts';
import {gradText} from '../session/grad/text.ts';
import {createNotation} from '../session/notation.ts';
import {enterGrad} from '../ui/grad/kind.tsx';
import type {GradCommand} from './arguments/grad.ts';
import {wrongFile, wrongUsage} from './failure.ts';
import type {Library} from './library.ts';
import {write} from './output.ts';
import {print} from './print.ts';
import {paperWidth, type Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/**
 * `bp-tui grad EXPR`: the derivative of a function by every variable, as text or JSON.
 * @returns the exit code
 * @throws a `Failure` where the function or the point is wrong, after the text with a caret under the place
 */
export async function grad(
  {expression, at, expand, format}: GradCommand,
  library: Library,
  settings: Settings,
  streams: Streams,
): Promise<number> {
  const {stdout, stderr} = streams;
  const found = derivativeOf(expression, at, expand);
  if (!found.ok) {
    const {problem} = found;
    const lines = problemLines(problem, paperWidth(settings), cellsOf);
    await write(stderr, lines.map((line) => `${line}\n`).join(''));
    throw failure(problem);
  }
  if (format === undefined && !settings.plain) {
    if (expression.length > longestTyped)
      throw wrongUsage({
        en: `expected a function of at most ${longestTyped} characters for the screen, found ${expression.length}. Write --format text or json.`,
        zh: `屏幕上的函数最多 ${longestTyped} 个字符，这里有 ${expression.length} 个。请加上 --format text 或 json。`,
      });
    const {showScreen} = await import('./screen.ts');
    return showScreen({scene: enterGrad(expression, at, expand)}, library, settings, streams);
  }
  if (format === 'json') {
    await write(stdout, gradJson(found.value));
    return 0;
  }
  const {language, digits, ascii} = settings;
  const notation = createNotation(noNames, language, digits, ascii);
  await print(stdout, gradText(found.value, notation, paperWidth(settings)));
  return 0;
}

function failure({of, text, at, words}: GradProblem): Error {
  const column = at + 1;
  if (of === 'point' && text.trim() === '')
    return wrongFile({en: `--at is missing: ${words.en}`, zh: `没有写 --at：${words.zh}`});
  return of === 'expression'
    ? wrongFile({en: `column ${column}: ${words.en}`, zh: `第 ${column} 列：${words.zh}`})
    : wrongFile({en: `--at, column ${column}: ${words.en}`, zh: `--at 第 ${column} 列：${words.zh}`});
}
