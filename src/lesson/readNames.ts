import {NEURON_NAME, output, parseQuantity, type Quantity} from '../engine/quantity.ts';
import {type Names, ROUND} from './lesson.ts';
import {shorten} from './problem.ts';
import {complain, type Reading} from './reading.ts';
import {createScope, type Neurons} from './scope.ts';

export const noNames: Names = {display: new Map(), quantity: new Map()};

/** Display names by canonical quantity. @param neurons undefined where the net is not known: then quantities are taken as written */
export function readNames(
  reading: Reading,
  file: Readonly<Record<string, string | undefined>> | undefined,
  neurons: Neurons | undefined,
): Names {
  const scope = neurons && createScope(neurons, noNames);
  const display = new Map<Quantity, string>();
  const quantity = new Map<string, Quantity>();
  for (const [written, name] of Object.entries(file ?? {})) {
    const path = ['names', written];
    const canonical = scope === undefined ? written : scope.resolve(written);
    if (canonical === undefined) {
      const meant = reading.collector.open() ? scope?.nearest(written) : undefined;
      complain(
        reading,
        path,
        {code: 'unknown-quantity', name: shorten(written), ...(meant !== undefined && {nearest: meant})},
        'key',
      );
    }
    if (name === undefined) continue;
    const by = quantity.get(name);
    if (!NEURON_NAME.test(name)) complain(reading, path, {code: 'bad-display-name', name: shorten(name)});
    else if (name === ROUND || (parseQuantity(name) !== undefined && name !== canonical))
      complain(reading, path, {code: 'display-name-is-quantity', name});
    else if (by !== undefined) complain(reading, path, {code: 'display-name-taken', name, by: shorten(by)});
    // Also for an unknown quantity: that one problem is enough, uses of the name are no others.
    if (by === undefined) quantity.set(name, canonical ?? written);
    display.set(canonical ?? written, name);
  }
  // An input is called by its neuron's name, as on paper, where the file uses the name for nothing else.
  for (const name of neurons?.layers[0] ?? [])
    if (
      !display.has(output(name)) &&
      !quantity.has(name) &&
      name !== ROUND &&
      parseQuantity(name) === undefined
    ) {
      display.set(output(name), name);
      quantity.set(name, output(name));
    }
  return {display, quantity};
}
