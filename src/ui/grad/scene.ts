import {parseExpression} from '../../lesson/parseExpression.ts';
import {type GradProblem, SEPARATOR} from '../../session/grad/derivative.ts';
import {longestTyped, type Playing, playDerivative} from '../../session/grad/playing.ts';
import {charactersOf} from '../paint.ts';

/** The function or the point while it is being typed. */
export interface Typing {
  readonly of: 'function' | 'point';
  readonly before: string;
  readonly after: string;
  /** Why it could not be taken as it stood. */
  readonly problem?: GradProblem;
}

/** A derivative on screen. */
export interface GradScene {
  readonly playing: Playing;
  readonly typing: Typing | undefined;
  /** What the lower panel shows where the check has no place of its own. */
  readonly lower: 'working' | 'check';
  /** Whether the graph is shown the other way than it is by itself. */
  readonly otherPicture: boolean;
  readonly scroll: number;
}

/** The text of a field, ready to be changed. */
export const beginTyping = ({playing}: GradScene, of: Typing['of']): Typing => ({
  of,
  before: of === 'function' ? playing.text : playing.point,
  after: '',
});

/** The scene after a key that belongs to the text being typed. */
export function typed(scene: GradScene, typing: Typing, key: string): GradScene {
  const {of, before, after} = typing;
  const changed = (head: string, tail: string): GradScene => ({
    ...scene,
    typing: {of, before: head, after: tail},
  });
  const head = charactersOf(before);
  const tail = charactersOf(after);
  switch (key) {
    case 'escape':
      return {...scene, typing: undefined};
    case 'enter':
      return taken(scene, typing);
    case 'left':
      return changed(head.slice(0, -1).join(''), (head.at(-1) ?? '') + after);
    case 'right':
      return changed(before + (tail[0] ?? ''), tail.slice(1).join(''));
    case 'home':
    case 'up':
      return changed('', before + after);
    case 'end':
    case 'down':
      return changed(before + after, '');
    case 'backspace':
      return changed(head.slice(0, -1).join(''), after);
    case 'ctrl+u':
      return changed('', after);
    case 'delete':
      return changed(before, tail.slice(1).join(''));
    default: {
      const text = key === 'space' ? ' ' : key;
      const isText = charactersOf(text).length === 1 && before.length + after.length < longestTyped;
      return isText ? changed(before + text, after) : scene;
    }
  }
}

/** What was typed takes effect, or says what is wrong with it. A function with other variables asks for the point next. */
function taken(scene: GradScene, typing: Typing): GradScene {
  const {playing} = scene;
  const text = typing.before + typing.after;
  const [expression, point] = typing.of === 'function' ? [text, playing.point] : [playing.text, text];
  const played = playDerivative(expression, point, playing.expand);
  if (played.ok) return {...scene, playing: played.value, typing: undefined, scroll: 0};
  const {problem} = played;
  if (typing.of === 'function' && problem.of === 'point') {
    const suited = suitedPoint(expression, playing.point);
    const again = playDerivative(expression, suited, playing.expand);
    if (again.ok) return {...scene, playing: again.value, typing: undefined, scroll: 0};
    if (again.problem.of === 'expression') return {...scene, typing: {...typing, problem: again.problem}};
  }
  return {...scene, typing: {...typing, problem}};
}

/** A point with a value for every variable of another function: the old one where there is one, else 1. */
function suitedPoint(expression: string, point: string): string {
  const old = new Map(
    point.split(SEPARATOR).flatMap((part): [string, string][] => {
      const [name, value] = part.split(/[=＝]/);
      return value === undefined ? [] : [[name!.trim(), value.trim()]];
    }),
  );
  const parsed = parseExpression(expression);
  return (parsed.ok ? parsed.value.variables : []).map((name) => `${name}=${old.get(name) ?? '1'}`).join(',');
}
