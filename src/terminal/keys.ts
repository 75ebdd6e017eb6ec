import {StringDecoder} from 'node:string_decoder';

const escapeCharacter = '\u001B';

/** CSI and SS3 sequences without their ESC; `[[A`… are the function keys of the Linux console. */
const wholeSequence = /\[\[[A-E]|\[([0-?]{0,32})[ -/]{0,2}([@-~])|O([ -~])/y;
const unfinishedSequence = /(?:\[\[?|\[[0-?]{0,32}[ -/]{0,2}|O)?$/y;

const nameOfFinal = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['F', 'end'],
  ['H', 'home'],
]);
const nameOfNumber = new Map([
  ['1', 'home'],
  ['3', 'delete'],
  ['4', 'end'],
  ['5', 'pageup'],
  ['6', 'pagedown'],
  ['7', 'home'],
  ['8', 'end'],
]);
const nameOfControl = new Map([
  ['\u0000', 'ctrl+space'],
  ['\b', 'backspace'],
  ['\t', 'tab'],
  ['\n', 'enter'],
  ['\r', 'enter'],
  ['\u007F', 'backspace'],
]);

/** 'ctrl+', 'alt+' and 'shift+' as xterm numbers them: 1 + shift + 2·alt + 4·ctrl. */
function modifiersOf(number: string | undefined): string {
  const bits = Number(number ?? '1') - 1;
  return `${bits & 4 ? 'ctrl+' : ''}${bits & 2 ? 'alt+' : ''}${bits & 1 ? 'shift+' : ''}`;
}

/** The key of a CSI sequence, undefined if there is no such key here. */
function keyOfSequence(parameters: string, final: string): string | undefined {
  if (final === 'Z') return 'shift+tab';
  const [number, modifier] = parameters.split(';');
  const name = final === '~' ? nameOfNumber.get(number ?? '') : nameOfFinal.get(final);
  return name === undefined ? undefined : modifiersOf(modifier) + name;
}

/** The key of one character, undefined if nothing is to be typed with it. */
function keyOfCharacter(character: string): string | undefined {
  const control = nameOfControl.get(character);
  if (control !== undefined) return control;
  const code = character.codePointAt(0)!;
  if (code < 0x20) return `ctrl+${String.fromCharCode(code + 0x40).toLowerCase()}`;
  if (code >= 0x80 && code <= 0x9f) return undefined;
  if (character === ' ' || character === '\u3000') return 'space';
  return character === '\uFFFD' ? undefined : character;
}

/**
 * Splits what a terminal sent into keys. A key is a printable character itself or a name: 'space', 'enter',
 * 'escape', 'tab', 'shift+tab', 'backspace', 'delete', 'up', 'down', 'left', 'right', 'home', 'end', 'pageup',
 * 'pagedown', 'ctrl+c'… Keys typed ahead arrive glued and come out one by one. Sequences with no name here are
 * left out, and ESC before any other character is the Escape key and then that character: no key here is made
 * with Alt, and over a slow line two presses look just like it. `rest` is the beginning of a sequence that is not
 * whole yet, to be put before what comes next.
 */
export function keysOf(text: string): {readonly keys: readonly string[]; readonly rest: string} {
  const keys: string[] = [];
  for (let at = 0; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    if (character === escapeCharacter) {
      unfinishedSequence.lastIndex = at + 1;
      if (unfinishedSequence.test(text)) return {keys, rest: text.slice(at)};
      wholeSequence.lastIndex = at + 1;
      const sequence = wholeSequence.exec(text);
      if (sequence) {
        at = wholeSequence.lastIndex;
        const final = sequence[2] ?? sequence[3];
        const key = final === undefined ? undefined : keyOfSequence(sequence[1] ?? '', final);
        if (key !== undefined) keys.push(key);
      } else {
        at += 1;
        keys.push('escape');
      }
      continue;
    }
    at += character === '\r' && text[at + 1] === '\n' ? 2 : character.length;
    const key = keyOfCharacter(character);
    if (key !== undefined) keys.push(key);
  }
  return {keys, rest: ''};
}

/** A sequence's bytes come together; an ESC that is alone for so many milliseconds is the Escape key. */
const escapeWait = 50;

/** Calls `onKey` with each key typed on `stdin`, in order; gives back the function that stops it. */
export function listenForKeys(stdin: NodeJS.ReadableStream, onKey: (key: string) => void): () => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  function send(keys: readonly string[]): void {
    for (const key of keys) if (!stopped) onKey(key);
  }
  function giveUpWaiting(): void {
    const begun = rest;
    rest = '';
    send(['escape', ...keysOf(begun.slice(1)).keys]);
  }
  function onData(data: string | Uint8Array): void {
    clearTimeout(timer);
    const result = keysOf(rest + (typeof data === 'string' ? data : decoder.write(Buffer.from(data))));
    rest = result.rest;
    if (rest !== '') timer = setTimeout(giveUpWaiting, escapeWait);
    send(result.keys);
  }
  stdin.on('data', onData);
  return () => {
    stopped = true;
    clearTimeout(timer);
    stdin.off('data', onData);
  };
}
