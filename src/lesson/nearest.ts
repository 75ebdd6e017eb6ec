/** Longer words are no slips of the pen, and comparing them costs time. */
const longest = 60;

/** The known word that a mistyped one most likely means: at most one slip in every three letters. Undefined where none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  if (word.length > longest) return undefined;
  for (const candidate of known) {
    const allowed = (candidate.length + 1) / 3;
    if (candidate.length > longest || Math.abs(candidate.length - word.length) > allowed) continue;
    const found = slips(word.toLowerCase(), candidate.toLowerCase());
    if (found < least && found <= allowed) [best, least] = [candidate, found];
  }
  return best;
}

/** Levenshtein's distance (1966), with two swapped neighbours as one slip (Damerau 1964), row by row. */
function slips(from: string, to: string): number {
  let above: number[] = [];
  let row = Array.from({length: to.length + 1}, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? above[j - 2]! + 1 : changed;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, changed, swapped));
    }
    above = row;
    row = next;
  }
  return row[to.length]!;
}
