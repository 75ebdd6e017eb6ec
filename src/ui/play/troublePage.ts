import type {Signs, Trouble} from '../../engine/troubles.ts';
import {createNotation, type Notation} from '../../session/notation.ts';
import {diagnosisOf} from '../../session/play/troubles.ts';
import type {State} from '../../session/state.ts';
import {textTable} from '../../session/textTable.ts';
import {wrapText} from '../../session/wrap.ts';
import type {Line, Role} from '../paint.ts';
import type {Look} from '../scene.ts';
import {pageLimit, pageLines} from './page.ts';
import {type Looked, type TroubleWords, troubleWords} from './troubleWords.ts';

/** What stands in the way of a net's learning, what it means and what can be done, and the numbers of each layer. */
export interface TroublePage {
  readonly kind: 'troubles';
  readonly scroll: number;
}

export function troublePageLines({scroll}: TroublePage, state: State, look: Look): readonly Line[] {
  const words = troubleWords[look.language];
  return pageLines(words.title, words.keys, bodyOf(state, look), scroll, look);
}

/** How far the page can be scrolled. */
export const troublePageLimit = (state: State, look: Look): number =>
  pageLimit(bodyOf(state, look).length, look);

function bodyOf({start}: State, {language, ascii, columns, digits}: Look): readonly Line[] {
  const words = troubleWords[language];
  const {setup} = start;
  const notation = createNotation(setup.names, language, digits, ascii);
  const {signs, troubles} = diagnosisOf(start);
  const paragraph = (text: string, role?: Role, indent = ''): readonly Line[] =>
    wrapText(notation.text(text), columns - 2 - indent.length).map(
      (line): Line => [{text: ` ${indent}`}, role === undefined ? {text: line} : {text: line, role}],
    );
  const looked: Looked = signs ?? {looked: setup.samples.length, samples: setup.samples.length};
  const told = troubles.flatMap((trouble: Trouble): readonly Line[] => [
    ...paragraph(`${words.names[trouble.kind]}`, 'title'),
    ...paragraph(words.seen(trouble, looked, notation.number), 'bad', '  '),
    ...paragraph(words.means[trouble.kind], undefined, '  '),
    ...paragraph(`${words.todo} ${words.cures[trouble.kind]}`, undefined, '  '),
    [],
  ]);
  return [
    ...(troubles.length === 0 ? [...paragraph(words.none), []] : told),
    ...(signs === undefined
      ? []
      : [
          ...paragraph(words.table(signs), 'title'),
          ...layerTable(signs, words, notation, columns - 4).map((text): Line => [{text: `   ${text}`}]),
        ]),
    ...(signs === undefined ? [] : [[]]),
    ...paragraph(words.criteria, 'dim'),
  ];
}

function layerTable(
  {layers}: Signs,
  {columns}: TroubleWords,
  {number, neuron, text, language}: Notation,
  width: number,
): readonly string[] {
  const names = (neurons: readonly string[]): string =>
    neurons.length > 2
      ? `${neuron(neurons[0]!)} … ${neuron(neurons.at(-1)!)}`
      : neurons.map(neuron).join(' ');
  const count = (part: number, of: number): string => (of === 0 ? text('–') : `${part}/${of}`);
  const rows = layers.map((layer, l) => [
    text(names(layer.neurons)),
    layer.activation,
    number(layer.delta),
    count(layer.saturated, layer.saturable),
    count(layer.dead.length, layer.activation === 'relu' ? layer.neurons.length : 0),
    l === layers.length - 1 ? text('–') : count(layer.alike.flat().length, layer.neurons.length),
  ]);
  const headings = [
    columns.neurons,
    columns.activation,
    columns.delta,
    columns.saturated,
    columns.dead,
    columns.alike,
  ].map(text);
  return textTable(headings, rows, width, language === 'zh' ? '：' : ': ');
}
