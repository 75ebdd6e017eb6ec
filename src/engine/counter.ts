import type {CountName} from './measures.ts';
import type {Network} from './network.ts';

/** Placeholder until the engine counts. */
export function countsOf(network: Network): Readonly<Record<CountName, number>> {
  return {forward: Number.NaN, backward: Number.NaN, numeric: Number.NaN, parameters: network.parameters.length};
}
