import {mkdtemp, rm} from 'node:fs/promises';
import {connect, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Terminal} from '@xterm/headless';
import ssh2 from 'ssh2';
import {type Classroom, type ClassroomOptions, createClassroom} from '../../src/classroom/classroom.ts';
import {createFrames} from '../../src/classroom/frames.ts';
import {hostKeyIn} from '../../src/classroom/hostKey.ts';
import {type DoorEvent, type ServerOptions, serveSsh, usualLimits} from '../../src/classroom/server.ts';
import {type ClassEvent, openClass} from '../../src/session/class/classState.ts';
import {settings} from '../ui/frame.tsx';
import {classLesson} from './lesson.ts';

/** A class that is served in this process, on a free port of this machine. */
export interface Served {
  readonly port: number;
  readonly classroom: Classroom;
  readonly log: readonly DoorEvent[];
  readonly events: readonly ClassEvent[];
  close(): Promise<void>;
}

export const CODE = 'abcd-efgh';
export const TEACHER_CODE = 'the teachers own';

let hostKey: Promise<string> | undefined;

async function madeHostKey(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bp-tui-key-'));
  try {
    return (await hostKeyIn(folder)).privateKey;
  } finally {
    await rm(folder, {recursive: true});
  }
}

export async function serveClass(
  over: Partial<Omit<ServerOptions, 'limits'>> & {
    readonly limits?: Partial<ServerOptions['limits']>;
    readonly room?: Partial<ClassroomOptions>;
    readonly withoutTeacherCode?: boolean;
  } = {},
): Promise<Served> {
  hostKey ??= madeHostKey();
  const events: ClassEvent[] = [];
  const log: DoorEvent[] = [];
  const {limits, room, withoutTeacherCode = false, ...others} = over;
  const classroom = createClassroom({
    state: openClass(await classLesson()),
    number: undefined,
    join: ['ssh -p 2222 NAME@here'],
    maxStudents: 100,
    keep: (event) => events.push(event),
    handIn: async () => ({type: 'noticed', notice: {en: 'written', zh: '已写'}}),
    onEnd: () => classroom.close('ended'),
    ...room,
  });
  const frames = createFrames();
  const server = await serveSsh({
    host: '127.0.0.1',
    port: 0,
    hostKey: await hostKey,
    code: CODE,
    ...(withoutTeacherCode ? {} : {teacherCode: TEACHER_CODE}),
    authorizedKeys: [],
    classroom,
    frames,
    settings,
    gate: {inAll: 300, perAddress: 300, waitingInAll: 100, waitingPerAddress: 100},
    log: (event) => log.push(event),
    ...others,
    limits: {...usualLimits, delay: () => 0, ...limits},
  });
  return {
    port: server.port,
    classroom,
    log,
    events,
    async close() {
      classroom.close('stopped');
      await server.close();
      frames.close();
    },
  };
}

/** A client with a terminal emulator behind it. */
export interface Viewer {
  readonly client: ssh2.Client;
  readonly channel: ssh2.ClientChannel;
  lines(): string[];
  text(): string;
  output(): string;
  write(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Ends when the text is on the screen; fails with the screen in its message. */
  see(text: string | RegExp): Promise<void>;
  /** Ends when the connection has. */
  readonly ended: Promise<void>;
  exit(): Promise<void>;
}

export interface Login {
  readonly name: string;
  readonly code?: string;
  readonly word?: string;
  readonly key?: string;
  readonly columns?: number;
  readonly rows?: number;
}

const clients = new Set<ssh2.Client>();

/** Ends what tests have left open; for `afterEach`. */
export function endClients(): void {
  for (const client of clients) client.destroy();
  clients.clear();
}

/** Logs in; rejects where it is refused. */
export function logIn(port: number, {name, code = CODE, word, key}: Login): Promise<ssh2.Client> {
  const client = new ssh2.Client();
  clients.add(client);
  return new Promise((resolve, reject) => {
    client.on('keyboard-interactive', (_name, _text, _language, prompts, answer) => {
      answer(prompts.map(({prompt}) => (prompt.includes('code') ? code : (word ?? ''))));
    });
    client.on('ready', () => resolve(client));
    client.on('error', reject);
    client.on('close', () => reject(new Error('closed')));
    client.connect({
      host: '127.0.0.1',
      port,
      username: name,
      tryKeyboard: key === undefined,
      ...(key === undefined ? {} : {privateKey: key}),
      readyTimeout: 30_000,
    });
  });
}

/** Polls until something holds. */
export async function until(holds: () => boolean, what: () => string = () => String(holds)): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`20 s went by while waiting for: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export async function view(port: number, login: Login): Promise<Viewer> {
  const {columns = 80, rows = 24} = login;
  const client = await logIn(port, login);
  const channel = await new Promise<ssh2.ClientChannel>((resolve, reject) => {
    client.shell({cols: columns, rows, term: 'xterm-256color'}, (error, opened) => {
      if (error) reject(error);
      else resolve(opened);
    });
  });
  const terminal = new Terminal({cols: columns, rows, scrollback: 100, allowProposedApi: true});
  let output = '';
  channel.on('data', (data: Buffer) => {
    output += data.toString('utf8');
    terminal.write(data);
  });
  channel.on('error', () => {});
  // The emulator takes bytes in order: when it has taken nothing, it has taken all before.
  const ended = new Promise<void>((resolve) => client.on('close', () => terminal.write('', resolve)));
  const lines = (): string[] =>
    Array.from(
      {length: terminal.rows},
      (_, row) =>
        terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)?.translateToString(true) ?? '',
    );
  const viewer: Viewer = {
    client,
    channel,
    lines,
    text: () => lines().join('\n'),
    output: () => output,
    write: (keys) => {
      channel.write(keys);
    },
    resize(newColumns, newRows) {
      terminal.resize(Math.min(Math.max(newColumns, 1), 500), Math.min(Math.max(newRows, 1), 200));
      channel.setWindow(newRows, newColumns, 0, 0);
    },
    see: (text) =>
      until(
        () => (typeof text === 'string' ? viewer.text().includes(text) : text.test(viewer.text())),
        () => `${text}. The screen:\n${viewer.text().trimEnd()}`,
      ),
    ended,
    async exit() {
      client.end();
      await ended;
    },
  };
  return viewer;
}

/** A student who has come in and read the welcome. */
export async function student(port: number, login: Login): Promise<Viewer> {
  const viewer = await view(port, login);
  await viewer.see(/Welcome to the class|following|on my own/);
  if (viewer.text().includes('Welcome to the class')) viewer.write(' ');
  await viewer.see(/following|on my own/);
  return viewer;
}

/** The teacher, with the lesson on screen. */
export async function teacher(port: number): Promise<Viewer> {
  const viewer = await view(port, {name: 'teacher', code: TEACHER_CODE, columns: 110});
  await viewer.see('To join');
  viewer.write(' ');
  await viewer.see('Class quiz');
  return viewer;
}

/** A bare connection to the port. */
export function rawSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.on('error', () => {});
      resolve(socket);
    });
    socket.once('error', reject);
  });
}
