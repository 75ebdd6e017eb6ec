import path from 'node:path';
import {namedFrom} from '../lesson/csvPath.ts';
import type {CsvSource, DataSource, Setup} from '../lesson/lesson.ts';
import {limits} from '../lesson/limits.ts';
import {formatMore, printable, problemWords} from '../lesson/problemWords.ts';
import {shareString} from '../lesson/share.ts';
import {type Written, writeNet} from '../lesson/writeNet.ts';
import {netJson} from '../session/export/netJson.ts';
import {createNotation} from '../session/notation.ts';
import {type Made, setupOf, setupOfTable} from '../session/play/build.ts';
import {presets} from '../session/play/presets.ts';
import {firstRecipe, fitted, isFile, OWN_DATA, type Recipe} from '../session/play/recipe.ts';
import {solve as working} from '../session/solve/solve.ts';
import {startOf} from '../session/state.ts';
import {update} from '../session/update.ts';
import {playOf, WITH_TRAINER} from '../ui/play/kind.tsx';
import type {PlayCommand, PlayFormat} from './arguments/play.ts';
import {wrongFile, wrongUsage} from './failure.ts';
import {readText} from './file.ts';
import type {Library} from './library.ts';
import {write, writeLines} from './output.ts';
import {print} from './print.ts';
import {paperWidth, type Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/** A net to play with, and what it was made by, where that is known. */
interface Begun {
  readonly setup: Setup;
  readonly recipe?: Recipe;
}

/**
 * `bp-tui play [FILE]`: free play on a screen; where there is none, the working of the net's first round. With a format: the net itself.
 * @returns the exit code
 * @throws a `Failure` where the options make no net
 */
export async function play(
  command: PlayCommand,
  library: Library,
  settings: Settings,
  streams: Streams,
): Promise<number> {
  const {format, preset} = command;
  const rounds = command.rounds || ((preset && presets[preset].trained) ?? 0);
  const begun = await begin(command, settings, streams);
  if (begun === undefined) return 1;
  const {setup, recipe} = begun;
  if (format !== undefined) {
    await write(streams.stdout, written(setup, rounds, format));
    return 0;
  }
  if (settings.plain) {
    const {language, digits, ascii} = settings;
    const notation = createNotation(setup.names, language, digits, ascii);
    const width = paperWidth(settings);
    const asked = {rounds: 1, format: 'text', language, notation, width} as const;
    await print(streams.stdout, working(rounds === 0 ? setup : trained(setup, rounds).setup, asked));
    return 0;
  }
  const {showScreen} = await import('./screen.ts');
  return showScreen({scene: playOf(setup, recipe, rounds, WITH_TRAINER)}, library, settings, streams);
}

/** The net that was asked for; undefined where what it is read from is wrong, which has been said. */
async function begin(
  {file, from, preset, recipe, target}: PlayCommand,
  settings: Settings,
  streams: Streams,
): Promise<Begun | undefined> {
  if (file !== undefined) return ofFile(file, settings, streams);
  if (from !== undefined) return ofString(from === '-' ? await readInput(streams) : from);
  const begun = preset && presets[preset].recipe;
  const {data} = recipe;
  if (data !== undefined && isFile(data))
    return ofTable(data, target, {...begun, ...recipe}, settings, streams);
  if (target !== undefined)
    throw wrongUsage({
      en: `--target: expected a CSV file with --data, found ${data ?? 'none'}. Name one, as in --data mine.csv, or leave --target out.`,
      zh: `--target：只用于 --data 写的 CSV 文件，但${data === undefined ? '没有写' : `写的是 ${data}`}。请写出文件，例如 --data mine.csv，或去掉 --target。`,
    });
  const whole = wholeRecipe(recipe, begun);
  return {setup: made(whole, setupOf(whole, undefined)), recipe: whole};
}

/** What the options leave open, as in the preset and in the first net; its ends fit the data unless the options say what they are. */
function wholeRecipe(recipe: Partial<Recipe>, preset: Partial<Recipe> = {}): Recipe {
  const whole = {...firstRecipe, ...preset, ...recipe};
  return recipe.net === undefined ? fitted(whole) : whole;
}

function made(recipe: Recipe, result: Made): Setup {
  if (result.ok) return result.setup;
  const {field, words} = result.problem;
  const option = field === 'dataSeed' ? 'data-seed' : field;
  throw wrongUsage({
    en: `--${option}: found ${recipe[field] || 'nothing'}; ${words.en}`,
    zh: `--${option}：写的是${recipe[field] ? ` ${recipe[field]}` : '空的'}；${words.zh}`,
  });
}

/** A net for the samples of a CSV file. Where the options leave it open, its output can reach the targets. */
async function ofTable(
  file: string,
  target: readonly string[] | undefined,
  recipe: Partial<Recipe>,
  {language}: Settings,
  {stderr}: Streams,
): Promise<Begun | undefined> {
  const text = await readText(file, limits.csv);
  const source: CsvSource = {csv: fromHere(file), ...(target !== undefined && {targets: target})};
  // The parser is loaded where a file needs it.
  const {readTable} = await import('../lesson/table.ts');
  const read = readTable(text, source);
  if (!read.ok) {
    const lines = read.problems.map((detail) => printable(problemWords(detail)[language]));
    if (read.more > 0) lines.push(formatMore(read.more, language));
    await write(stderr, lines.map((line) => `${line}\n`).join(''));
    return undefined;
  }
  const {table} = read;
  const isBetween = table.samples.every((sample) => sample.target.every((value) => value >= 0 && value <= 1));
  const activation = isBetween ? firstRecipe.activation : 'tanh,identity';
  const whole = {...firstRecipe, activation, ...recipe, data: OWN_DATA};
  const widths = {inputs: table.inputs.length, targets: table.targets.length};
  const fitting = recipe.net === undefined ? fitted(whole, widths) : whole;
  return {setup: made(fitting, setupOfTable(fitting, table, source)), recipe: fitting};
}

/** The net of a file. */
async function ofFile(file: string, {language}: Settings, {stderr}: Streams): Promise<Begun | undefined> {
  const {complaints, openNet} = await import('./offScreen.ts');
  const loaded = await openNet(file, await readText(file), language);
  if (!loaded.ok) {
    await writeLines(stderr, complaints(loaded), language);
    return undefined;
  }
  return {setup: seenFromHere(netOf(loaded.value, file), file)};
}

function netOf(setup: Setup, from: string): Setup {
  if (setup.network.expression === undefined) return setup;
  throw wrongFile({
    en: `${from}: expected a net, found a function. bp-tui grad differentiates functions.`,
    zh: `${from}：应是网络，却是函数。给函数求导请用 bp-tui grad。`,
  });
}

/** Files of data are named as seen from the file that names them; what is saved lies elsewhere. */
function seenFromHere(setup: Setup, file: string): Setup {
  const moved = (source: DataSource): DataSource =>
    'csv' in source ? {...source, csv: fromHere(path.join(path.dirname(file), source.csv))} : source;
  const {source, testSource} = setup;
  return {
    ...setup,
    ...(source !== undefined && {source: moved(source)}),
    ...(testSource !== undefined && {testSource: moved(testSource)}),
  };
}

/** A path as it is typed here; of one that lies below, the way from here. */
function fromHere(file: string): string {
  const relative = path.relative('', file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}

async function ofString(string: string): Promise<Begun> {
  const {readShared} = await import('./offScreen.ts');
  const shared = await readShared(string);
  if (shared.ok) return {setup: netOf(shared.setup, '--from')};
  throw wrongFile({en: `--from: ${shared.words.en}`, zh: `--from：${shared.words.zh}`});
}

/** What comes in, no further than it can be a net. */
async function readInput({stdin}: Streams): Promise<string> {
  let text = '';
  stdin.setEncoding('utf8');
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.length > 4 * limits.shared) break;
  }
  return text;
}

const trained = (setup: Setup, rounds: number) => {
  const state = rounds === 0 ? startOf(setup) : update(startOf(setup), {type: 'train', rounds});
  return {state, setup: {...setup, parameters: state.start.parameters}};
};

/** The net where its training stands. @throws a `Failure` where the format cannot hold it */
function written(setup: Setup, rounds: number, format: PlayFormat): string {
  const after = trained(setup, rounds);
  switch (format) {
    case 'json':
      return netJson(after.state);
    case 'yaml':
      return textOf(writeNet(after.setup, namedFrom('')));
    case 'share':
      return `${textOf(shareString(after.setup))}\n`;
  }
}

function textOf(text: Written): string {
  if (text.ok) return text.text;
  const {en, zh} = text.words;
  throw wrongFile({en: `--export: ${en}`, zh: `--export：${zh}`});
}
