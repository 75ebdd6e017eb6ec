import stringWidth from 'string-width';

/** Characters that are one cell wide each, whatever stands beside them: Latin, Greek, and the signs of formulas. */
const NARROW = /^[ -~¡-¬®-˿Ͱ-Ϳ΄-Ͽ‐-‧′-⁞←-↓∂-∾]*$/;
/** The same with Chinese characters and their punctuation, two cells each. */
const NARROW_OR_WIDE = /^[ -~¡-¬®-˿Ͱ-Ϳ΄-Ͽ‐-‧′-⁞←-↓∂-∾、。一-鿿！（），：；？]*$/;
const WIDE = /[、。一-鿿！（），：；？]/g;

/**
 * Cells that a text takes on a terminal. Most texts are formulas, numbers and Chinese or English words, which need no look at grapheme
 * clusters and emoji; that look takes a hundred times as long.
 */
export function cellsOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  return NARROW_OR_WIDE.test(text) ? text.length + (text.match(WIDE)?.length ?? 0) : stringWidth(text);
}

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/**
 * A text's characters as a reader counts them. Where nothing combines they are its code units: `Intl.Segmenter` takes the square of the
 * length of a long text.
 */
export function charactersOf(text: string): Iterable<string> {
  return NARROW_OR_WIDE.test(text) ? text : Array.from(graphemes.segment(text), ({segment}) => segment);
}
