import type {WordPart} from './lesson.ts';

/** Something wrong with the template that is the `index`th of its text, counted from 0. */
export interface TemplateProblem {
  readonly index: number;
  readonly code: 'template' | 'digits';
  readonly found: string;
}

/** A template as it is written: `{{ name }}` or `{{ name : digits }}`. */
export interface Template {
  readonly index: number;
  readonly name: string;
  readonly digits?: number;
}

const OPEN = '{{';
const CLOSE = '}}';
/** A brace as text, where it would begin a template: no name has quotes. */
const BRACE = '{{"{"}}';
/** No name is as long. */
const longest = 200;

/**
 * Takes a text with templates apart; `{{"{"}}` is a brace. Names are not looked up; a wrong template is a problem and stays out of the
 * parts.
 */
export function parseTemplates(text: string): {
  readonly parts: readonly (string | Template)[];
  readonly problems: readonly TemplateProblem[];
} {
  const parts: (string | Template)[] = [];
  const problems: TemplateProblem[] = [];
  const pushText = (piece: string): void => {
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + piece;
    else if (piece !== '') parts.push(piece);
  };
  let at = 0;
  for (let index = 0; ; index++) {
    const open = text.indexOf(OPEN, at);
    if (open < 0) break;
    pushText(text.slice(at, open));
    const close = text.indexOf(CLOSE, open);
    if (close < 0) {
      problems.push({index, code: 'template', found: text.slice(open)});
      return {parts, problems};
    }
    at = close + CLOSE.length;
    if (text.slice(open, at) === BRACE) {
      pushText('{');
      continue;
    }
    const inside = text.slice(open + OPEN.length, close);
    const match = inside.length > longest ? null : /^\s*(\S+?)\s*(?::\s*(\S*?)\s*)?$/u.exec(inside);
    const [, name, written] = match ?? [];
    const digits = written === undefined ? undefined : Number(written);
    if (name === undefined) problems.push({index, code: 'template', found: text.slice(open, at)});
    else if (digits === undefined) parts.push({index, name});
    else if (/^\d+$/.test(written ?? '') && digits >= 1 && digits <= 17) parts.push({index, name, digits});
    else problems.push({index, code: 'digits', found: written ?? ''});
  }
  pushText(text.slice(at));
  return {parts, problems};
}

/** The text that `parseTemplates` takes apart into these parts. */
export function writeTemplates(parts: readonly WordPart[]): string {
  return parts
    .map((part, i) => {
      if (typeof part !== 'string')
        return part.digits === undefined ? `{{ ${part.quantity} }}` : `{{ ${part.quantity}:${part.digits} }}`;
      const next = parts[i + 1];
      const isBefore = typeof next === 'string' ? next.startsWith('{') : next !== undefined;
      return part.replace(isBefore ? /\{(?=\{|$)/g : /\{(?=\{)/g, BRACE);
    })
    .join('');
}
