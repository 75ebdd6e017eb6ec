/**
 * Numbers under names, as a map has them, where many lists of numbers go by the same names: a list takes 8 bytes for a number, and is made
 * without a look at the names.
 * @param places of each name's number in the list
 */
export function createNamedNumbers<Name>(
  places: ReadonlyMap<Name, number>,
  numbers: readonly number[],
): ReadonlyMap<Name, number> {
  const named: ReadonlyMap<Name, number> = {
    get size() {
      return places.size;
    },
    has: (name) => places.has(name),
    get(name) {
      const place = places.get(name);
      return place === undefined ? undefined : numbers[place];
    },
    keys: () => places.keys(),
    values: () => values(),
    entries: () => entries(),
    [Symbol.iterator]: () => entries(),
    forEach(visit) {
      for (const [name, number] of entries()) visit(number, name, named);
    },
  };
  function* entries(): Generator<[Name, number], undefined> {
    for (const [name, place] of places) yield [name, numbers[place]!];
  }
  function* values(): Generator<number, undefined> {
    for (const place of places.values()) yield numbers[place]!;
  }
  return named;
}
