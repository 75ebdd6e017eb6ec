import {NEURON_NAME} from '../engine/quantity.ts';
import {CONTROL} from './control.ts';

/** A neuron's name has as many characters at most. */
const LONGEST = 20;

/**
 * Names for neurons, made of the names of columns: one that a neuron can bear is kept, another is cleaned, and a number is added where two
 * would be the same.
 * @param otherwise the name of a column that has none, by its index
 * @param taken names that others have
 */
export function columnNames(
  written: readonly string[],
  otherwise: (index: number) => string,
  taken: Iterable<string> = [],
): readonly string[] {
  const used = new Set(taken);
  const names = written.map((name) => {
    const isGood = NEURON_NAME.test(name) && clean(name) === name && !used.has(name);
    if (isGood) used.add(name);
    return isGood ? name : undefined;
  });
  return names.map((name, i) => {
    if (name !== undefined) return name;
    const stem = clean(written[i]!) || otherwise(i);
    let unique = stem;
    for (let number = 2; used.has(unique); number++)
      unique = `${cut(stem, LONGEST - `_${number}`.length)}_${number}`;
    used.add(unique);
    return unique;
  });
}

/** What is left of a text that a neuron can be called by; nothing, where nothing is. */
function clean(text: string): string {
  const visible = text.replace(CONTROL, '');
  if (NEURON_NAME.test(visible)) return visible;
  const joined = visible.replace(/[\s.,:;>{}[\]()|"'`#&*!%@]+/gu, '_').replace(/^_+|_+$/g, '');
  const name = cut(joined, LONGEST);
  return NEURON_NAME.test(name) ? name : '';
}

const cut = (text: string, length: number): string => Array.from(text).slice(0, length).join('');
