import {dataSetNames, dataSetOptions} from '../../engine/datasets.ts';
import type {Language, Setup} from '../../lesson/lesson.ts';
import {toAscii} from '../../session/notation.ts';
import {hasOwnTest} from '../../session/play/build.ts';
import {
  isUsed,
  layersIn,
  namesIn,
  OWN_DATA,
  OWN_INIT,
  type RecipeField,
  recipeOf,
} from '../../session/play/recipe.ts';
import {wrapText} from '../../session/wrap.ts';
import {headerLine} from '../bars.ts';
import {charactersOf, fitLine, type Line, lineWidth, textWidth} from '../paint.ts';
import {panelLines} from '../panel.tsx';
import type {Look} from '../scene.ts';
import {choicesOf, type Form, type Section, sections} from './form.ts';
import {type FormWords, formWords} from './formWords.ts';

/** Lines of the two columns of fields: the net's and the data's one below the other. */
const FIELDS = 14;
const NET = 7;
/** Lines of the fields where only the part with the chosen one is shown. */
const PART = 10;
/** Lines that whatever is said of a field needs, its border included. */
const LEAST_SAID = 8;
/** More than that is not needed to say anything. */
const HIGHEST = 10;

/**
 * The form as a page that fills the screen: the net and the data at the left, how it learns at the right, what the field means below. A small
 * screen has one part of it at a time.
 */
export function formLines(form: Form, own: Setup, look: Look): readonly Line[] {
  const {columns, rows, ascii, language} = look;
  const words = formWords[language];
  const isWhole = rows - 2 - FIELDS >= LEAST_SAID;
  const panel = (name: Section, width: number, height: number): readonly Line[] =>
    panelLines({
      title: written(words.sections[name], look),
      lines: fieldLines(form, name, own, look, width - 2),
      width,
      height,
      ascii,
    });
  const here = sections.find(({fields}) => fields.includes(form.field))!.name;
  const top = isWhole ? wholeForm(panel, columns) : panel(here, columns, PART);
  const room = rows - 2 - top.length;
  const said = saidOf(form, own, look, columns - (isWhole ? 4 : 2)).map(
    (line): Line => [{text: ' '}, ...line],
  );
  const bottom = isWhole
    ? panelLines({
        title: written(words.fields[form.field], look),
        lines: said,
        width: columns,
        height: Math.min(room, HIGHEST),
        ascii,
      })
    : said.slice(0, room);
  const filler = Array.from({length: Math.max(0, room - bottom.length)}, (): Line => []);
  const size = parametersIn(form.recipe.net);
  return [
    headerLine(words.title, size === undefined ? [] : [words.parameters(size)], columns, ascii),
    ...top,
    ...bottom,
    ...filler,
    keysLine(words.keys, look),
  ];
}

function wholeForm(
  panel: (name: Section, width: number, height: number) => readonly Line[],
  columns: number,
): readonly Line[] {
  const left = Math.ceil(columns / 2);
  const right = panel('learning', columns - left, FIELDS);
  return [...panel('net', left, NET), ...panel('data', left, FIELDS - NET)].map(
    (line, i): Line => [...line, ...right[i]!],
  );
}

/** As many of the keys as fit whole. */
function keysLine(keys: readonly string[], look: Look): Line {
  const {columns} = look;
  let text = '';
  for (const key of keys) {
    const longer = `${text}${text === '' ? ' ' : '  '}${written(key, look)}`;
    if (textWidth(longer) <= columns) text = longer;
  }
  return fitLine([{text, role: 'key'}], columns);
}

/** Weights and biases of a net, while its layers can be read. */
function parametersIn(net: string): number | undefined {
  const sizes = layersIn(net).map(Number);
  const isNet = sizes.length > 1 && sizes.every((size) => Number.isSafeInteger(size) && size > 0);
  return isNet ? sizes.slice(1).reduce((sum, size, i) => sum + size * (sizes[i]! + 1), 0) : undefined;
}

function written(text: string, {ascii}: Look): string {
  return ascii ? toAscii(text.replace('↑↓', 'Up/Down').replaceAll('←→', 'Left/Right')) : text;
}

function fieldLines(form: Form, section: Section, own: Setup, look: Look, width: number): readonly Line[] {
  const words = formWords[look.language];
  const {fields} = sections.find(({name}) => name === section)!;
  const label = Math.max(...fields.map((name) => textWidth(written(words.fields[name], look)))) + 2;
  return fields
    .filter((name) => isUsed(name, form.recipe))
    .map((name): Line => {
      const isHere = name === form.field;
      const isWrong = form.problem?.field === name;
      const sign = isWrong ? '!' : isHere ? (look.ascii ? '>' : '▸') : ' ';
      const text = written(words.fields[name], look);
      const before: Line = [
        {text: ` ${sign} `, role: isWrong ? 'bad' : 'title'},
        {text: text + ' '.repeat(label - textWidth(text)), role: isHere ? 'title' : 'plain'},
      ];
      return [...before, ...shownValue(form, name, own, look, width - lineWidth(before) - 1)];
    });
}

/** The value of a field, its end where it is longer than its place. */
function shownValue(form: Form, field: RecipeField, own: Setup, look: Look, width: number): Line {
  const {recipe, fresh, layer} = form;
  const isHere = field === form.field;
  const text = recipe[field];
  const caret = look.ascii ? '_' : '▏';
  if (isHere && field === 'net' && layer !== undefined) {
    const layers = layersIn(text);
    const before = layers.slice(0, layer).map((size) => `${size}-`);
    const after = layers.slice(layer + 1).map((size) => `-${size}`);
    return [
      {text: before.join('')},
      {text: layers[layer] ?? '', role: 'mark'},
      {text: (fresh ? '' : caret) + after.join('')},
    ];
  }
  const name = shownName(field, text, own, look);
  // What is empty says what it means.
  if (field === 'size' && text.trim() === '') {
    const usual: Line = [{text: String(usualSize(recipe.data) ?? ''), role: 'dim'}];
    return isHere ? [{text: caret, role: 'mark'}, ...usual] : usual;
  }
  if (!isHere)
    return [{text: startOf(name ?? text, width, look), ...(name !== undefined && {role: 'dim' as const})}];
  if (name !== undefined) return [{text: startOf(name, width, look), role: 'mark'}];
  if (fresh && text !== '') return [{text: startOf(text, width, look), role: 'mark'}];
  return [{text: endOf(text, width - 1, look)}, {text: caret, role: 'mark'}];
}

/** What stands in the place of a word or of nothing. */
function shownName(field: RecipeField, text: string, {source}: Setup, {language}: Look): string | undefined {
  const words = formWords[language];
  if (field === 'data' && text === OWN_DATA)
    return source !== undefined && 'csv' in source ? source.csv : words.ownData;
  if (field === 'init' && text === OWN_INIT) return words.ownNumbers;
  return undefined;
}

const startOf = (text: string, width: number, {ascii}: Look): string =>
  textWidth(text) <= width ? text : `${cut(charactersOf(text), width - 1)}${ascii ? '~' : '…'}`;

const endOf = (text: string, width: number, {ascii}: Look): string =>
  textWidth(text) <= width
    ? text
    : `${ascii ? '~' : '…'}${Array.from(cut(charactersOf(text).toReversed(), width - 1))
        .toReversed()
        .join('')}`;

function cut(characters: readonly string[], width: number): string {
  let made = '';
  for (const character of characters) {
    if (textWidth(made + character) > width) break;
    made += character;
  }
  return made;
}

/** What is said of the chosen field: what is wrong, what it is, and what there is to choose from. */
function saidOf({recipe, field, problem}: Form, own: Setup, look: Look, width: number): readonly Line[] {
  const words = formWords[look.language];
  const lines = (text: string, role: 'bad' | 'dim' | 'title'): readonly Line[] =>
    wrapText(written(text, look), width).map((line): Line => [{text: line, role}]);
  return [
    ...(problem?.field === field ? lines(problem.words[look.language], 'bad') : []),
    ...lines(hintOf(field, recipe.data, words, look.language), 'dim'),
    ...(field === 'split' && recipe.data === recipeOf(own).data && hasOwnTest(own)
      ? lines(words.ownTest(own.test.length), 'title')
      : []),
    ...choiceLines(
      choicesOf(field, recipe),
      field === 'data' ? [recipe.data] : namesIn(recipe[field]),
      look,
      width,
    ),
  ];
}

function hintOf(field: RecipeField, data: string, words: FormWords, language: Language): string {
  const size = usualSize(data);
  return field === 'size' && size !== undefined
    ? `${words.hints.size}${language === 'zh' ? '' : ' '}${words.usualSize(size)}`
    : words.hints[field];
}

function usualSize(data: string): number | undefined {
  const set = dataSetNames.find((name) => name === data);
  return set && dataSetOptions[set].size;
}

/** The names to choose from, those that are chosen in brackets. */
function choiceLines(
  choices: readonly string[] | undefined,
  chosen: readonly string[],
  look: Look,
  width: number,
): readonly Line[] {
  const words = formWords[look.language];
  const lines: Line[] = [];
  let line: Line = [];
  for (const name of choices ?? []) {
    const isChosen = chosen.includes(name);
    const label = name === OWN_DATA ? words.own : name;
    const text = isChosen ? `[${label}]` : ` ${label} `;
    if (lineWidth(line) + textWidth(text) > width) {
      lines.push(line);
      line = [];
    }
    line = [...line, {text, role: isChosen ? 'mark' : 'plain'}];
  }
  return line.length === 0 ? lines : [...lines, line];
}
