/**
 * The width in cells of a text of ordinary characters, at a fraction of string-width's cost and without what string-width needs
 * to start (a segmenter and the table of all emoji: 20 ms). The bundle asks here first; see `string-width-plugin.mjs`.
 *
 * Ordinary are the printable characters of Latin, Greek, punctuation, arrows, mathematics, box drawing, Braille, Chinese
 * and Japanese that stand alone, whatever stands beside them; SGR codes (colours) count nothing.
 * @returns what string-width gives, or undefined where a character is not ordinary
 */
export function simpleWidth(text: string): number | undefined {
  let width = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x20 && code <= 0x7e) width++;
    else if (isNarrow(code)) width++;
    else if (isWide(code)) width += 2;
    else if (code === 0x1b) {
      const end = endOfSgr(text, i);
      if (end < 0) return undefined;
      i = end;
    } else return undefined;
  }
  return width;
}

const isNarrow = (code: number): boolean =>
  (code >= 0x2500 && code <= 0x25fc) || // box drawing, blocks, shapes
  (code >= 0x2190 && code <= 0x22ff) || // arrows, mathematics
  (code >= 0x0370 && code <= 0x03ff) || // Greek
  (code >= 0x00a1 && code <= 0x02ff && code !== 0xad) || // Latin
  (code >= 0x2010 && code <= 0x2027) ||
  (code >= 0x2030 && code <= 0x205e) || // punctuation, primes
  (code >= 0x2070 && code <= 0x209c) || // superscripts, subscripts
  (code >= 0x2800 && code <= 0x28ff); // Braille

const isWide = (code: number): boolean =>
  (code >= 0x4e00 && code <= 0x9fff) ||
  (code >= 0x3000 && code <= 0x3029) || // Chinese punctuation
  (code >= 0xff01 && code <= 0xff60) || // full-width forms
  (code >= 0x3041 && code <= 0x3096) ||
  (code >= 0x309b && code <= 0x30ff) || // kana
  (code >= 0x3400 && code <= 0x4dbf);

/** Index of the `m` that ends the SGR code (ESC [ numbers m) at an index; −1 where there is something else. */
function endOfSgr(text: string, start: number): number {
  if (text[start + 1] !== '[') return -1;
  let digits = 0;
  for (let i = start + 2; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x6d) return i;
    if (code === 0x3b && digits > 0) digits = 0;
    else if (code >= 0x30 && code <= 0x39 && digits < 4) digits++;
    else return -1;
  }
  return -1;
}
