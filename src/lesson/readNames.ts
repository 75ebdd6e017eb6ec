import {parseMeasure} from '../engine/measures.ts';
import {LOSS, NEURON_NAME, nodeValue, output, parseQuantity, type Quantity} from '../engine/quantity.ts';
import type {Bilingual, Names} from './lesson.ts';
import {nearest} from './nearest.ts';
import {shorten} from './problem.ts';
import {complain, type Reading, within} from './reading.ts';
import {createScope, type Neurons, type Scope} from './scope.ts';
import type {Path} from './source.ts';

export const noNames: Names = {display: new Map(), quantity: new Map(), neurons: new Map()};

/** A name as a file writes it: the same in both languages, or one for each. */
type LabelFile = string | {readonly zh?: string | undefined; readonly en?: string | undefined} | undefined;
type LabelsFile = Readonly<Record<string, LabelFile>> | undefined;

const languages = ['zh', 'en'] as const;

/**
 * Names of quantities and neurons.
 * @param reading begins at the map that has `names` and `neurons`
 * @param neurons undefined where the net is not known: then quantities are taken as written
 * @param inherited names that hold too, so far as the net has their quantities and neurons
 */
export function readNames(
  reading: Reading,
  file: {readonly names?: LabelsFile; readonly neurons?: LabelsFile},
  neurons: Neurons | undefined,
  inherited: Names = noNames,
): Names {
  const scope = neurons && createScope(neurons, noNames);
  const known = new Set(neurons?.layers.flat());
  const labels = readLabels(within(reading, ['neurons']), file.neurons, neurons && known);
  for (const [name, label] of inherited.neurons)
    if (!labels.has(name) && (neurons === undefined || known.has(name))) labels.set(name, label);

  const display = new Map<Quantity, Bilingual>();
  const quantity = new Map<string, Quantity>();
  const put = (of: Quantity, label: Bilingual): void => {
    display.set(of, label);
    for (const language of languages) quantity.set(label[language], of);
  };
  readDisplay(within(reading, ['names']), file.names, scope, put, quantity);
  const isFree = (label: Bilingual): boolean => languages.every((language) => !quantity.has(label[language]));
  // A node of a function is called by its own name; the last one is the loss.
  for (const [name, kind] of neurons?.nodes ?? []) {
    const of = kind === 'result' ? LOSS : nodeValue(name);
    const label = {zh: name, en: name};
    const isTaken = parseQuantity(name) !== undefined || parseMeasure(name) !== undefined;
    if (!name.startsWith('#') && !display.has(of) && isFree(label) && !isTaken) put(of, label);
  }
  for (const [of, label] of inherited.display)
    if (!display.has(of) && isFree(label) && scope?.resolve(of) !== undefined) put(of, label);
  // An input is called by its neuron's name, as on paper, where the file uses the name for nothing else.
  for (const name of neurons?.layers[0] ?? []) {
    const label = labels.get(name) ?? {zh: name, en: name};
    const means = (text: string): boolean =>
      parseQuantity(text) !== undefined || parseMeasure(text) !== undefined;
    if (!display.has(output(name)) && isFree(label) && !means(label.zh) && !means(label.en))
      put(output(name), label);
  }
  return {display, quantity, neurons: labels};
}

/** Both languages' labels, each of them checked. */
function readLabel(
  label: LabelFile,
  path: Path,
  check: (text: string, path: Path) => void,
): Bilingual | undefined {
  if (label === undefined) return undefined;
  if (typeof label === 'string') {
    check(label, path);
    return {zh: label, en: label};
  }
  for (const language of languages) {
    const text = label[language];
    if (text !== undefined && (language === 'zh' || text !== label.zh)) check(text, [...path, language]);
  }
  const {zh, en} = label;
  return zh === undefined || en === undefined ? undefined : {zh, en};
}

function readLabels(
  reading: Reading,
  file: LabelsFile,
  known: ReadonlySet<string> | undefined,
): Map<string, Bilingual> {
  const labels = new Map<string, Bilingual>();
  const taken = new Map<string, string>();
  for (const [name, written] of Object.entries(file ?? {})) {
    if (known !== undefined && !known.has(name)) {
      const meant = nearest(name, [...known]);
      const detail = {name: shorten(name), ...(meant !== undefined && {nearest: meant})};
      complain(reading, [name], {code: 'unknown-neuron', ...detail}, 'key');
    }
    const label = readLabel(written, [name], (text, path) => {
      const by = taken.get(text);
      if (!NEURON_NAME.test(text)) complain(reading, path, {code: 'bad-neuron-name', name: shorten(text)});
      else if (by !== undefined)
        complain(reading, path, {code: 'display-name-taken', name: text, by: shorten(by)});
      else taken.set(text, name);
    });
    if (label !== undefined) labels.set(name, label);
  }
  return labels;
}

function readDisplay(
  reading: Reading,
  file: LabelsFile,
  scope: Scope | undefined,
  put: (of: Quantity, label: Bilingual) => void,
  taken: ReadonlyMap<string, Quantity>,
): void {
  for (const [written, name] of Object.entries(file ?? {})) {
    const canonical = scope === undefined ? written : scope.resolve(written);
    if (canonical === undefined) {
      const meant = reading.collector.open() ? scope?.nearest(written) : undefined;
      const detail = {name: shorten(written), ...(meant !== undefined && {nearest: meant})};
      complain(reading, [written], {code: 'unknown-quantity', ...detail}, 'key');
    }
    let clash = false;
    const label = readLabel(name, [written], (text, path) => {
      const by = taken.get(text);
      clash ||= by !== undefined;
      if (!NEURON_NAME.test(text)) complain(reading, path, {code: 'bad-display-name', name: shorten(text)});
      else if (parseMeasure(text) !== undefined || (parseQuantity(text) !== undefined && text !== canonical))
        complain(reading, path, {code: 'display-name-is-quantity', name: text});
      else if (by !== undefined)
        complain(reading, path, {code: 'display-name-taken', name: text, by: shorten(by)});
    });
    // Also for an unknown quantity: that one problem is enough, uses of the name are no others.
    if (label !== undefined && !clash) put(canonical ?? written, label);
  }
}
