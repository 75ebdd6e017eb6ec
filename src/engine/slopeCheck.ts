/** A slope put to the test, once by the chain rule and once by trying. Numbers may be NaN or infinite where the function is. */
export interface SlopeCheck {
  /** As it was given. */
  readonly analytic: number;
  /** (f(x + h) − f(x − h)) / 2h. */
  readonly numeric: number;
  /**
   * |analytic − numeric| / max(|analytic|, |numeric|), 0 where both are 0. Up to about 1e-6 says that they agree, except where a
   * slope is so small that the rounding of f shows, or a kink (relu, absolute error) lies between x − h and x + h.
   */
  readonly relativeDifference: number;
  /** Whether they differ by no more than trying can be off: by its curvature and by the rounding of f. */
  readonly agrees: boolean;
}

/** ∛(machine epsilon): the step that balances the rounding of f against its curvature (Press et al., Numerical Recipes, section 5.7). */
const STEP = Math.cbrt(Number.EPSILON);
/** A relative difference up to this is the rounding and the curvature of the central difference. */
const CLOSE = 1e-5;
/** What the rounding of f = 1 makes of a central difference at x = 1, with room: a slope may be as small as that. */
const ROUNDING = 1e-10;

/** @param analytic what is put to the test: the slope of f at x */
export function checkSlope(f: (x: number) => number, x: number, analytic: number): SlopeCheck {
  const size = Math.max(1, Math.abs(x));
  const tried = (step: number): number => {
    const above = x + step;
    const below = x - step;
    // Divided by what was really stepped: x ± step is rounded.
    return (f(above) - f(below)) / (above - below);
  };
  const numeric = tried(STEP * size);
  const difference = Math.abs(analytic - numeric);
  const scale = Math.max(Math.abs(analytic), Math.abs(numeric));
  const relativeDifference = scale === 0 ? 0 : difference / scale;
  // The error of a central difference grows with the square of its step, so twice the step tells how large it is (Richardson's
  // extrapolation). Beside a slope of 0 that error is all that trying finds.
  const curvature = (): number => {
    const wider = tried(2 * STEP * size);
    // Where f leaves the range of doubles at twice the step, nothing is told.
    return Number.isFinite(wider) ? Math.abs(wider - numeric) / 3 : 0;
  };
  const agrees =
    relativeDifference <= CLOSE ||
    difference <= (ROUNDING * Math.max(1, Math.abs(f(x)))) / size ||
    difference <= 2 * curvature();
  return {analytic, numeric, relativeDifference, agrees};
}
