import {layersIn, namesIn, type Recipe} from '../../session/play/recipe.ts';

/** Layers and neurons that are added and removed by keys, in the text of a recipe's net. */

/** What can be done to the layer that is chosen. */
export type LayerChange = 'more' | 'fewer' | 'insert' | 'remove';

/** Neurons of a layer that is put between an input and an output. */
const USUAL = '4';

/** A recipe with other layers, and which of them is chosen then. */
export interface Changed {
  readonly recipe: Recipe;
  readonly layer: number;
}

/** @param layer index of the chosen layer, the input layer 0 */
export function layerChanged(recipe: Recipe, layer: number, change: LayerChange): Changed {
  const layers = layersIn(recipe.net);
  const last = layers.length - 1;
  const count = Number(layers[layer]);
  const written = (parts: readonly string[], at = layer, others: Partial<Recipe> = {}): Changed => ({
    recipe: {...recipe, ...others, net: parts.join('-')},
    layer: at,
  });
  switch (change) {
    case 'more':
      return Number.isSafeInteger(count) ? written(layers.with(layer, String(count + 1))) : {recipe, layer};
    case 'fewer':
      return count > 1 ? written(layers.with(layer, String(count - 1))) : {recipe, layer};
    case 'insert': {
      if (layers.length < 2) return {recipe, layer};
      // No layer comes after the output.
      const at = Math.min(layer + 1, last);
      const like = layer > 0 && layer < last ? layers[layer]! : USUAL;
      return written(layers.toSpliced(at, 0, like), at, {
        activation: withEach(recipe, last, (names) =>
          names.toSpliced(at - 1, 0, names[Math.max(0, at - 2)]!),
        ),
      });
    }
    case 'remove': {
      if (layer <= 0 || layer >= last) return {recipe, layer};
      return written(layers.toSpliced(layer, 1), Math.min(layer, Math.max(1, last - 2)), {
        activation: withEach(recipe, last, (names) => names.toSpliced(layer - 1, 1)),
      });
    }
  }
}

/** The list of activations, changed where it has one for each of the layers. */
function withEach(
  {activation}: Recipe,
  layers: number,
  change: (names: readonly string[]) => readonly string[],
): string {
  const names = namesIn(activation);
  return names.length === layers && layers > 2 ? change(names).join(',') : activation;
}
