import type {NetworkView} from '../../session/view/network.ts';

/** The neuron in the middle of attention. */
export interface Center {
  readonly layer: number;
  readonly index: number;
}

/** The neuron that the focus is on; without one, an output as soon as there is one, before that the first neuron. */
export function centerOf({layers, center}: NetworkView): Center {
  for (const [layer, neurons] of layers.entries()) {
    const index = neurons.findIndex(({name}) => name === center);
    if (index >= 0) return {layer, index};
  }
  const last = layers.length - 1;
  const marked = layers[last]!.findIndex(({loss, target}) => loss?.marked || target?.marked);
  if (marked >= 0) return {layer: last, index: marked};
  return {layer: layers[last]!.at(-1)!.output.text === undefined ? 1 : last, index: 0};
}
