import {withoutControl} from './control.ts';
import type {Bilingual, Expectation, RunName, Setup, WordPart, Words} from './lesson.ts';
import {limits} from './limits.ts';
import {type CsvPath, type FilePart, netFile} from './netFile.ts';
import {tolerance} from './readSteps.ts';
import type {ActionFile, PanelFile} from './schema.ts';
import {writeTemplates} from './template.ts';
import {isOpenInNet, ofLength, unwritable, type Written} from './writeNet.ts';
import {yamlText} from './yamlText.ts';

/** A lesson as it is written: what a recording has. */
export interface LessonParts {
  /** Lower-case words joined by hyphens. */
  readonly id: string;
  readonly title: Bilingual;
  readonly summary: Bilingual;
  readonly setup: Setup;
  /** Titles of other runs, which begin as the lesson's own net does. */
  readonly runs?: ReadonlyMap<RunName, Bilingual>;
  /** At least one. */
  readonly steps: readonly StepParts[];
}

export interface StepParts {
  readonly title: Bilingual;
  /** Text is text, whatever braces are in it; a number is written as a template. */
  readonly say: Words;
  /** In the words of a file: quantities by their canonical names, samples by their number counted from 1. */
  readonly do: readonly ActionFile[];
  /** Canonical names. */
  readonly focus: readonly string[];
  readonly expect: readonly Expectation[];
  readonly panel?: PanelFile;
}

/**
 * A lesson as a file, which `loadLesson` reads again. Characters that no file may hold are left out of words, and words of which nothing is left
 * are written as `…`.
 * @param csvPath how the file names the CSV files of its data
 */
export function writeLesson(
  {id, title, summary, setup, runs, steps}: LessonParts,
  csvPath: CsvPath,
): Written {
  const words = unwritable(setup) ?? unwritableSteps(steps);
  if (words !== undefined) return {ok: false, words};
  const net = new Map(netFile(setup, csvPath));
  const format = net.get('format');
  net.delete('format');
  const file = new Map<string, FilePart>([
    ['format', format],
    ['id', id],
    ['title', lineFile(title)],
    ['summary', lineFile(summary)],
    ...net,
    ...(runs === undefined || runs.size === 0
      ? []
      : [
          [
            'runs',
            new Map([...runs].map(([name, label]) => [name, {title: wordsFile(textOf(label))}])),
          ] as const,
        ]),
    ['steps', steps.map(stepFile)],
  ]);
  return ofLength(
    yamlText(file, (key, kind) => (key === 'steps' && kind === 'list') || isOpenInNet(key, kind)),
  );
}

const textOf = ({zh, en}: Bilingual): Words => ({zh: [zh], en: [en]});

function stepFile({title, say, do: actions, focus, expect, panel}: StepParts): FilePart {
  return {
    title: lineFile(title),
    say: wordsFile(say),
    ...(actions.length > 0 && {do: actions}),
    ...(focus.length > 0 && {focus}),
    ...(expect.length > 0 && {
      expect: new Map(expect.map((one): [string, FilePart] => [one.quantity, expectationFile(one)])),
    }),
    ...(panel !== undefined && {panel}),
  };
}

const expectationFile = ({value, within}: Expectation): FilePart =>
  within === tolerance * Math.abs(value) ? value : {value, within};

const wordsFile = ({zh, en}: Words): FilePart => sameOrBoth(written(zh), written(en));

const lineFile = ({zh, en}: Bilingual): FilePart => sameOrBoth(line(zh), line(en));

const sameOrBoth = (zh: string, en: string): FilePart => (zh === en ? zh : {zh, en});

/** No text may be empty. */
const something = (text: string): string => (text.trim() === '' ? '…' : text);

const line = (text: string): string => something(withoutControl(text).trim().replace(/\s+/g, ' '));

const written = (parts: readonly WordPart[]): string =>
  something(
    writeTemplates(parts.map((part) => (typeof part === 'string' ? withoutControl(part) : part))).trim(),
  );

/** Why no file can hold the steps. */
function unwritableSteps(steps: readonly StepParts[]): Bilingual | undefined {
  const tooMany = (zh: string, en: string, found: number, most: number): Bilingual | undefined =>
    found <= most
      ? undefined
      : {
          zh: `${zh}最多 ${most} 个，但有 ${found} 个。请录得短一些。`,
          en: `expected at most ${most} ${en}, found ${found}. Record less in one lesson.`,
        };
  const many =
    tooMany('步骤', 'steps', steps.length, limits.steps) ??
    steps
      .map(
        ({do: actions, focus}) =>
          tooMany('一步里的动作', 'actions in one step', actions.length, limits.entries) ??
          tooMany('一步里的 focus', 'names under focus in one step', focus.length, limits.entries),
      )
      .find((words) => words !== undefined);
  if (many !== undefined) return many;
  const long = steps
    .flatMap(({title, say}) => [line(title.zh), line(title.en), written(say.zh), written(say.en)])
    .find(({length}) => length > limits.words);
  if (long !== undefined)
    return {
      zh: `一段文字最多 ${limits.words} 个字符，但这一段有 ${long.length} 个。请缩短。`,
      en: `expected at most ${limits.words} characters of words in a step, found ${long.length}. Shorten them.`,
    };
  const broken = steps.flatMap(({expect}) => expect).find(({value}) => !Number.isFinite(value));
  return broken === undefined
    ? undefined
    : {
        zh: `expect 应为有限的数，但 ${broken.quantity} 是 ${broken.value}。请在发散之前停下。`,
        en: `expected finite numbers to expect, found ${broken.quantity} = ${broken.value}. Stop before the net diverges.`,
      };
}
