import {textWidth} from '../paint.ts';

/**
 * A number in so many cells: as it is written, or rounded to as many digits as fit (`.5744`, `−3.7e−3`), never cut.
 * Undefined where not even one digit fits.
 */
export function fitNumber(
  {text, value}: {readonly text: string; readonly value?: number},
  cells: number,
  ascii: boolean,
): string | undefined {
  if (textWidth(text) <= cells) return text;
  if (value === undefined || !Number.isFinite(value) || value === 0) return undefined;
  for (let digits = Math.min(16, cells); digits >= 1; digits--) {
    const shortened = roundings(value, digits).find((candidate) => candidate.length <= cells);
    if (shortened !== undefined) return ascii ? shortened : shortened.replaceAll('-', '−');
  }
  return undefined;
}

/** The number rounded to so many significant digits: in plain decimals where these are few, and with an exponent. */
function roundings(value: number, digits: number): string[] {
  const scientific = value.toExponential(digits - 1).replace('e+', 'e');
  const exponent = Number(scientific.slice(scientific.indexOf('e') + 1));
  if (exponent < -5 || exponent >= 7) return [scientific];
  // Whole digits are never rounded away: 1234 with two digits stays 1234, where 1.2e3 is not shorter.
  const decimals = Math.max(0, digits - 1 - exponent);
  return [value.toFixed(decimals).replace(/^(-?)0\./, '$1.'), scientific];
}
