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
  | 'graphPicture'
  | 'play'
  | 'try'
  | 'chooseLeft'
  | 'chooseRight'
  | 'chooseUp'
  | 'chooseDown'
  | 'setValue'
  | 'more'
  | 'less'
  | 'train'
  | 'trainUntil'
  | 'undo'
  | 'redo'
  | 'begin'
  | 'reseed'
  | 'build'
  | 'keep'
  | 'drop'
  | 'picture'
  | 'gradientCheck'
  | 'saveNet'
  | 'record'
  | 'words'
  | 'share'
  | 'presets'
  | 'troubles'
  | 'seeds'
  | 'editSamples'
  | 'addSample'
  | 'copySample'
  | 'removeSample'
  | 'otherSide'
  | 'figures'
  | 'edges'
  | 'derivatives'
  | 'open'
  | 'openQuestions'
  | 'reset'
  | 'resetAll'
  | 'follow'
  | 'resumeWord'
  | 'ascii'
  | 'colors'
  | 'reveal'
  | 'poll'
  | 'students'
  | 'message'
  | 'lock'
  | 'handIn'
  | 'endClass'
  | 'help'
  | 'close'
  | 'quit';

/**
 * Where keys are pressed. `samples` is the table of samples of free play. `question` is the lesson screen while a question takes an answer; `student`, `studentQuestion` and `teacher` are
 * the lesson screen of a class.
 */
export type Place =
  | 'home'
  | 'openQuestions'
  | 'lesson'
  | 'question'
  | 'student'
  | 'studentQuestion'
  | 'teacher'
  | 'grad'
  | 'play'
  | 'samples'
  | 'help'
  | 'problem';

const inClass: readonly Place[] = ['student', 'studentQuestion', 'teacher'];
const inLesson: readonly Place[] = ['lesson', 'question', ...inClass];
/** Where there are steps to go through. */
const inSteps: readonly Place[] = [...inLesson, 'grad'];
/** Where nothing is chosen on a net with the arrows. */
const scrolling: readonly Place[] = ['home', 'openQuestions', ...inSteps, 'help', 'problem'];
const everywhere: readonly Place[] = [...scrolling, 'play', 'samples'];

export interface Binding {
  readonly command: Command;
  /** The first one is the one that the footer shows. */
  readonly keys: readonly string[];
  readonly places: readonly Place[];
}

/** The one table of keys: what they do, the footer and the help all come from it. The footer shows as many as fit, in this order. */
export const bindings: readonly Binding[] = [
  {command: 'answer', keys: ['enter'], places: ['question', 'studentQuestion']},
  {command: 'hint', keys: ['i'], places: ['question', 'studentQuestion']},
  {command: 'skip', keys: ['s'], places: ['question', 'studentQuestion']},
  {command: 'follow', keys: ['f'], places: ['student', 'studentQuestion']},
  {command: 'try', keys: ['t'], places: ['student', 'studentQuestion']},
  {command: 'reveal', keys: ['v'], places: ['teacher']},
  {command: 'next', keys: ['space', 'enter', 'right', 'l', 'n'], places: inSteps},
  {command: 'back', keys: ['b', 'left', 'h', 'backspace'], places: inSteps},
  {command: 'try', keys: ['t'], places: ['lesson', 'question']},
  {command: 'poll', keys: ['p'], places: ['teacher']},
  {command: 'students', keys: ['w'], places: ['teacher']},
  {command: 'message', keys: ['m'], places: ['teacher']},
  {command: 'lock', keys: ['o'], places: ['teacher']},
  {command: 'handIn', keys: ['H'], places: ['teacher']},
  {command: 'endClass', keys: ['E'], places: ['teacher']},
  {command: 'train', keys: ['t'], places: ['play']},
  {command: 'next', keys: ['space', 'n'], places: ['play']},
  {command: 'back', keys: ['b', 'backspace'], places: ['play']},
  {command: 'setValue', keys: ['enter'], places: ['play']},
  {command: 'more', keys: ['+', '='], places: ['play']},
  {command: 'less', keys: ['-', '_', '−'], places: ['play']},
  {command: 'build', keys: ['e'], places: ['play']},
  {command: 'automatic', keys: ['a'], places: ['play']},
  {command: 'undo', keys: ['u'], places: ['play']},
  {command: 'redo', keys: ['U', 'ctrl+r'], places: ['play']},
  {command: 'begin', keys: ['0', 'home'], places: ['play']},
  {command: 'panel', keys: ['tab'], places: ['play']},
  {command: 'record', keys: ['r'], places: ['play']},
  {command: 'words', keys: ['w'], places: ['play']},
  {command: 'keep', keys: ['K'], places: ['play']},
  {command: 'drop', keys: ['X'], places: ['play']},
  {command: 'trainUntil', keys: ['T'], places: ['play']},
  {command: 'reseed', keys: ['R'], places: ['play']},
  {command: 'picture', keys: ['m'], places: ['play']},
  {command: 'gradientCheck', keys: ['c'], places: ['play']},
  {command: 'saveNet', keys: ['W'], places: ['play']},
  {command: 'share', keys: ['S'], places: ['play']},
  {command: 'presets', keys: ['p'], places: ['play']},
  {command: 'troubles', keys: ['!'], places: ['play']},
  {command: 'seeds', keys: ['N'], places: ['play']},
  {command: 'figures', keys: ['V'], places: ['play']},
  {command: 'edges', keys: ['i'], places: ['play']},
  {command: 'coarser', keys: [']'], places: ['play']},
  {command: 'finer', keys: ['['], places: ['play']},
  {command: 'chooseLeft', keys: ['left', 'h'], places: ['play']},
  {command: 'chooseRight', keys: ['right', 'l'], places: ['play']},
  {command: 'chooseUp', keys: ['up', 'k'], places: ['play']},
  {command: 'chooseDown', keys: ['down', 'j'], places: ['play']},
  {command: 'editSamples', keys: ['D'], places: ['play']},
  {command: 'digits', keys: ['d'], places: ['play']},
  {command: 'setValue', keys: ['enter'], places: ['samples']},
  {command: 'close', keys: ['escape'], places: ['samples']},
  {command: 'addSample', keys: ['a', 'o'], places: ['samples']},
  {command: 'copySample', keys: ['y'], places: ['samples']},
  {command: 'removeSample', keys: ['x', 'delete'], places: ['samples']},
  {command: 'otherSide', keys: ['tab'], places: ['samples']},
  {command: 'undo', keys: ['u'], places: ['samples']},
  {command: 'redo', keys: ['U', 'ctrl+r'], places: ['samples']},
  {command: 'goTo', keys: ['g'], places: ['samples']},
  {command: 'first', keys: ['home'], places: ['samples']},
  {command: 'last', keys: ['G', 'end'], places: ['samples']},
  {command: 'chooseLeft', keys: ['left', 'h'], places: ['samples']},
  {command: 'chooseRight', keys: ['right', 'l'], places: ['samples']},
  {command: 'chooseUp', keys: ['up', 'k'], places: ['samples']},
  {command: 'chooseDown', keys: ['down', 'j'], places: ['samples']},
  {command: 'up', keys: ['pageup'], places: ['samples']},
  {command: 'down', keys: ['pagedown'], places: ['samples']},
  {command: 'digits', keys: ['d'], places: ['samples']},
  {command: 'up', keys: ['pageup'], places: ['play']},
  {command: 'down', keys: ['pagedown'], places: ['play']},
  {command: 'open', keys: ['enter', 'space', 'right', 'l'], places: ['home', 'openQuestions']},
  {command: 'derivatives', keys: ['d'], places: ['home']},
  {command: 'panel', keys: ['tab'], places: ['grad']},
  {command: 'editFunction', keys: ['e'], places: ['grad']},
  {command: 'editPoint', keys: ['p'], places: ['grad']},
  {command: 'gates', keys: ['x'], places: ['grad']},
  {command: 'graphPicture', keys: ['v'], places: ['grad']},
  {command: 'openQuestions', keys: ['o'], places: ['home']},
  {command: 'up', keys: ['up', 'k', 'pageup'], places: scrolling},
  {command: 'down', keys: ['down', 'j', 'pagedown'], places: scrolling},
  {command: 'reset', keys: ['r'], places: ['home']},
  {command: 'resetAll', keys: ['R'], places: ['home']},
  {command: 'play', keys: ['p'], places: ['home']},
  {command: 'coarser', keys: ['+', '='], places: inSteps},
  {command: 'finer', keys: ['-', '_', '−'], places: inSteps},
  {command: 'automatic', keys: ['a'], places: ['lesson', 'question']},
  {command: 'panel', keys: ['tab'], places: inLesson},
  {command: 'rule', keys: ['x'], places: inLesson},
  {command: 'goTo', keys: ['g'], places: inLesson},
  {command: 'digits', keys: ['d'], places: inSteps},
  {command: 'language', keys: ['L'], places: everywhere},
  {command: 'first', keys: ['0', 'home'], places: inSteps},
  {command: 'last', keys: ['G', 'end'], places: inSteps},
  {command: 'restart', keys: ['R'], places: ['lesson', 'question']},
  {command: 'ascii', keys: ['A'], places: inClass},
  {command: 'colors', keys: ['C'], places: inClass},
  {command: 'resumeWord', keys: ['w'], places: ['student', 'studentQuestion']},
  {command: 'help', keys: ['?'], places: everywhere},
  {
    command: 'close',
    keys: ['escape'],
    places: ['openQuestions', 'lesson', 'question', 'grad', 'play', 'help', 'problem'],
  },
  {command: 'quit', keys: ['q', 'ctrl+c'], places: everywhere},
];

/** A key as it is on an English keyboard. Chinese input methods send full-width signs for some; a learner presses '?' and means '?'. */
export function plainKey(key: string): string {
  const code = key.codePointAt(0) ?? 0;
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : key;
}

/** The command of a key, or undefined where it means nothing. */
export function commandOf(key: string, place: Place): Command | undefined {
  return bindings.find(({keys, places}) => places.includes(place) && keys.includes(key))?.command;
}

/** Commands that are always on screen, whatever else has room there. */
const ALWAYS: readonly Command[] = ['help', 'quit'];
/** Pairs that a footer shows as one: `+/−`. */
const TOGETHER: Readonly<Partial<Record<Command, Command>>> = {coarser: 'finer', more: 'less', up: 'down'};

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
