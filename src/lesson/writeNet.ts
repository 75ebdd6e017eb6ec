import {isMap, isScalar, isSeq, parseDocument, stringify, visit} from 'yaml';
import {bias, output, type Quantity, weight} from '../engine/quantity.ts';
import type {Bilingual, Setup} from './lesson.ts';

/**
 * A net as a file, in the format of lessons: every number in full, the samples listed. Reading it gives the same setup, bit for bit.
 * @throws a RangeError for a function, which has no such file
 */
export function writeNet(setup: Setup): string {
  const {network, parameters, optimizer, samples, test, updates, mistake} = setup;
  if (network.expression !== undefined) throw new RangeError('a function is not written as a net');
  const {layers, activations, loss, plan} = network;
  const numberOf = (name: Quantity): number => parameters[network.parameterIndex.get(name)!]!;
  const weights = plan.flatMap(({sources, neurons}) =>
    neurons.flatMap((to) => sources.map((from) => [`${from}->${to}`, numberOf(weight(from, to))] as const)),
  );
  const biases = plan.flatMap(({neurons, biases: places}) =>
    neurons.flatMap((name, j) => (places[j]! < 0 ? [] : [[name, numberOf(bias(name))] as const])),
  );
  const names = namesOf(setup);
  const neurons = [...setup.names.neurons].map(([name, label]) => [name, labelOf(label)] as const);
  const file = {
    format: 1,
    network: {
      layers,
      activation: activations,
      loss,
      weights: Object.fromEntries(weights),
      ...(biases.length === 0 ? {} : {biases: Object.fromEntries(biases)}),
    },
    ...(neurons.length === 0 ? {} : {neurons: Object.fromEntries(neurons)}),
    ...(names.length === 0 ? {} : {names: Object.fromEntries(names)}),
    optimizer,
    data: samples,
    ...(test.length === 0 ? {} : {test}),
    updates,
    ...(mistake === undefined ? {} : {mistake}),
  };
  // Blocks above, one line for each thing that a person reads as one.
  const document = parseDocument(stringify(file, {aliasDuplicateObjects: false}));
  visit(document, {
    Collection(_key, node, path) {
      const isSmall = isMap(node)
        ? node.items.every(({value}) => isScalar(value) || isSeq(value)) && path.length > 2
        : isSeq(node) && node.items.every((item) => isScalar(item));
      if (isSmall) node.flow = true;
    },
  });
  return document.toString({lineWidth: 120, flowCollectionPadding: false});
}

/** The display names that reading a file would not give by itself. */
function namesOf({names, network}: Setup): readonly (readonly [Quantity, string | Bilingual])[] {
  return [...names.display].flatMap(([of, label]) => {
    const input = network.inputs.find((name) => output(name) === of);
    const usual = input === undefined ? undefined : (names.neurons.get(input) ?? {zh: input, en: input});
    const isUsual = usual !== undefined && usual.zh === label.zh && usual.en === label.en;
    return isUsual ? [] : [[of, labelOf(label)] as const];
  });
}

const labelOf = (label: Bilingual): string | Bilingual => (label.zh === label.en ? label.zh : label);
