/** A stretch of the plane. */
export interface Bounds {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** A number at every place of a stretch of the plane. */
export interface Field {
  readonly bounds: Bounds;
  /**
   * The numbers at the crossings of a grid that divides the stretch into so many columns and rows: (columns + 1) · (rows + 1) of
   * them, from left to right and from top to bottom.
   */
  at(columns: number, rows: number): Float64Array;
}

/** Passes through a net that one picture may cost. */
const MOST_PASSES = 20_000;

/**
 * The field of a function of which each value costs so many passes through a net. Where the whole grid would cost too many, a coarser
 * one is computed, and what lies between is interpolated.
 */
export function fieldOf(bounds: Bounds, value: (x: number, y: number) => number, passes: number): Field {
  return {
    bounds,
    at(columns, rows) {
      const crossings = (columns + 1) * (rows + 1);
      const coarser = Math.max(1, Math.ceil(Math.sqrt((crossings * passes) / MOST_PASSES)));
      const across = Math.ceil(columns / coarser);
      const up = Math.ceil(rows / coarser);
      const values = valuesAt(bounds, value, across, up);
      return coarser === 1 ? values : between(values, across, up, columns, rows);
    },
  };
}

function valuesAt(
  {x, y}: Bounds,
  value: (x: number, y: number) => number,
  columns: number,
  rows: number,
): Float64Array {
  const values = new Float64Array((columns + 1) * (rows + 1));
  for (let row = 0; row <= rows; row++) {
    const up = y[1] + ((y[0] - y[1]) * row) / rows;
    for (let column = 0; column <= columns; column++)
      values[row * (columns + 1) + column] = value(x[0] + ((x[1] - x[0]) * column) / columns, up);
  }
  return values;
}

function between(
  values: Float64Array,
  across: number,
  up: number,
  columns: number,
  rows: number,
): Float64Array {
  const made = new Float64Array((columns + 1) * (rows + 1));
  for (let row = 0; row <= rows; row++)
    for (let column = 0; column <= columns; column++)
      made[row * (columns + 1) + column] = interpolated(
        values,
        across,
        up,
        (column / columns) * across,
        (row / rows) * up,
      );
  return made;
}

/** The number at a place between the crossings of a grid, counted in its columns and rows. */
export function interpolated(
  values: Float64Array,
  columns: number,
  rows: number,
  column: number,
  row: number,
): number {
  const left = Math.min(Math.floor(column), columns - 1);
  const top = Math.min(Math.floor(row), rows - 1);
  const right = column - left;
  const down = row - top;
  const at = top * (columns + 1) + left;
  const below = at + columns + 1;
  const above = values[at]! + (values[at + 1]! - values[at]!) * right;
  return above + (values[below]! + (values[below + 1]! - values[below]!) * right - above) * down;
}

/** How much wider than its points a stretch is, on either side. */
const MARGIN = 0.2;
/** What is so much smaller than another number is nothing beside it. */
const NOTHING = 1e-9;

/** A stretch with short numbers at its ends that holds all these points with some room round them. At least one point; all finite. */
export function boundsAround(points: readonly (readonly [number, number])[]): Bounds {
  return {x: stretchAround(points.map(([x]) => x)), y: stretchAround(points.map(([, y]) => y))};
}

function stretchAround(values: readonly number[]): readonly [number, number] {
  const lowest = values.reduce((a, b) => Math.min(a, b));
  const highest = values.reduce((a, b) => Math.max(a, b));
  const size = Math.max(Math.abs(lowest), Math.abs(highest));
  const spread = highest - lowest;
  // Points that are practically in one place get a stretch that suits their size.
  const range = spread > Math.max(size, 1e-3) * NOTHING ? spread : Math.max(1, size / 10);
  const unit = 10 ** Math.floor(Math.log10(range)) / 10;
  const ends = [
    Math.floor((lowest - range * MARGIN) / unit + NOTHING) * unit,
    Math.ceil((highest + range * MARGIN) / unit - NOTHING) * unit,
  ] as const;
  // What is left of the unit's own rounding goes.
  return [Number(ends[0].toPrecision(12)), Number(ends[1].toPrecision(12))];
}
