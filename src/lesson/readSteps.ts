import type {Quantity} from '../engine/quantity.ts';
import {
  type Action,
  type Ask,
  type Bilingual,
  type Choice,
  type Expectation,
  type Granularity,
  MAIN,
  type Panel,
  type RunName,
  type Step,
  type WordPart,
  type Words,
} from './lesson.ts';
import {nearest} from './nearest.ts';
import {type ProblemDetail, shorten} from './problem.ts';
import type {Changed, Changes} from './readChanges.ts';
import {complain, complainInText, type Reading} from './reading.ts';
import {readPanel} from './readPanel.ts';
import type {ReadSetup} from './readRuns.ts';
import type {Salvaged} from './salvage.ts';
import type {ActionFile, AskFile, PanelFile, StepFile, WordsFile} from './schema.ts';
import {type Scopes, splitRun} from './scope.ts';
import type {Path} from './source.ts';
import {parseTemplates} from './template.ts';

/** What is allowed by default between a computed and an expected number, as a part of the latter. */
export const tolerance = 1e-9;

/** What steps are read by. */
export interface StepsContext {
  /** The runs as the file has them. */
  readonly setups: ReadonlyMap<RunName, ReadSetup>;
  readonly changes: Changes;
}

/** Reads steps as far as they are readable. Where a run's net is not known, its names are not checked. */
export function readSteps(
  reading: Reading,
  steps: Salvaged<readonly StepFile[]> | undefined,
  context: StepsContext,
): readonly Step[] {
  const reader = createReader(reading, context);
  return (steps ?? [])
    .map((step, i) => (step === undefined ? undefined : reader.step(step, i)))
    .filter(isKnown);
}

/** Reads words outside of steps: numbers without `@` are the named run's, whichever is on screen. */
export function readWords(
  reading: Reading,
  file: Salvaged<WordsFile> | undefined,
  path: Path,
  context: StepsContext,
  run: RunName,
): Words | undefined {
  const words = createReader(reading, context).words(file, path, run);
  const own = (parts: readonly WordPart[]): readonly WordPart[] =>
    parts.map((part) =>
      typeof part === 'string' || splitRun(part.quantity).run !== undefined
        ? part
        : {...part, quantity: `${part.quantity}@${run}`},
    );
  return words && {zh: own(words.zh), en: own(words.en)};
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
  /** @param index of the step */
  step(file: Salvaged<StepFile>, index: number): Step | undefined;
  words(file: Salvaged<WordsFile> | undefined, path: Path, run: RunName): Words | undefined;
}

/** Which names a place takes: all of them, or only quantities of the pass of the run on screen. */
type NameKind = 'any' | 'in-pass';

function createReader(reading: Reading, {setups, changes}: StepsContext): Reader {
  /** The runs as the actions read so far have left them. */
  const standing = new Map(setups);
  const scopes: Scopes = {names: [...setups.keys()], of: (run) => standing.get(run)?.scope};
  /** The run on screen: steps are read in their order. */
  let current: RunName = MAIN;

  /** A name's canonical form, or what is wrong with it. */
  const resolve = (name: string, run: RunName, kind: NameKind): Quantity | ProblemDetail => {
    const {own, run: named} = splitRun(name);
    if (named !== undefined && !scopes.names.includes(named)) return unknownRun(named);
    const scope = scopes.of(named ?? run);
    if (scope === undefined) return name;
    const found = scope.resolve(own);
    const measure = scope.resolveMeasure(own);
    if (kind === 'in-pass' && (measure !== undefined || (named !== undefined && found !== undefined)))
      return {code: 'not-in-pass', name: shorten(name)};
    const canonical = measure ?? found;
    if (canonical !== undefined) return named === undefined ? canonical : `${canonical}@${named}`;
    const meant = reading.collector.open() ? scope.nearest(own) : undefined;
    return {code: 'unknown-quantity', name: shorten(name), ...(meant !== undefined && {nearest: meant})};
  };

  const unknownRun = (name: string): ProblemDetail => {
    const meant = nearest(name, scopes.names);
    return {code: 'unknown-run', name: shorten(name), ...(meant !== undefined && {nearest: meant})};
  };

  /** A wrong name is a problem, and then stands for itself: nothing of the file will be used. */
  const quantity = (name: string, path: Path, kind: NameKind, of: 'value' | 'key' = 'value'): Quantity => {
    const found = resolve(name, current, kind);
    if (typeof found === 'string') return found;
    complain(reading, path, found, of);
    return name;
  };

  const quantities = (names: readonly (string | undefined)[] | undefined, path: Path, kind: NameKind) =>
    (names ?? []).map((name, i) => name && quantity(name, [...path, i], kind)).filter(isKnown);

  const runNames = (names: readonly (string | undefined)[] | undefined, path: Path): readonly RunName[] => {
    const known = (names ?? []).filter(isKnown);
    known.forEach((name, i) => {
      if (!scopes.names.includes(name)) complain(reading, [...path, i], unknownRun(name));
    });
    return [...new Set(known)];
  };

  const parts = (text: string | undefined, path: Path, run: RunName): readonly WordPart[] | undefined => {
    if (text === undefined) return undefined;
    const {parts, problems} = parseTemplates(tidy(text));
    for (const {index, code, found} of problems)
      complainInText(reading, path, index, {code, found: shorten(found)});
    return parts.map((part) => {
      if (typeof part === 'string') return part;
      const {index, name, digits} = part;
      const found = resolve(name, run, 'any');
      if (typeof found !== 'string') complainInText(reading, path, index, found);
      return {quantity: typeof found === 'string' ? found : name, ...(digits !== undefined && {digits})};
    });
  };

  const words = (
    file: Salvaged<WordsFile> | undefined,
    path: Path,
    run: RunName = current,
  ): Words | undefined => {
    if (typeof file === 'string') {
      const both = parts(file, path, run);
      return both === undefined ? undefined : {zh: both, en: both};
    }
    const zh = parts(file?.zh, [...path, 'zh'], run);
    const en = parts(file?.en, [...path, 'en'], run);
    return zh === undefined || en === undefined ? undefined : {zh, en};
  };

  const action = (
    file: Salvaged<ActionFile>,
    path: Path,
    changed: Changed | undefined,
  ): Action | undefined => {
    const scope = scopes.of(current);
    switch (file.type) {
      case 'forward': {
        const at = [...path, 'until'];
        const until = file.until === undefined ? undefined : quantity(file.until, at, 'in-pass');
        if (until !== undefined && file.until !== undefined && scope?.isGiven(until))
          complain(reading, at, {code: 'given-quantity', name: file.until});
        return {type: 'forward', ...(until !== undefined && {until}), ...how(file)};
      }
      case 'back':
        return {type: 'back', ...how(file)};
      case 'train': {
        const {rounds, below} = file;
        const runs = file.runs && runNames(file.runs, [...path, 'runs']);
        return rounds === undefined
          ? undefined
          : {
              type: 'train',
              rounds,
              ...(below !== undefined && {below}),
              ...(runs !== undefined && {runs: [...runs]}),
            };
      }
      case 'switch': {
        if (file.run === undefined) return undefined;
        if (scopes.names.includes(file.run)) current = file.run;
        else complain(reading, [...path, 'run'], unknownRun(file.run));
        return {type: 'switch', run: file.run};
      }
      case 'show':
        return show(file, path);
      case 'set': {
        if (file.quantity === undefined) return undefined;
        const at = [...path, 'quantity'];
        const name = quantity(file.quantity, at, 'in-pass');
        if (scope?.resolve(name) !== undefined && !scope.isGiven(name))
          complain(reading, at, {code: 'not-settable', name: shorten(file.quantity)});
        return file.value === undefined ? undefined : {type: 'set', quantity: name, value: file.value};
      }
      case 'granularity':
        return file.by === undefined ? undefined : {type: 'granularity', by: file.by};
      case 'restart': {
        const runs = file.runs && runNames(file.runs, [...path, 'runs']);
        return {type: 'restart', ...(runs !== undefined && {runs: [...runs]})};
      }
      case 'change':
        if (changed !== undefined) standing.set(current, changed.read);
        return changed?.change && {type: 'change', to: changed.change};
      case 'keep': {
        if (file.as === undefined) return undefined;
        const kept = standing.get(current);
        if (!scopes.names.includes(file.as)) complain(reading, [...path, 'as'], unknownRun(file.as));
        else if (kept !== undefined) standing.set(file.as, kept);
        return {type: 'keep', as: file.as};
      }
      default:
        return undefined;
    }
  };

  const show = (
    file: {readonly sample?: string | number | undefined; readonly test?: string | number | undefined},
    path: Path,
  ): Action | undefined => {
    const written = (['sample', 'test'] as const).filter((of) => file[of] !== undefined);
    const [of] = written;
    if (of === undefined || written.length !== 1) {
      complain(reading, path, {code: 'show-one', found: written.length});
      return undefined;
    }
    const from = of === 'sample' ? 'samples' : 'test';
    const samples = standing.get(current)?.[from];
    const wanted = file[of]!;
    const index =
      typeof wanted === 'number' ? wanted - 1 : (samples?.findIndex(({name}) => name === wanted) ?? 0);
    if (samples !== undefined && samples[index] === undefined)
      complain(reading, [...path, of], {
        code: 'unknown-sample',
        name: shorten(String(wanted)),
        of,
        count: samples.length,
      });
    return {type: 'show', from, index};
  };

  const expectations = (file: Salvaged<StepFile>['expect'], path: Path): readonly Expectation[] => {
    const written = new Map<Quantity, string>();
    return Object.entries(file ?? {})
      .map(([name, wanted]): Expectation | undefined => {
        const at = [...path, name];
        const known = quantity(name, at, 'any', 'key');
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

  /** @param before the run on screen while the question is open */
  const ask = (file: Salvaged<AskFile> | undefined, path: Path, before: RunName): Ask | undefined => {
    if (file === undefined) return undefined;
    const prompt = words(file.prompt, [...path, 'prompt'], before);
    const hints = (file.hints ?? [])
      .map((hint, i) => words(hint, [...path, 'hints', i], before))
      .filter(isKnown);
    const explain = words(file.explain, [...path, 'explain']);
    const question = prompt && {prompt, hints, ...(explain !== undefined && {explain})};
    switch (file.kind) {
      case 'number':
      case 'sign': {
        const of = file.of === undefined ? undefined : quantity(file.of, [...path, 'of'], 'any');
        return question === undefined || of === undefined ? undefined : {kind: file.kind, ...question, of};
      }
      case 'choice': {
        const options = file.options
          ?.map((it, i) => choice(it, [...path, 'options', i], before))
          .filter(isKnown);
        const of = file.of === undefined ? undefined : quantity(file.of, [...path, 'of'], 'any');
        const {pick} = file;
        if ((of === undefined) === (pick === undefined))
          complain(reading, path, {code: 'choice-one', found: of === undefined ? 0 : 2});
        if (question === undefined || options === undefined) return undefined;
        if (of !== undefined) return {kind: 'choice', ...question, options, of};
        return pick && {kind: 'choice', ...question, options, pick};
      }
      case 'line': {
        const among = quantities(file.among, [...path, 'among'], 'in-pass');
        return question && {kind: 'line', ...question, among};
      }
      default:
        return undefined;
    }
  };

  const choice = (
    file:
      | {
          readonly say?: Salvaged<WordsFile> | undefined;
          readonly is?: string | readonly (string | undefined)[] | undefined;
        }
      | undefined,
    path: Path,
    before: RunName,
  ): Choice | undefined => {
    const say = words(file?.say, [...path, 'say'], before);
    const is =
      typeof file?.is === 'string'
        ? [quantity(file.is, [...path, 'is'], 'any')]
        : file?.is && quantities(file.is, [...path, 'is'], 'any');
    return say === undefined || is === undefined ? undefined : {say, is};
  };

  const panel = (file: Salvaged<PanelFile>, path: Path): Panel | undefined =>
    readPanel(file, {
      current,
      scopeOf: scopes.of,
      complain: (at, detail) => complain(reading, [...path, ...at], detail),
      quantity: (name, at) => quantity(name, [...path, ...at], 'in-pass'),
      runs: (names, at) => runNames(names, [...path, ...at]),
    });

  return {
    words,
    step: (file, index) => {
      const path = ['steps', index];
      const before = current;
      const title = readBilingual(file.title);
      const actions = (file.do ?? [])
        .map((it, k) => it && action(it, [...path, 'do', k], changes.at(index, k)))
        .filter(isKnown);
      const say = words(file.say, [...path, 'say']);
      const focus = quantities(file.focus, [...path, 'focus'], 'in-pass');
      const expect = expectations(file.expect, [...path, 'expect']);
      const asked = ask(file.ask, [...path, 'ask'], before);
      const shown = file.panel === undefined ? undefined : panel(file.panel, [...path, 'panel']);
      if (title === undefined || say === undefined) return undefined;
      return {
        title,
        say,
        do: actions,
        focus,
        expect,
        ...(asked !== undefined && {ask: asked}),
        ...(shown !== undefined && {panel: shown}),
      };
    },
  };
}
