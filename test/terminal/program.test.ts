import {EventEmitter} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {PassThrough} from 'node:stream';
import {Text} from 'ink';
import {createElement} from 'react';
import {expect, test, vi} from 'vitest';
import {drawableSize, type Program, type RunOptions, run, start} from '../../src/terminal/program.ts';

interface Model {
  readonly text: string;
  readonly size: string;
  readonly wanted: {readonly file: string} | undefined;
}
type Answer = {readonly type: 'answer'; readonly text: string};

/** Shows the keys typed; 'o' opens a file, 'q' ends. */
const notes: Program<Model, Answer, {readonly file: string}> = {
  start: {text: '', size: '', wanted: undefined},
  update(model, message) {
    if (message.type === 'resize') return {...model, size: `${message.columns}x${message.rows}`};
    if (message.type === 'tick') return {...model, text: `${model.text}.`};
    if (message.type === 'answer') return {...model, text: model.text + message.text};
    if (message.key === 'o') return {...model, wanted: {file: 'one'}};
    return {...model, text: model.text + message.key};
  },
  view: (model) => createElement(Text, null, `[${model.text}] ${model.size}`),
  tickEvery: () => undefined,
  finished: (model) => model.text.endsWith('q'),
  requests: ({wanted}) => (wanted === undefined ? [] : [wanted]),
};

/** A terminal of plain streams, such as an SSH channel has. */
class Channel extends EventEmitter {
  columns: number | undefined = 40;
  rows: number | undefined = 5;
  bytes = '';
  readonly stdin = new PassThrough();
  write(text: string): boolean {
    this.bytes += text;
    return true;
  }
  type(keys: string): void {
    this.stdin.emit('data', Buffer.from(keys));
  }
}

function startNotes(options: Partial<RunOptions<Answer, {readonly file: string}>> = {}, program = notes) {
  const channel = new Channel();
  return {channel, running: start(program, {stdin: channel.stdin, stdout: channel, ...options})};
}

test('the size is the first message, and the first picture has it', async () => {
  const {channel, running} = startNotes();
  expect(channel.bytes).toContain('[] 40x5');
  running.stop();
  expect((await running.ended).size).toBe('40x5');
});

test('a run ends with the last model and the terminal given back', async () => {
  const channel = new Channel();
  const ended = run(notes, {stdin: channel.stdin, stdout: channel});
  channel.type('abq');
  expect((await ended).text).toBe('abq');
  expect(channel.bytes).toMatch(/1049l$/);
});

test('keys that come together are drawn once', async () => {
  const view = vi.fn(notes.view);
  const {channel, running} = startNotes({}, {...notes, view});
  channel.type('abc');
  await vi.waitFor(() => expect(channel.bytes).toContain('abc'));
  expect(view).toHaveBeenCalledTimes(2);
  running.stop();
});

test('a message that changes nothing draws nothing', async () => {
  const view = vi.fn(notes.view);
  const {channel, running} = startNotes({}, {...notes, view, update: (model) => model});
  channel.type('abc');
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(view).toHaveBeenCalledTimes(1);
  running.stop();
});

test.each([
  [undefined, undefined, 80, 24],
  [0, 0, 80, 24],
  [65535, 65535, 1000, 500],
  [1, 1, 1, 1],
  [-3, Number.NaN, 80, 24],
  [120, 36, 120, 36],
])('a terminal that says %s×%s is drawn at %i×%i', (columns, rows, drawnColumns, drawnRows) => {
  expect(drawableSize(columns, rows)).toEqual({columns: drawnColumns, rows: drawnRows});
});

test('a new size is a message and a whole new picture, also if the text is the same', async () => {
  const {channel, running} = startNotes({}, {...notes, view: () => createElement(Text, null, 'same')});
  channel.bytes = '';
  channel.columns = 30;
  channel.emit('resize');
  await vi.waitFor(() => expect(channel.bytes).toContain('same'));
  running.stop();
  expect((await running.ended).size).toBe('30x5');
});

test('a resize to the size that was there draws the picture again', async () => {
  const {channel, running} = startNotes({}, {...notes, view: () => createElement(Text, null, 'same')});
  channel.bytes = '';
  channel.emit('resize');
  await vi.waitFor(() => expect(channel.bytes).toContain('same'));
  running.stop();
});

test('a request is performed once, and its answer is a message', async () => {
  const perform = vi.fn(
    async ({file}: {file: string}): Promise<Answer> => ({type: 'answer', text: `<${file}>`}),
  );
  const {channel, running} = startNotes({perform});
  channel.type('oab');
  await vi.waitFor(() => expect(channel.bytes).toContain('<one>'));
  expect(perform).toHaveBeenCalledTimes(1);
  channel.type('o');
  await vi.waitFor(() => expect(perform).toHaveBeenCalledTimes(2));
  running.stop();
});

test('the end waits for what was requested, and the answer then changes nothing', async () => {
  let done = (_: Answer): void => {};
  const perform = () =>
    new Promise<Answer>((resolve) => {
      done = resolve;
    });
  const {channel, running} = startNotes({perform});
  const ended = vi.fn();
  running.ended.then(ended);
  channel.type('oq');
  expect(channel.bytes).toMatch(/1049l$/);
  await new Promise(setImmediate);
  expect(ended).not.toHaveBeenCalled();
  done({type: 'answer', text: 'late'});
  expect((await running.ended).text).toBe('q');
});

test.each([false, true])(
  'a request that fails ends the run with its error (at the end already: %s)',
  async (atEnd) => {
    const {channel, running} = startNotes({perform: () => Promise.reject(new Error('disk full'))});
    channel.type(atEnd ? 'oq' : 'o');
    await expect(running.ended).rejects.toThrow('disk full');
    expect(channel.bytes).toMatch(/1049l$/);
  },
);

/** Says a word, waits for the run's end, and fails then or at once. */
async function* radio(over: AbortSignal, breaks = false): AsyncGenerator<Answer> {
  yield {type: 'answer', text: '<news>'};
  if (breaks) throw new Error('no reception');
  await new Promise((_, reject) => over.addEventListener('abort', () => reject(new Error('switched off'))));
}

test('messages come from outside, until the run is over', async () => {
  const {channel, running} = startNotes({outside: (over) => radio(over)});
  await vi.waitFor(() => expect(channel.bytes).toContain('<news>'));
  running.stop();
  expect((await running.ended).text).toBe('<news>');
});

test('whoever sends them ends the run by failing', async () => {
  const {running} = startNotes({outside: (over) => radio(over, true)});
  await expect(running.ended).rejects.toThrow('no reception');
});

test.each([
  ['stdin ends', (channel: Channel) => channel.stdin.emit('end')],
  ['stdin closes', (channel: Channel) => channel.stdin.emit('close')],
  ['stdin fails', (channel: Channel) => channel.stdin.emit('error', new Error('EIO'))],
  ['stdout closes', (channel: Channel) => channel.emit('close')],
  ['stdout fails', (channel: Channel) => channel.emit('error', new Error('EPIPE'))],
])('the run ends quietly when %s', async (_, hangUp) => {
  const {channel, running} = startNotes();
  channel.type('ab');
  hangUp(channel);
  expect((await running.ended).text).toBe('ab');
  // What fails after the end must not end the process.
  channel.emit('error', new Error('EPIPE'));
  channel.stdin.emit('error', new Error('EIO'));
});

test('ticks come as often as the model says, and stop when it says none', async () => {
  vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
  try {
    const {channel, running} = startNotes(
      {},
      {...notes, tickEvery: ({text}) => (text.includes('s') ? undefined : text.includes('f') ? 10 : 100)},
    );
    vi.advanceTimersByTime(250);
    channel.type('f');
    vi.advanceTimersByTime(35);
    channel.type('s');
    vi.advanceTimersByTime(1000);
    running.stop();
    expect((await running.ended).text).toBe('..f...s');
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('ctrl+z means nothing where nobody handles it', async () => {
  const onSuspendKey = vi.fn();
  const {channel, running} = startNotes({onSuspendKey});
  channel.type('a\u001Ab');
  expect(onSuspendKey).toHaveBeenCalledTimes(1);
  running.stop();
  expect((await running.ended).text).toBe('ab');
  const without = startNotes();
  without.channel.type('a\u001Ab');
  without.running.stop();
  expect((await without.running.ended).text).toBe('ab');
});

test('while suspended nothing is drawn, and messages still count', async () => {
  const {channel, running} = startNotes();
  running.suspend();
  channel.bytes = '';
  channel.type('ab');
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(channel.bytes).toBe('');
  running.resume();
  expect(channel.bytes).toContain('[ab]');
  running.stop();
});

test('two programs in one process do not disturb each other', async () => {
  const one = startNotes();
  const two = startNotes();
  one.channel.type('1');
  two.channel.type('2q');
  await two.running.ended;
  one.channel.type('11');
  await vi.waitFor(() => expect(one.channel.bytes).toContain('11'));
  expect(one.channel.bytes).not.toContain('2q');
  one.running.stop();
});

test('only process.ts touches the process', () => {
  const folder = new URL('../../src/terminal/', import.meta.url);
  const touching = readdirSync(folder).filter((file) =>
    /\bprocess\.\w|node:process/.test(readFileSync(new URL(file, folder), 'utf8')),
  );
  expect(touching).toEqual(['process.ts']);
});

test('keys that must wait for their time are not gathered without end', async () => {
  const waiting: (() => void)[] = [];
  const {channel, running} = startNotes({later: (work) => waiting.push(work)});
  for (let i = 0; i < 100; i++) channel.type('x'.repeat(100));
  const {length} = waiting;
  expect(length).toBeLessThan(5000);
  for (const work of waiting.splice(0)) work();
  channel.type('y');
  for (const work of waiting.splice(0)) work();
  running.stop();
  const {text} = await running.ended;
  expect(text).toMatch(/^x{4000,}y$/);
  expect(text.length).toBeLessThan(5000);
});
