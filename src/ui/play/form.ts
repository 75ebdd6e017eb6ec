import {activationNames} from '../../engine/activations.ts';
import type {Setup} from '../../lesson/lesson.ts';
import {type Before, type RecipeProblem, setupOf} from '../../session/play/build.ts';
import {
  fitted,
  isUsed,
  layersIn,
  namesIn,
  OWN_DATA,
  OWN_INIT,
  type Recipe,
  type RecipeField,
  recipeChoices,
} from '../../session/play/recipe.ts';
import {typedNumber} from '../../session/typedNumber.ts';
import {charactersOf} from '../paint.ts';
import {type LayerChange, layerChanged} from './layersField.ts';

/** A recipe while it is being changed. */
export interface Form {
  readonly recipe: Recipe;
  readonly field: RecipeField;
  /** Whether the first character that is typed takes the place of what stands there. */
  readonly fresh: boolean;
  /** Of the net: the layer that is chosen, counted from the input, 0. */
  readonly layer?: number;
  /** Why it could not be taken as it stood. */
  readonly problem?: RecipeProblem;
}

export type Section = 'net' | 'data' | 'learning';

/** The parts of the form, in the order in which the arrows go through them. */
export const sections: readonly {readonly name: Section; readonly fields: readonly RecipeField[]}[] = [
  {name: 'net', fields: ['net', 'activation', 'loss', 'init', 'seed']},
  {name: 'data', fields: ['data', 'size', 'noise', 'dataSeed', 'split']},
  {
    name: 'learning',
    fields: ['optimizer', 'rate', 'momentum', 'decay', 'beta1', 'beta2', 'epsilon', 'batch', 'l1', 'l2'],
  },
];

export const formOf = (recipe: Recipe): Form => ({recipe, field: 'net', fresh: true});

/** What a key makes of a form: another form, a recipe that can be made, or nothing (it is left). */
export type FormTurn =
  | {readonly type: 'form'; readonly form: Form}
  | {readonly type: 'taken'; readonly recipe: Recipe}
  | {readonly type: 'left'};

/** What may be built here. */
export interface Most {
  readonly parameters: number;
  readonly samples: number;
}

const LONGEST = 60;

/** @param before what is there, and stays where its fields do */
export function typedInForm(form: Form, key: string, before: Before, most: Most): FormTurn {
  const {recipe, field, problem, layer} = form;
  const own = before.setup;
  const turned = (changed: Form): FormTurn => ({type: 'form', form: changed});
  const at = (other: RecipeField): FormTurn =>
    turned(
      other === field ? form : {recipe, field: other, fresh: true, ...(problem !== undefined && {problem})},
    );
  const written = (text: string, fresh = false): FormTurn =>
    turned({recipe: {...recipe, [field]: text}, field, fresh});
  const relayered = (change: LayerChange): FormTurn =>
    turned({field, fresh: true, ...layerChanged(recipe, layer ?? 1, change)});
  const fields = sections.flatMap((section) => section.fields).filter((name) => isUsed(name, recipe));
  const index = fields.indexOf(field);
  switch (key) {
    case 'escape':
      return {type: 'left'};
    case 'enter': {
      const made = setupOf(recipe, before);
      const wrong = made.ok ? tooLarge(made.setup, own, most) : made.problem;
      if (wrong === undefined) return {type: 'taken', recipe};
      const chosen = wrong.field === 'net' && layer !== undefined ? {layer, fresh: true} : {fresh: false};
      return turned({recipe, field: wrong.field, ...chosen, problem: wrong});
    }
    case 'up':
      return at(fields[Math.max(0, index - 1)]!);
    case 'down':
      return at(fields[Math.min(fields.length - 1, index + 1)]!);
    case 'tab':
    case 'pagedown':
      return at(sectionBeside(field, 1));
    case 'shift+tab':
    case 'pageup':
      return at(sectionBeside(field, -1));
    case 'left':
    case 'right':
      return turned(stepped(form, key === 'right' ? 1 : -1, own));
    case 'delete':
    case 'ctrl+u':
      return written('');
    case 'backspace':
      if (field === 'net' && layer !== undefined) return turned(shortened(form, layer));
      return written(charactersOf(recipe[field]).slice(0, -1).join(''));
    default: {
      if (field === 'net') {
        const change = LAYER_KEYS[key];
        const {length} = layersIn(recipe.net);
        if (change !== undefined) return length < 2 ? turned(form) : relayered(change);
        if (layer !== undefined && layer < length && /^\d$/.test(key)) return turned(sized(form, layer, key));
      }
      if (field === 'activation' && (key === '[' || key === ']'))
        return written(withOutput(recipe, key === ']' ? 1 : -1), true);
      const text = key === 'space' ? ' ' : key;
      if (charactersOf(text).length !== 1 || (field === 'net' && !IN_NET.test(text))) return turned(form);
      const whole = (form.fresh && layer === undefined ? '' : recipe[field]) + text;
      return whole.length > LONGEST ? turned(form) : written(whole);
    }
  }
}

/** Keys that mean something while the net's layers are chosen: letters are no part of their text. */
const LAYER_KEYS: Readonly<Record<string, LayerChange>> = {
  a: 'more',
  '+': 'more',
  d: 'fewer',
  i: 'insert',
  x: 'remove',
};

/** What the layers of a net are typed with. */
const IN_NET = /^[\d\s,，–−-]$/;

/** The chosen layer's number without its last digit; the only one is replaced by the next that is typed. */
function shortened(form: Form, layer: number): Form {
  const layers = layersIn(form.recipe.net);
  const number = layers[layer] ?? '';
  if (number.length < 2) return {...form, fresh: true};
  const net = layers.with(layer, number.slice(0, -1)).join('-');
  return {recipe: {...form.recipe, net}, field: form.field, fresh: false, layer};
}

/** A digit in the place of the chosen layer's number, or at its end. */
function sized(form: Form, layer: number, digit: string): Form {
  const layers = layersIn(form.recipe.net);
  const before = form.fresh ? '' : (layers[layer] ?? '');
  const net = layers.with(layer, before + digit).join('-');
  return net.length > LONGEST
    ? form
    : {recipe: {...form.recipe, net}, field: form.field, fresh: false, layer};
}

/** The first field of the part of the form before or after the one that a field belongs to. */
function sectionBeside(field: RecipeField, step: 1 | -1): RecipeField {
  const place = sections.findIndex(({fields}) => fields.includes(field));
  return sections[(place + step + sections.length) % sections.length]!.fields[0]!;
}

/** A net that is there already is none too large, whatever else of it is changed; nor are its samples too many. */
function tooLarge({parameters, samples, test}: Setup, own: Setup, most: Most): RecipeProblem | undefined {
  if (parameters.length > most.parameters && parameters.length > own.parameters.length)
    return {
      field: 'net',
      words: {
        en: `expected at most ${most.parameters} weights and biases, for a class shares this machine; found ${parameters.length}.`,
        zh: `全班共用这台机器，权重和偏置最多 ${most.parameters} 个，这里有 ${parameters.length} 个。`,
      },
    };
  const count = samples.length + test.length;
  if (count > most.samples && count > own.samples.length + own.test.length)
    return {
      field: 'size',
      words: {
        en: `expected at most ${most.samples} samples, for a class shares this machine; found ${count}.`,
        zh: `全班共用这台机器，样本最多 ${most.samples} 个，这里有 ${count} 个。`,
      },
    };
  return undefined;
}

/** Names that ←→ go through in a field, around and around; undefined where there are none. */
export function choicesOf(field: RecipeField, recipe: Recipe): readonly string[] | undefined {
  switch (field) {
    case 'data':
      return [...recipeChoices.data!, OWN_DATA];
    case 'init':
      return recipe.init === OWN_INIT ? [...recipeChoices.init!, OWN_INIT] : recipeChoices.init;
    case 'activation':
      return activationNames;
    default:
      return recipeChoices[field];
  }
}

/** Numbers that ←→ go through: any other may be typed. */
const usual: Readonly<Partial<Record<RecipeField, readonly string[]>>> = {
  rate: ['0.001', '0.003', '0.01', '0.03', '0.1', '0.3', '0.5', '1', '3'],
  momentum: ['0', '0.5', '0.9', '0.95', '0.99'],
  decay: ['0.5', '0.9', '0.95', '0.99'],
  beta1: ['0', '0.5', '0.9', '0.99'],
  beta2: ['0.9', '0.99', '0.999', '0.9999'],
  epsilon: ['1e-12', '1e-8', '1e-6', '1e-4'],
  batch: ['1', '2', '4', '8', '16', '32', '64', 'all'],
  l1: ['0', '0.0001', '0.001', '0.003', '0.01', '0.03', '0.1'],
  l2: ['0', '0.0001', '0.001', '0.003', '0.01', '0.03', '0.1'],
  size: ['4', '6', '8', '10', '20', '50', '100', '200', '500', '1000', '10000'],
  noise: ['0', '0.05', '0.1', '0.2', '0.3', '0.5'],
  split: ['0', '0.1', '0.2', '0.3', '0.5'],
};

/** The form after ← (−1) or → (1): the next layer, name or number. */
function stepped(form: Form, step: 1 | -1, own: Setup): Form {
  const {recipe, field} = form;
  const taken = (changed: Partial<Recipe>): Form => ({recipe: {...recipe, ...changed}, field, fresh: true});
  if (field === 'net') {
    const {length} = layersIn(recipe.net);
    if (length === 0) return form;
    const layer = form.layer === undefined ? Math.min(1, length - 1) : form.layer + step;
    return {...form, fresh: true, layer: Math.min(Math.max(layer, 0), length - 1)};
  }
  if (field === 'activation') {
    const names = namesIn(recipe.activation);
    const next = around(
      activationNames.filter((name) => name !== 'softmax'),
      names[0] ?? '',
      step,
    );
    return taken({activation: names.length > 1 ? `${next},${names.at(-1)}` : next});
  }
  if (field === 'seed' || field === 'dataSeed') {
    const value = Number(recipe[field]);
    return taken({[field]: String(Number.isSafeInteger(value + step) ? value + step : 1)});
  }
  const choices = choicesOf(field, recipe);
  if (choices !== undefined) {
    const [name = ''] = field === 'init' ? namesIn(recipe.init) : [recipe[field]];
    const next = around(choices, name, step);
    if (field !== 'data') return taken({[field]: next});
    const {inputs, outputs} = own.network;
    const chosen = {...recipe, data: next, size: ''};
    const widths = next === OWN_DATA ? {inputs: inputs.length, targets: outputs.length} : undefined;
    return taken(widths === undefined ? fitted(chosen) : fitted(chosen, widths));
  }
  const numbers = usual[field] ?? [];
  return taken({[field]: beside(numbers, recipe[field], step)});
}

/** The name after or before another; after one that is not among them, the first or the last. */
function around(names: readonly string[], name: string, step: 1 | -1): string {
  const place = names.indexOf(name.trim());
  if (place < 0) return names.at(step === 1 ? 0 : -1)!;
  return names[(place + step + names.length) % names.length]!;
}

/** The next larger or smaller number among those that are usual; words come after all numbers. */
function beside(numbers: readonly string[], text: string, step: 1 | -1): string {
  const worth = (written: string): number => {
    const typed = typedNumber(written);
    return typed.ok
      ? typed.value
      : written.trim() === ''
        ? Number.NEGATIVE_INFINITY
        : Number.POSITIVE_INFINITY;
  };
  const now = worth(text);
  const found =
    step === 1
      ? numbers.find((number) => worth(number) > now)
      : numbers.findLast((number) => worth(number) < now);
  return found ?? text;
}

/** The activations with another one in the last layer. */
function withOutput({activation}: Recipe, step: 1 | -1): string {
  const names = namesIn(activation);
  const next = around(activationNames, names.at(-1) ?? '', step);
  return names.length > 1 ? names.with(-1, next).join(',') : `${names[0] ?? next},${next}`;
}
