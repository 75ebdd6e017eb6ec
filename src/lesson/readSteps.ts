import type {Quantity} from '../engine/quantity.ts';
import {
  type Action,
  type Ask,
  type Bilingual,
  type Choice,
  type Expectation,
  type Granularity,
  ROUND,
  type Step,
  type WordPart,
  type Words,
} from './lesson.ts';
import {shorten} from './problem.ts';
import {complain, complainInText, type Reading} from './reading.ts';
import type {Salvaged} from './salvage.ts';
import type {ActionFile, AskFile, StepFile, WordsFile} from './schema.ts';
import type {Scope} from './scope.ts';
import type {Path} from './source.ts';
import {parseTemplates} from './template.ts';

/** What is allowed by default between a computed and an expected number, as a part of the latter. */
const tolerance = 1e-9;

/** Reads steps as far as they are readable. @param scope undefined where the net is not known: then names are not checked */
export function readSteps(
  reading: Reading,
  steps: Salvaged<readonly StepFile[]> | undefined,
  scope: Scope | undefined,
): readonly Step[] {
  const reader = createReader(reading, scope);
  return (steps ?? [])
    .map((step, i) => (step === undefined ? undefined : reader.step(step, ['steps', i])))
    .filter(isKnown);
}

const isKnown = <T>(value: T | undefined): value is T => value !== undefined;

/** Both languages' words without templates, on one line. */
export function readBilingual(words: Salvaged<WordsFile> | undefined): Bilingual | undefined {
  const {zh, en} = languagesOf(words);
  return zh === undefined || en === undefined ? undefined : {zh: oneLine(zh), en: oneLine(en)};
}

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

const languagesOf = (
  words: Salvaged<WordsFile> | undefined,
): {readonly zh?: string | undefined; readonly en?: string | undefined} =>
  typeof words === 'string' ? {zh: words, en: words} : (words ?? {});

/** Words as they are shown: lines as the author broke them, no tabs, nothing at the ends. */
const tidy = (text: string): string =>
  text
    .trim()
    .replaceAll('\t', ' ')
    .replace(/ *\r?\n */g, '\n');

const how = ({by, times}: {readonly by?: Granularity | undefined; readonly times?: number | undefined}) => ({
  ...(by !== undefined && {by}),
  ...(times !== undefined && {times}),
});

interface Reader {
  step(file: Salvaged<StepFile>, path: Path): Step | undefined;
}

function createReader(reading: Reading, scope: Scope | undefined): Reader {
  /** A name's quantity. A wrong name is a problem, and then stands for itself: nothing of the file will be used. */
  const quantity = (name: string, path: Path, of: 'value' | 'key' = 'value'): Quantity => {
    if (scope === undefined) return name;
    const found = scope.resolve(name);
    if (found !== undefined) return found;
    unknown(name, (detail) => complain(reading, path, detail, of));
    return name;
  };

  const unknown = (
    name: string,
    add: (detail: {code: 'unknown-quantity'; name: string; nearest?: string}) => void,
  ): void => {
    const meant = reading.collector.open() ? scope?.nearest(name) : undefined;
    add({code: 'unknown-quantity', name: shorten(name), ...(meant !== undefined && {nearest: meant})});
  };

  const roundOrQuantity = (name: string, path: Path, of: 'value' | 'key'): Quantity =>
    name === ROUND ? ROUND : quantity(name, path, of);

  const parts = (text: string | undefined, path: Path): readonly WordPart[] | undefined => {
    if (text === undefined) return undefined;
    const {parts, problems} = parseTemplates(tidy(text));
    for (const {index, code, found} of problems)
      complainInText(reading, path, index, {code, found: shorten(found)});
    return parts.map((part) => {
      if (typeof part === 'string') return part;
      const {index, name, digits} = part;
      const found = name === ROUND ? ROUND : scope === undefined ? name : scope.resolve(name);
      if (found === undefined) unknown(name, (detail) => complainInText(reading, path, index, detail));
      return {quantity: found ?? name, ...(digits !== undefined && {digits})};
    });
  };

  const words = (file: Salvaged<WordsFile> | undefined, path: Path): Words | undefined => {
    if (typeof file === 'string') {
      const both = parts(file, path);
      return both === undefined ? undefined : {zh: both, en: both};
    }
    const zh = parts(file?.zh, [...path, 'zh']);
    const en = parts(file?.en, [...path, 'en']);
    return zh === undefined || en === undefined ? undefined : {zh, en};
  };

  const action = (file: Salvaged<ActionFile>, path: Path): Action | undefined => {
    switch (file.type) {
      case 'forward': {
        const until = file.until === undefined ? undefined : quantity(file.until, [...path, 'until']);
        if (until !== undefined && file.until !== undefined && scope?.isGiven(until))
          complain(reading, [...path, 'until'], {code: 'given-quantity', name: file.until});
        return {type: 'forward', ...(until !== undefined && {until}), ...how(file)};
      }
      case 'back':
        return {type: 'back', ...how(file)};
      case 'train': {
        const {rounds, below} = file;
        return rounds === undefined
          ? undefined
          : {type: 'train', rounds, ...(below !== undefined && {below})};
      }
      case 'set': {
        if (file.quantity === undefined) return undefined;
        const name = quantity(file.quantity, [...path, 'quantity']);
        if (scope?.resolve(name) !== undefined && !scope.isGiven(name))
          complain(reading, [...path, 'quantity'], {code: 'not-settable', name: shorten(file.quantity)});
        return file.value === undefined ? undefined : {type: 'set', quantity: name, value: file.value};
      }
      case 'granularity':
        return file.by === undefined ? undefined : {type: 'granularity', by: file.by};
      case 'restart':
        return {type: 'restart'};
      default:
        return undefined;
    }
  };

  const expectations = (file: Salvaged<StepFile>['expect'], path: Path): readonly Expectation[] => {
    const written = new Map<Quantity, string>();
    return Object.entries(file ?? {})
      .map(([name, wanted]): Expectation | undefined => {
        const at = [...path, name];
        const known = roundOrQuantity(name, at, 'key');
        const first = written.get(known);
        if (first !== undefined) complain(reading, at, {code: 'quantity-twice', name, first}, 'key');
        written.set(known, name);
        const {value, within} = typeof wanted === 'number' ? {value: wanted} : {within: undefined, ...wanted};
        return value === undefined
          ? undefined
          : {quantity: known, value, within: within ?? tolerance * Math.abs(value)};
      })
      .filter(isKnown);
  };

  const ask = (file: Salvaged<AskFile> | undefined, path: Path): Ask | undefined => {
    if (file === undefined) return undefined;
    const of = file.of === undefined ? undefined : quantity(file.of, [...path, 'of']);
    const prompt = words(file.prompt, [...path, 'prompt']);
    const hints = (file.hints ?? []).map((hint, i) => words(hint, [...path, 'hints', i])).filter(isKnown);
    const explain = words(file.explain, [...path, 'explain']);
    const options =
      file.kind === 'choice' ? file.options?.map((option, i) => choice(option, [...path, 'options', i])) : [];
    if (file.kind === undefined || of === undefined || prompt === undefined || options === undefined)
      return undefined;
    const question = {of, prompt, hints, ...(explain !== undefined && {explain})};
    return file.kind === 'choice'
      ? {kind: 'choice', ...question, options: options.filter(isKnown)}
      : {kind: file.kind, ...question};
  };

  const choice = (
    file:
      | {
          readonly say?: Salvaged<WordsFile> | undefined;
          readonly is?: string | readonly (string | undefined)[] | undefined;
        }
      | undefined,
    path: Path,
  ): Choice | undefined => {
    const say = words(file?.say, [...path, 'say']);
    const is =
      typeof file?.is === 'string'
        ? [quantity(file.is, [...path, 'is'])]
        : file?.is?.map((name, i) => name && quantity(name, [...path, 'is', i])).filter(isKnown);
    return say === undefined || is === undefined ? undefined : {say, is};
  };

  return {
    step: (file, path) => {
      const title = readBilingual(file.title);
      const say = words(file.say, [...path, 'say']);
      const actions = (file.do ?? []).map((it, i) => it && action(it, [...path, 'do', i])).filter(isKnown);
      const focus = (file.focus ?? [])
        .map((it, i) => it && quantity(it, [...path, 'focus', i]))
        .filter(isKnown);
      const expect = expectations(file.expect, [...path, 'expect']);
      const asked = ask(file.ask, [...path, 'ask']);
      if (title === undefined || say === undefined) return undefined;
      return {
        title,
        say,
        do: actions,
        focus,
        expect,
        ...(asked !== undefined && {ask: asked}),
        ...(file.panel !== undefined && {panel: file.panel}),
      };
    },
  };
}
