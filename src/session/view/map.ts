import type {Quantity} from '../../engine/quantity.ts';
import type {State} from '../state.ts';
import type {Bounds, Field} from './field.ts';

/** What a net with two inputs answers to every input: a neuron's output over the plane of the inputs. */
export interface MapView extends Field {
  /** The neuron's output. */
  readonly of: Quantity;
  /** The inputs, across and up. */
  readonly inputs: readonly [Quantity, Quantity];
  /** The value at which a sample goes from one side to the other. */
  readonly middle: number;
  readonly samples: readonly MapSample[];
  /** The target that says a sample's class. */
  readonly target: Quantity;
  /** The targets of the two classes, lower first, where all samples have one of two. */
  readonly classes?: readonly [number, number];
  readonly round: number;
}

export interface MapSample {
  readonly x: number;
  readonly y: number;
  /** Whether it belongs to the class with the higher target. */
  readonly high: boolean;
  /** Whether the net's outputs are on its targets' side. */
  readonly right: boolean;
}

/** The map of a neuron's output; undefined for a net that has not two inputs, or no such neuron. Bounds: by themselves, round the samples. */
export function mapView(_state: State, _of: Quantity, _bounds?: Bounds): MapView | undefined {
  return undefined;
}
