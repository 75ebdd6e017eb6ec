import type {Setup} from '../../lesson/lesson.ts';
import {toAscii} from '../../session/notation.ts';
import {
  OWN_DATA,
  type Recipe,
  type RecipeField,
  type RecipeProblem,
  recipeChoices,
  setupOf,
} from '../../session/play/recipe.ts';
import {wrapText} from '../../session/wrap.ts';
import {headerLine} from '../bars.ts';
import {charactersOf, fitLine, type Line, textWidth} from '../paint.ts';
import type {Look} from '../scene.ts';
import type {PlayWords} from './words.ts';

/** A recipe while it is being changed. */
export interface Form {
  readonly recipe: Recipe;
  readonly field: RecipeField;
  /** Why it could not be taken as it stood. */
  readonly problem?: RecipeProblem;
}

const fields: readonly RecipeField[] = ['net', 'activation', 'loss', 'optimizer', 'rate', 'data', 'seed'];

export const formOf = (recipe: Recipe): Form => ({recipe, field: 'net'});

/** What a key makes of a form: another form, a recipe that can be made, or nothing (it is left). */
export type FormTurn =
  | {readonly type: 'form'; readonly form: Form}
  | {readonly type: 'taken'; readonly recipe: Recipe}
  | {readonly type: 'left'};

const LONGEST = 60;

/**
 * @param own the setup whose samples may stay
 * @param most parameters that a net may have
 */
export function typedInForm({recipe, field, problem}: Form, key: string, own: Setup, most: number): FormTurn {
  const at = (other: RecipeField): FormTurn => ({
    type: 'form',
    form: {recipe, field: other, ...(problem && {problem})},
  });
  const written = (text: string): FormTurn => ({
    type: 'form',
    form: {recipe: {...recipe, [field]: text}, field},
  });
  const index = fields.indexOf(field);
  switch (key) {
    case 'escape':
      return {type: 'left'};
    case 'enter': {
      const made = setupOf(recipe, own);
      const wrong = made.ok ? tooLarge(made.setup, own, most) : made.problem;
      if (wrong === undefined) return {type: 'taken', recipe};
      return {type: 'form', form: {recipe, field: wrong.field, problem: wrong}};
    }
    case 'up':
    case 'shift+tab':
      return at(fields[Math.max(0, index - 1)]!);
    case 'down':
    case 'tab':
      return at(fields[Math.min(fields.length - 1, index + 1)]!);
    case 'left':
    case 'right': {
      const choices = choicesOf(field);
      if (choices === undefined) return at(field);
      const place = choices.indexOf(recipe[field]);
      const step = key === 'right' ? 1 : -1;
      return written(choices[(place + step + choices.length) % choices.length]!);
    }
    case 'backspace':
      return written(charactersOf(recipe[field]).slice(0, -1).join(''));
    default: {
      const text = key === 'space' ? ' ' : key;
      const isText = charactersOf(text).length === 1 && recipe[field].length < LONGEST;
      return isText ? written(recipe[field] + text) : at(field);
    }
  }
}

/** A net that is there already is none too large, whatever else of it is changed. */
function tooLarge({parameters: {length}}: Setup, own: Setup, most: number): RecipeProblem | undefined {
  if (length <= most || length <= own.parameters.length) return undefined;
  return {
    field: 'net',
    words: {
      en: `expected at most ${most} weights and biases, for a class shares this machine; found ${length}.`,
      zh: `全班共用这台机器，权重和偏置最多 ${most} 个，这里有 ${length} 个。`,
    },
  };
}

const choicesOf = (field: RecipeField): readonly string[] | undefined =>
  field === 'data' ? [...recipeChoices.data!, OWN_DATA] : recipeChoices[field];

/** The form as a page that fills the screen. */
export function formLines({recipe, field, problem}: Form, look: Look, words: PlayWords): readonly Line[] {
  const {columns, rows, ascii, language} = look;
  const written = (text: string): string =>
    ascii ? toAscii(text.replace('↑↓', 'Up/Down').replace('←→', 'Left/Right')) : text;
  const label = Math.max(...fields.map((name) => textWidth(words.fields[name]))) + 2;
  const body = fields.flatMap((name): readonly Line[] => {
    const isHere = name === field;
    const role = isHere ? 'mark' : 'plain';
    const value = name === 'data' && recipe.data === OWN_DATA ? words.own : recipe[name];
    const line: Line = [
      {text: isHere ? (ascii ? '  > ' : '  ▸ ') : '    ', role: isHere ? 'title' : 'plain'},
      {text: words.fields[name], role: 'title'},
      {text: ' '.repeat(label - textWidth(words.fields[name]))},
      {text: isHere && choicesOf(name) === undefined ? `${value}${ascii ? '_' : '▏'}` : value, role},
    ];
    const indent = ' '.repeat(4 + label);
    const room = columns - 6 - label;
    const own = problem?.field === name ? problem.words[language] : undefined;
    if (own !== undefined)
      return [
        line,
        ...wrapText(written(own), room).map((text): Line => [{text: indent}, {text, role: 'bad'}]),
      ];
    return isHere
      ? [
          line,
          ...wrapText(written(words.hints[name]), room).map(
            (text): Line => [{text: indent}, {text, role: 'dim'}],
          ),
        ]
      : [line];
  });
  const lines: readonly Line[] = [headerLine(words.form, [], columns, ascii), [], ...body];
  const filler = Array.from({length: Math.max(0, rows - 1 - lines.length)}, (): Line => []);
  return [
    ...lines.slice(0, rows - 1),
    ...filler,
    fitLine([{text: ` ${written(words.formKeys)}`, role: 'key'}], columns, ascii ? '~' : '…'),
  ];
}
