import {lstat} from 'node:fs/promises';
import {connect, type Socket} from 'node:net';
import {createInterface} from 'node:readline/promises';
import {framed, frameTypes, type Hello, type HelloAnswer, helloAnswers} from '../classroom/attachFrames.ts';
import type {Bilingual} from '../lesson/lesson.ts';
import type {AttachCommand} from './arguments/attach.ts';
import {socketIn} from './classFolder.ts';
import {wrongFile, wrongUsage} from './failure.ts';
import type {Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/**
 * `bp-tui attach`: this terminal becomes one of the class that `bp-tui serve` serves from the same folder. It passes bytes and sizes on, and reads
 * nothing else of its environment: not what command an SSH client asked for.
 * @param folder of the class
 * @returns the exit code
 */
export async function attach(
  {as, teacher}: AttachCommand,
  folder: string,
  {language}: Settings,
  {stdin, stdout}: Streams,
): Promise<number> {
  if (!stdin.isTTY || !stdout.isTTY) {
    throw wrongUsage({
      en: 'attach: expected a terminal, found none. Over SSH, use ssh -t.',
      zh: 'attach：需要终端，现在没有。通过 SSH 请用 ssh -t。',
    });
  }
  const socket = await open(socketIn(folder));
  const answers = answersOf(socket);
  const zh = language === 'zh';
  let name = as;
  let word: string | undefined;
  try {
    for (;;) {
      name ??= teacher ? '' : await ask(zh ? '你的名字：' : 'Your name: ', {stdin, stdout});
      const hello: Hello = {
        name,
        teacher,
        columns: stdout.columns,
        rows: stdout.rows,
        ...(word === undefined ? {} : {word}),
      };
      socket.write(framed(frameTypes.hello, Buffer.from(JSON.stringify(hello))));
      const answer = await answers();
      if (answer === 'welcome') break;
      if (answer === undefined) throw gone();
      if (answer === 'full') {
        throw wrongFile({en: 'the class is full; ask your teacher.', zh: '课堂已满，请告诉老师。'});
      }
      if (answer === 'name' || answer === 'removed') {
        stdout.write(`${unusableName[answer][language]}\n`);
        if (as !== undefined) throw gone();
        name = undefined;
        continue;
      }
      word = await ask(
        zh
          ? `已有 ${name}。是你就输入重连口令，不是就直接回车换名字：`
          : `Somebody is called ${name} here. Your word to come back, or Enter for another name: `,
        {stdin, stdout},
      );
      if (word === '') {
        word = undefined;
        if (as === undefined) name = undefined;
      }
    }
    return await passBytes(socket, {stdin, stdout}, answers.rest());
  } finally {
    socket.destroy();
  }
}

const unusableName: Readonly<Record<'name' | 'removed', Bilingual>> = {
  name: {
    en: 'This name cannot be shown: letters and digits, not too long.',
    zh: '这个名字不能用：请用文字和数字，不要太长。',
  },
  removed: {
    en: 'The teacher lets nobody in under this name: choose another.',
    zh: '老师不让人用这个名字进来，请换一个。',
  },
};

/** The socket, if it and its class are there and it belongs to this user or to root. */
async function open(file: string): Promise<Socket> {
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined || !found.isSocket()) throw nothingServed(file);
  const uid = process.getuid?.();
  if (uid !== undefined && found.uid !== uid && found.uid !== 0) {
    throw wrongFile({
      en: `attach: expected a socket of your own, found ${file} of user ${found.uid}. Run attach as the user who runs serve.`,
      zh: `attach：${file} 属于用户 ${found.uid}，不是你。请用运行 serve 的用户来 attach。`,
    });
  }
  return new Promise((resolve, reject) => {
    const socket = connect(file);
    socket.once('connect', () => {
      socket.on('error', () => {});
      resolve(socket);
    });
    socket.once('error', () => reject(nothingServed(file)));
  });
}

const nothingServed = (file: string): Error =>
  wrongFile({
    en: `attach: expected a class at ${file}, found none. Start bp-tui serve with the same --data first.`,
    zh: `attach：${file} 没有课堂。请先用同一个 --data 运行 bp-tui serve。`,
  });

const gone = (): Error =>
  wrongFile({en: 'attach: the class did not let this terminal in.', zh: 'attach：课堂没有接受这个终端。'});

/** Reads the lines that come before the screen. What comes after them is kept. */
function answersOf(socket: Socket): {(): Promise<HelloAnswer | undefined>; rest(): Buffer} {
  let rest: Buffer = Buffer.alloc(0);
  let wake = (): void => {};
  let ended = false;
  const onData = (data: Buffer): void => {
    rest = Buffer.concat([rest, data]);
    wake();
  };
  socket.on('data', onData);
  socket.on('close', () => {
    ended = true;
    wake();
  });
  const next = async (): Promise<HelloAnswer | undefined> => {
    for (;;) {
      const end = rest.indexOf(10);
      if (end >= 0) {
        const line = rest.subarray(0, end).toString('utf8');
        rest = rest.subarray(end + 1);
        return helloAnswers.find((answer) => line === JSON.stringify(answer));
      }
      if (ended) return undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return Object.assign(next, {
    rest: () => {
      socket.off('data', onData);
      return rest;
    },
  });
}

async function ask(question: string, {stdin, stdout}: Pick<Streams, 'stdin' | 'stdout'>): Promise<string> {
  const lines = createInterface({input: stdin, output: stdout});
  try {
    // Ctrl-D at the question is a way out.
    const closed = new Promise<undefined>((resolve) => lines.once('close', () => resolve(undefined)));
    const answer = await Promise.race([lines.question(question), closed]);
    if (answer === undefined) throw gone();
    return answer.trim();
  } finally {
    lines.close();
  }
}

function passBytes(
  socket: Socket,
  {stdin, stdout}: Pick<Streams, 'stdin' | 'stdout'>,
  first: Buffer,
): Promise<number> {
  const onTyped = (data: Buffer): void => {
    socket.write(framed(frameTypes.typed, data));
  };
  const onResize = (): void => {
    const size = JSON.stringify({columns: stdout.columns, rows: stdout.rows});
    socket.write(framed(frameTypes.size, Buffer.from(size)));
  };
  const end = (): void => {
    socket.end();
  };
  return new Promise((resolve) => {
    stdin.setRawMode(true);
    stdin.on('data', onTyped);
    stdin.on('end', end);
    stdin.resume();
    stdout.on('resize', onResize);
    let hasLeft = false;
    const watch = (data: Buffer): void => {
      hasLeft ||= data.includes('\u001B[?1049l');
    };
    socket.on('data', watch);
    watch(first);
    stdout.write(first);
    // A terminal that takes nothing holds the class's bytes back; the class drops frames meanwhile.
    socket.pipe(stdout, {end: false});
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
    socket.on('close', () => {
      stdin.off('data', onTyped);
      stdin.pause();
      stdout.off('resize', onResize);
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.off(signal, end);
      try {
        stdin.setRawMode(false);
      } catch {
        // The terminal has gone.
      }
      // The class has left the screen before it said goodbye; where it was killed it has not.
      if (hasLeft) resolve(0);
      else stdout.write('\u001B[m\u001B[?7h\u001B[?25h\u001B[?1049l', () => resolve(0));
    });
  });
}
