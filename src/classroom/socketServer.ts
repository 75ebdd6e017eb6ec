import {chmod, lstat, unlink} from 'node:fs/promises';
import {connect, createServer, type Socket} from 'node:net';
import type {AppSettings} from '../ui/app.tsx';
import type {Proof} from './admission.ts';
import {createUnframer, frameTypes, type Hello, type HelloAnswer} from './attachFrames.ts';
import type {Classroom} from './classroom.ts';
import {closeGently} from './closing.ts';
import type {Frames} from './frames.ts';
import {goodbye} from './goodbye.ts';
import {cleanName} from './names.ts';
import type {DoorEvent, ServerLimits} from './server.ts';
import type {Who} from './sitting.ts';
import {createTerminal, type RemoteTerminal} from './streams.ts';
import {visit} from './viewer.ts';

/** Somebody else serves a class from this folder. */
export class FolderInUse extends Error {}

export interface SocketOptions {
  readonly file: string;
  readonly classroom: Classroom;
  readonly frames: Frames;
  readonly settings: AppSettings;
  readonly limits: ServerLimits;
  /** Connections that may be open at once. */
  readonly most: number;
  log(event: DoorEvent): void;
}

export interface SocketServer {
  /** Whether the socket can be found where it was made. */
  isThere(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Serves the class to `bp-tui attach` over a Unix socket. Whoever can open it is the user who serves: the socket and its folder are closed to all
 * others, so no code is asked for.
 * @throws `FolderInUse`
 */
export async function serveSocket(options: SocketOptions): Promise<SocketServer> {
  const {file, most} = options;
  await makeRoom(file);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    if (sockets.size >= most) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    receive(socket, options);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // The socket is made before this returns.
    const mask = process.umask(0o177);
    server.listen(file, () => {
      server.off('error', reject);
      server.on('error', () => {});
      resolve();
    });
    process.umask(mask);
  });
  await chmod(file, 0o600);
  const {ino} = await lstat(file);
  return {
    isThere: () =>
      lstat(file).then(
        (found) => found.ino === ino,
        () => false,
      ),
    close: () => closeGently(server, sockets),
  };
}

/** A socket that nobody listens at was left by a process that was killed. */
async function makeRoom(file: string): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined) return;
  const isAlive = await new Promise<boolean>((resolve) => {
    const socket = connect(file);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
  if (isAlive || !found.isSocket()) throw new FolderInUse(file);
  await unlink(file);
}

function receive(socket: Socket, options: SocketOptions): void {
  const {limits, classroom} = options;
  let terminal: RemoteTerminal | undefined;
  let hellos = 0;
  const grace = setTimeout(() => socket.destroy(), 10 * limits.grace);
  const answer = (said: HelloAnswer): void => {
    socket.write(`${JSON.stringify(said)}\n`);
  };
  const unframe = createUnframer((type, bytes) => {
    if (type === frameTypes.typed) {
      terminal?.typed(Buffer.from(bytes));
      return;
    }
    const json = parsed(bytes);
    if (type === frameTypes.size) {
      if (isSize(json)) terminal?.resize(json.columns, json.rows);
      return;
    }
    if (terminal !== undefined || !isHello(json) || ++hellos > limits.tries) {
      socket.destroy();
      return;
    }
    const came = admit(json, classroom);
    if (typeof came === 'string') {
      answer(came);
      return;
    }
    clearTimeout(grace);
    answer('welcome');
    terminal = createTerminal(
      {
        write: (text) => {
          if (socket.writable) socket.write(text);
        },
        waiting: () => socket.writableLength,
        cutOff: () => socket.destroy(),
      },
      {columns: json.columns, rows: json.rows},
      limits.patience,
    );
    void show(came, terminal, socket, options);
  });
  socket.on('data', (data) => {
    if (!unframe(data)) socket.destroy();
  });
  socket.on('end', () => terminal?.gone());
  socket.on('close', () => {
    clearTimeout(grace);
    terminal?.gone();
  });
}

interface Came {
  readonly who: Who;
  readonly isNew: boolean;
  readonly name: string;
}

function admit(hello: Hello, classroom: Classroom): Came | Exclude<HelloAnswer, 'welcome'> {
  if (hello.teacher) return {who: {role: 'teacher'}, isNew: false, name: 'teacher'};
  const name = cleanName(hello.name);
  if (name === undefined) return 'name';
  const proof: Proof = hello.word === undefined ? {} : {word: hello.word};
  const came = classroom.admit(name, proof);
  return typeof came === 'string' ? came : {...came, name};
}

async function show(
  {who, isNew, name}: Came,
  terminal: RemoteTerminal,
  socket: Socket,
  {classroom, frames, settings, log}: SocketOptions,
): Promise<void> {
  log({event: 'joined', address: 'local', name, role: who.role});
  const why = await visit(who, terminal, settings, {
    classroom,
    frames,
    isNew,
    onFault: (error) =>
      log({event: 'fault', name, error: error instanceof Error ? error.message : String(error)}),
  }).ended;
  log({event: 'left', name, why});
  const word = who.role === 'student' ? classroom.state.students.get(who.key)?.word : undefined;
  if (socket.writable) socket.end(goodbye(why, word));
  setTimeout(() => socket.destroy(), 1500).unref();
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

const isSize = (value: unknown): value is {readonly columns: number; readonly rows: number} =>
  typeof value === 'object' &&
  value !== null &&
  'columns' in value &&
  'rows' in value &&
  Number.isSafeInteger(value.columns) &&
  Number.isSafeInteger(value.rows);

const isHello = (value: unknown): value is Hello =>
  isSize(value) &&
  'name' in value &&
  typeof value.name === 'string' &&
  'teacher' in value &&
  typeof value.teacher === 'boolean' &&
  (!('word' in value) || typeof value.word === 'string');
