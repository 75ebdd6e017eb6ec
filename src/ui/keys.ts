/** What a key can ask for. What it does is the app's affair. */
export type Command =
  | 'next'
  | 'back'
  | 'finer'
  | 'coarser'
  | 'automatic'
  | 'goTo'
  | 'first'
  | 'last'
  | 'restart'
  | 'digits'
  | 'language'
  | 'panel'
  | 'rule'
  | 'up'
  | 'down'
  | 'skip'
  | 'hint'
  | 'answer'
  | 'editFunction'
  | 'editPoint'
  | 'gates'
  | 'derivatives'
  | 'open'
  | 'openQuestions'
  | 'reset'
  | 'resetAll'
  | 'help'
  | 'close'
  | 'quit';

/** Where keys are pressed. `question` is the lesson screen while a question takes an answer. */
export type Place = 'home' | 'openQuestions' | 'lesson' | 'question' | 'grad' | 'help' | 'problem';

const everywhere: readonly Place[] = [
  'home',
  'openQuestions',
  'lesson',
  'question',
  'grad',
  'help',
  'problem',
];

export interface Binding {
  readonly command: Command;
  /** The first one is the one that the footer shows. */
  readonly keys: readonly string[];
  readonly places: readonly Place[];
}

/** The one table of keys: what they do, the footer and the help all come from it. The footer shows as many as fit, in this order. */
export const bindings: readonly Binding[] = [
  {command: 'answer', keys: ['enter'], places: ['question']},
  {command: 'hint', keys: ['i'], places: ['question']},
  {command: 'skip', keys: ['s'], places: ['question']},
  {command: 'next', keys: ['space', 'enter', 'right', 'l', 'n'], places: ['lesson', 'question', 'grad']},
  {command: 'back', keys: ['b', 'left', 'h', 'backspace'], places: ['lesson', 'question', 'grad']},
  {command: 'open', keys: ['enter', 'space', 'right', 'l'], places: ['home', 'openQuestions']},
  {command: 'derivatives', keys: ['d'], places: ['home']},
  {command: 'editFunction', keys: ['e'], places: ['grad']},
  {command: 'editPoint', keys: ['p'], places: ['grad']},
  {command: 'gates', keys: ['x'], places: ['grad']},
  {command: 'openQuestions', keys: ['o'], places: ['home']},
  {command: 'up', keys: ['up', 'k', 'pageup'], places: everywhere},
  {command: 'down', keys: ['down', 'j', 'pagedown'], places: everywhere},
  {command: 'reset', keys: ['r'], places: ['home']},
  {command: 'resetAll', keys: ['R'], places: ['home']},
  {command: 'coarser', keys: ['+', '='], places: ['lesson', 'question', 'grad']},
  {command: 'finer', keys: ['-', '_', '−'], places: ['lesson', 'question', 'grad']},
  {command: 'automatic', keys: ['a'], places: ['lesson', 'question']},
  {command: 'panel', keys: ['tab'], places: ['lesson', 'question', 'grad']},
  {command: 'rule', keys: ['x'], places: ['lesson', 'question']},
  {command: 'goTo', keys: ['g'], places: ['lesson', 'question']},
  {command: 'digits', keys: ['d'], places: ['lesson', 'question', 'grad']},
  {command: 'language', keys: ['L'], places: everywhere},
  {command: 'first', keys: ['0', 'home'], places: ['lesson', 'question', 'grad']},
  {command: 'last', keys: ['G', 'end'], places: ['lesson', 'question', 'grad']},
  {command: 'restart', keys: ['R'], places: ['lesson', 'question']},
  {command: 'help', keys: ['?'], places: everywhere},
  {
    command: 'close',
    keys: ['escape'],
    places: ['openQuestions', 'lesson', 'question', 'grad', 'help', 'problem'],
  },
  {command: 'quit', keys: ['q', 'ctrl+c'], places: everywhere},
];

/** The command of a key, or undefined where it means nothing. */
export function commandOf(key: string, place: Place): Command | undefined {
  return bindings.find(({keys, places}) => places.includes(place) && keys.includes(key))?.command;
}

/** Commands that are always on screen, whatever else has room there. */
const ALWAYS: readonly Command[] = ['help', 'quit'];
/** Pairs that a footer shows as one: `+/−`. */
const TOGETHER: Readonly<Partial<Record<Command, Command>>> = {coarser: 'finer', up: 'down'};

/** The bindings to name in a footer, most important first, those that are always shown last. */
export function footerBindings(place: Place): readonly (readonly Binding[])[] {
  const here = bindings.filter(({places}) => places.includes(place));
  const second = new Set(Object.values(TOGETHER));
  const groups = here
    .filter(({command}) => !second.has(command))
    .map((binding) => [binding, ...here.filter(({command}) => command === TOGETHER[binding.command])]);
  const always = groups.filter(([binding]) => ALWAYS.includes(binding!.command));
  return [...groups.filter((group) => !always.includes(group)), ...always];
}
