import {gradient, type Quantity, weight, weightedSum} from '../../engine/quantity.ts';
import type {Lesson, RunName} from '../../lesson/lesson.ts';
import type {Notation} from '../notation.ts';
import {passOf, positionOf, type State} from '../state.ts';
import {valueAt} from '../value.ts';
import {runTitle} from '../words.ts';

/** How large the error terms and the gradients of the weights are, layer by layer. */
export interface LayersView {
  readonly runs: readonly LayersOfRun[];
}

export interface LayersOfRun {
  readonly title: string;
  /** Its place among the lesson's runs, from 0: by it a run looks the same in all panels. */
  readonly place: number;
  /** The output layer first, as the sweep goes. */
  readonly layers: readonly LayerSize[];
}

export interface LayerSize {
  /** 1 for the first layer after the input. */
  readonly layer: number;
  /** The mean of |δ| over the layer's neurons; absent until all of them are computed. */
  readonly delta?: number;
  /** The mean of |∂L/∂w| over the weights into the layer. */
  readonly weights?: number;
}

export function layersView(
  state: State,
  lesson: Pick<Lesson, 'runs'>,
  runs: readonly RunName[],
  notation: Notation,
): LayersView {
  const places = [...lesson.runs.keys()];
  return {
    runs: runs.flatMap((name) => {
      const run = lesson.runs.get(name);
      const position = positionOf(state, name);
      if (run === undefined || position === undefined) return [];
      const mean = (names: readonly Quantity[]): number | undefined => {
        const values = names.map((quantity) => valueAt(state, `${gradient(quantity)}@${name}`));
        return values.reduce<number | undefined>(
          (total, value) =>
            total === undefined || value === undefined ? undefined : total + Math.abs(value) / names.length,
          0,
        );
      };
      const layers = passOf(position).network.plan.map(({sources, neurons}, i): LayerSize => {
        const delta = mean(neurons.map(weightedSum));
        const weights = mean(neurons.flatMap((to) => sources.map((from) => weight(from, to))));
        return {
          layer: i + 1,
          ...(delta === undefined ? {} : {delta}),
          ...(weights === undefined ? {} : {weights}),
        };
      });
      const title = runTitle(run, state, notation);
      return [{title, place: places.indexOf(name), layers: layers.reverse()}];
    }),
  };
}
