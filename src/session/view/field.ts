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
