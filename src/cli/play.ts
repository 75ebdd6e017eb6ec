import type {Setup} from '../lesson/lesson.ts';
import {createNotation} from '../session/notation.ts';
import {setupOf} from '../session/play/build.ts';
import {firstRecipe, fitted, type Recipe} from '../session/play/recipe.ts';
import {solve as working} from '../session/solve/solve.ts';
import type {Command} from './arguments.ts';
import {wrongFile, wrongUsage} from './failure.ts';
import {readText} from './file.ts';
import type {Library} from './library.ts';
import {complaints, openNet} from './open.ts';
import {writeLines} from './output.ts';
import {print} from './print.ts';
import {paperWidth, type Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/**
 * `bp-tui play [FILE]`: free play on a screen; where there is none, the working of the net's first round.
 * @returns the exit code
 * @throws a `Failure` where the options make no net
 */
export async function play(
  {file, recipe}: Extract<Command, {name: 'play'}>,
  library: Library,
  settings: Settings,
  streams: Streams,
): Promise<number> {
  const whole = wholeRecipe(recipe);
  const setup = file === undefined ? made(whole) : await read(file, settings, streams);
  if (setup === undefined) return 1;
  if (settings.plain) {
    const {language, digits, ascii} = settings;
    const notation = createNotation(setup.names, language, digits, ascii);
    const width = paperWidth(settings);
    await print(streams.stdout, working(setup, {rounds: 1, format: 'text', language, notation, width}));
    return 0;
  }
  const [{showScreen}, {playOf}] = await Promise.all([import('./screen.ts'), import('../ui/play/kind.tsx')]);
  const scene = file === undefined ? playOf(setup, whole) : playOf(setup);
  return showScreen({scene}, library, settings, streams);
}

/** What the options leave open, as in the first net; its ends fit the data unless the options say what they are. */
function wholeRecipe(recipe: Partial<Recipe>): Recipe {
  const whole = {...firstRecipe, ...recipe};
  return recipe.net === undefined ? fitted(whole) : whole;
}

function made(recipe: Recipe): Setup {
  const result = setupOf(recipe, undefined);
  if (result.ok) return result.setup;
  const {field, words} = result.problem;
  const option = field === 'dataSeed' ? 'data-seed' : field;
  throw wrongUsage({
    en: `--${option}: found ${recipe[field] || 'nothing'}; ${words.en}`,
    zh: `--${option}：写的是${recipe[field] ? ` ${recipe[field]}` : '空的'}；${words.zh}`,
  });
}

/** The net of a file; undefined where it is wrong, which has been said. */
async function read(file: string, {language}: Settings, {stderr}: Streams): Promise<Setup | undefined> {
  const loaded = await openNet(file, await readText(file), language);
  if (!loaded.ok) {
    await writeLines(stderr, complaints(loaded), language);
    return undefined;
  }
  if (loaded.value.network.expression !== undefined)
    throw wrongFile({
      en: `${file}: expected a net, found a function. bp-tui grad differentiates functions.`,
      zh: `${file}：应是网络，却是函数。给函数求导请用 bp-tui grad。`,
    });
  return loaded.value;
}
