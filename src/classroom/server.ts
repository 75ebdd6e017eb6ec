import {createServer, type Server, type Socket} from 'node:net';
import type {AuthContext, Connection, KeyboardAuthContext, ParsedKey, ServerChannel, Session} from 'ssh2';
import ssh2 from 'ssh2';
import type {AppSettings} from '../ui/app.tsx';
import type {Proof, Refusal} from './admission.ts';
import {createBucket} from './bucket.ts';
import type {Classroom} from './classroom.ts';
import {closeGently} from './closing.ts';
import type {Frames} from './frames.ts';
import {createGate, type Entry, type GateLimits} from './gate.ts';
import {goodbye} from './goodbye.ts';
import {fingerprintOf} from './hostKey.ts';
import {cleanName} from './names.ts';
import {isSameSecret, plainCode} from './secrets.ts';
import type {Who} from './sitting.ts';
import {createTerminal, type RemoteTerminal} from './streams.ts';
import {visit} from './viewer.ts';

/** Time limits of a connection, in milliseconds, and what it may do in them. */
export interface ServerLimits {
  /** To log in, and then to ask for a terminal. */
  readonly grace: number;
  /** Without a key. */
  readonly idle: number;
  /** Between two questions whether the other end is still there; three without an answer end the connection. */
  readonly keepalive: number;
  /** Until a reader who takes nothing is cut off. */
  readonly patience: number;
  /** Failed logins on one connection. */
  readonly tries: number;
  /** Shortens the delays after failed logins; for tests. */
  readonly delay: (wanted: number) => number;
}

export const usualLimits: ServerLimits = {
  grace: 20_000,
  idle: 4 * 3_600_000,
  keepalive: 15_000,
  patience: 20_000,
  tries: 6,
  delay: (wanted) => wanted,
};

/** What happens at the door, for the log. Nothing secret is in it. */
export type DoorEvent =
  | {
      readonly event: 'refused';
      readonly address: string;
      readonly reason: 'connections' | 'grace' | 'tries' | 'bytes';
    }
  | {readonly event: 'login-failed'; readonly address: string; readonly name: string}
  | {readonly event: 'joined'; readonly address: string; readonly name: string; readonly role: Who['role']}
  | {readonly event: 'left'; readonly name: string; readonly why: string}
  | {readonly event: 'fault'; readonly name: string; readonly error: string};

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly hostKey: string;
  /** What students need to know to come in; empty for nothing. */
  readonly code: string;
  /** What makes a teacher; without it nobody becomes one by SSH. */
  readonly teacherCode?: string;
  /** Keys that open as the code does. */
  readonly authorizedKeys: readonly ParsedKey[];
  readonly classroom: Classroom;
  readonly frames: Frames;
  readonly settings: AppSettings;
  readonly gate: GateLimits;
  readonly limits: ServerLimits;
  log(event: DoorEvent): void;
}

export interface SshServer {
  readonly port: number;
  /** Takes no new connections, waits a moment for the others to say goodbye, then ends them. */
  close(): Promise<void>;
}

/** What OpenSSH 7.4 and later agree on, without what is known to be weak. No exchange here is safe from a quantum computer: ssh2 has none. */
const algorithms: ssh2.ServerConfig['algorithms'] = {
  kex: ['curve25519-sha256', 'curve25519-sha256@libssh.org'],
  cipher: ['aes256-gcm@openssh.com', 'aes128-gcm@openssh.com', 'aes256-ctr', 'aes192-ctr', 'aes128-ctr'],
  hmac: ['hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256-etm@openssh.com'],
  serverHostKey: ['ssh-ed25519'],
  compress: ['none'],
};

/** Raw bytes that a connection may send: a second, and at once after a pause. Typing needs about a hundred bytes a key. */
const BYTES_A_SECOND = 65_536;
const BYTES_AT_ONCE = 1_048_576;
/** Keys that may be offered before one is proved. */
const MOST_OFFERS = 20;
const now = (): number => performance.now();

/** Serves the class by SSH. Whatever has no listener here is refused by ssh2: exec, subsystems, forwarding, agent, X11, environment. */
export async function serveSsh(options: ServerOptions): Promise<SshServer> {
  const {hostKey, limits, log} = options;
  const gate = createGate(options.gate, now);
  const ssh = new ssh2.Server({
    hostKeys: [hostKey],
    algorithms,
    ident: 'bp-tui',
    keepaliveInterval: limits.keepalive,
    keepaliveCountMax: 3,
  } as ssh2.ServerConfig);
  const sockets = new Set<Socket>();
  /** By the other end's address and port: ssh2 says no more of a connection, and only once it has spoken. */
  const arrivals = new Map<string, Arrival>();

  const server: Server = createServer({noDelay: true, keepAlive: true}, (socket) => {
    // Without a listener an error would end the process.
    socket.on('error', () => {});
    const address = socket.remoteAddress ?? '';
    const entry = gate.enter(address);
    if (entry === undefined) {
      log({event: 'refused', address, reason: 'connections'});
      socket.destroy();
      return;
    }
    sockets.add(socket);
    const grace = setTimeout(() => {
      log({event: 'refused', address, reason: 'grace'});
      socket.destroy();
    }, limits.grace);
    const port = `${address} ${socket.remotePort}`;
    arrivals.set(port, {socket, entry, settled: () => clearTimeout(grace)});
    const bytes = createBucket(BYTES_A_SECOND, BYTES_AT_ONCE, now);
    socket.on('data', (data) => {
      if (bytes.take(data.length)) return;
      log({event: 'refused', address, reason: 'bytes'});
      socket.destroy();
    });
    socket.on('close', () => {
      clearTimeout(grace);
      sockets.delete(socket);
      arrivals.delete(port);
      entry.left();
    });
    ssh.injectSocket(socket);
  });

  ssh.on('connection', (client, {ip, port}) => {
    client.on('error', () => {});
    const arrival = arrivals.get(`${ip} ${port}`);
    if (arrival === undefined) client.end();
    else receive(client, arrival, options, (address) => gate.failed(address));
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      server.on('error', () => {});
      resolve();
    });
  });
  const found = server.address();
  return {
    port: typeof found === 'object' && found !== null ? found.port : options.port,
    close() {
      const closed = closeGently(server, sockets);
      for (const socket of sockets) if (!visiting.has(socket)) socket.destroy();
      return closed;
    },
  };
}

/** Connections that show the class to somebody. */
const visiting = new WeakSet<Socket>();

/** A connection that was let in. */
interface Arrival {
  readonly socket: Socket;
  readonly entry: Entry;
  /** It has come so far that its time does not run out any more. */
  settled(): void;
}

/** One connection, once it has said that it speaks SSH. */
function receive(
  client: Connection,
  {socket, entry, settled}: Arrival,
  options: ServerOptions,
  failed: (address: string) => number,
): void {
  const {limits, log} = options;
  const address = socket.remoteAddress ?? '';
  let admitted:
    | {readonly role: 'teacher'}
    | {readonly role: 'student'; readonly name: string; readonly proof: Proof}
    | undefined;
  let sessions = 0;
  const door = createDoor(options, {
    admit(who) {
      admitted = who;
    },
    failed(name, answer) {
      log({event: 'login-failed', address, name});
      setTimeout(answer, limits.delay(failed(address)));
    },
    tooMany() {
      log({event: 'refused', address, reason: 'tries'});
      socket.end();
      socket.destroySoon();
    },
  });
  client.on('authentication', (context) => door(context));
  client.on('ready', () => entry.loggedIn());
  client.on('session', (accept, reject) => {
    const who = admitted;
    if (who === undefined || sessions > 0) {
      reject?.();
      return;
    }
    sessions++;
    const session = accept();
    openSession(
      session,
      socket,
      (terminal, channel, isThere) => {
        // Without a terminal there is nothing to stay for.
        if (!isThere) return;
        settled();
        visiting.add(socket);
        void show(who, terminal, channel, client, socket, options);
      },
      limits,
    );
  });
}

/** Waits for a terminal and for the shell on it. */
function openSession(
  session: Session,
  socket: Socket,
  opened: (terminal: RemoteTerminal, channel: ServerChannel, hasTerminal: boolean) => void,
  {patience}: ServerLimits,
): void {
  let size: {columns: number; rows: number} | undefined;
  let terminal: RemoteTerminal | undefined;
  session.on('error', () => {});
  session.on('pty', (accept, _reject, {cols, rows}) => {
    size = {columns: cols, rows};
    accept?.();
  });
  session.on('window-change', (accept, _reject, {cols, rows}) => {
    size = {columns: cols, rows};
    terminal?.resize(cols, rows);
    accept?.();
  });
  session.on('close', () => terminal?.gone());
  session.once('shell', (accept) => {
    // Nothing comes of a session that is ending.
    const channel: ServerChannel | undefined = accept();
    if (channel === undefined) return;
    channel.on('error', () => {});
    terminal = createTerminal(
      {
        write: (text) => {
          if (channel.writable) channel.write(text);
        },
        waiting: () => channel.writableLength + socket.writableLength,
        cutOff: () => socket.destroy(),
      },
      size ?? {columns: 0, rows: 0},
      patience,
    );
    const here = terminal;
    channel.on('data', (data: Buffer) => here.typed(data));
    channel.on('end', () => here.gone());
    channel.on('close', () => here.gone());
    socket.on('close', () => here.gone());
    if (size === undefined) {
      channel.stderr.write(
        'bp-tui: expected a terminal, found none: use ssh -t, and name no command.\r\nbp-tui：需要终端：请用 ssh -t，后面不要写命令。\r\n',
      );
      channel.exit(1);
      channel.end();
    }
    opened(here, channel, size !== undefined);
  });
}

/** Shows the class to somebody until they leave. */
async function show(
  admitted:
    | {readonly role: 'teacher'}
    | {readonly role: 'student'; readonly name: string; readonly proof: Proof},
  terminal: RemoteTerminal,
  channel: ServerChannel,
  client: Connection,
  socket: Socket,
  {classroom, frames, settings, limits, log}: ServerOptions,
): Promise<void> {
  const name = admitted.role === 'student' ? admitted.name : 'teacher';
  const came =
    admitted.role === 'student' ? classroom.admit(name, admitted.proof) : {who: admitted, isNew: false};
  if (typeof came === 'string') {
    channel.write(`bp-tui: ${refusalTexts[came]}\r\n`);
    finish(1);
    return;
  }
  const {who, isNew} = came;
  log({event: 'joined', address: socket.remoteAddress ?? '', name, role: who.role});
  const visiting = visit(who, terminal, settings, {
    classroom,
    frames,
    isNew,
    onFault: (error) =>
      log({event: 'fault', name, error: error instanceof Error ? error.message : String(error)}),
  });
  let idle = setTimeout(visiting.stop, limits.idle);
  terminal.stdin.on('data', () => {
    clearTimeout(idle);
    idle = setTimeout(visiting.stop, limits.idle);
  });
  const why = await visiting.ended;
  clearTimeout(idle);
  log({event: 'left', name, why});
  const word = who.role === 'student' ? classroom.state.students.get(who.key)?.word : undefined;
  if (channel.writable) channel.write(goodbye(why, word));
  finish(why === 'fault' ? 70 : 0);

  function finish(code: number): void {
    if (channel.writable) {
      channel.exit(code);
      channel.end();
    }
    // A reader who reads no more would keep the connection open for ever.
    setTimeout(() => socket.destroy(), 1500).unref();
    channel.on('close', () => client.end());
  }
}

const refusalTexts: Readonly<Record<Refusal, string>> = {
  taken: 'somebody has just taken this name; choose another.\r\nbp-tui：这个名字刚被占用，请换一个。',
  full: 'the class is full; ask your teacher.\r\nbp-tui：课堂已满，请告诉老师。',
  removed:
    'the teacher lets nobody in under this name; choose another.\r\nbp-tui：老师不让人用这个名字进来，请换一个。',
};

const FULL = 'The class is full; ask your teacher.\n课堂已满，请告诉老师。';
const REMOVED =
  'The teacher lets nobody in under this name. Come with another: ssh NAME@host\n老师不让人用这个名字进来，请换一个名字。';

interface Doorkeeper {
  admit(
    who:
      | {readonly role: 'teacher'}
      | {readonly role: 'student'; readonly name: string; readonly proof: Proof},
  ): void;
  /** Counts a failure; `answer` is called after the delay that it costs. */
  failed(name: string, answer: () => void): void;
  tooMany(): void;
}

/**
 * Decides who comes in: by a key of the file, or by the class code, with keyboard-interactive or as a password. A name that is taken also needs its
 * word: asked for, or typed behind the code after a blank.
 */
function createDoor(
  {code, teacherCode, authorizedKeys, classroom, limits}: ServerOptions,
  keeper: Doorkeeper,
): (context: AuthContext) => void {
  const methods: ssh2.AuthenticationType[] = [
    ...(authorizedKeys.length > 0 ? (['publickey'] as const) : []),
    'keyboard-interactive',
    'password',
  ];
  let tries = 0;
  let offers = 0;

  function refuse(context: AuthContext): void {
    tries++;
    const last = tries >= limits.tries;
    keeper.failed(cleanName(context.username) ?? '', () => {
      context.reject(methods);
      if (last) keeper.tooMany();
    });
  }

  /** What a code opens; undefined for nothing. Both are compared, whichever fits. */
  function opens(text: string): 'teacher' | 'student' | undefined {
    const isTeacher = isSameSecret(text, teacherCode ?? '') && (teacherCode ?? '') !== '';
    const isStudent = isSameSecret(plainCode(text), plainCode(code));
    return isTeacher ? 'teacher' : isStudent ? 'student' : undefined;
  }

  function enter(context: AuthContext, name: string, proof: Proof): boolean {
    if (classroom.refusal(name, proof) !== undefined) return false;
    keeper.admit({role: 'student', name, proof});
    context.accept();
    return true;
  }

  return (context) => {
    const name = cleanName(context.username);
    if (tries >= limits.tries) {
      keeper.tooMany();
      return;
    }
    switch (context.method) {
      case 'none':
        if (code === '' && name !== undefined && enter(context, name, {})) return;
        context.reject(methods);
        return;
      case 'publickey': {
        offers++;
        const key = authorizedKeys.find(
          (known) => known.type === context.key.algo && known.getPublicSSH().equals(context.key.data),
        );
        if (key === undefined || name === undefined || offers > MOST_OFFERS) {
          if (offers > MOST_OFFERS) keeper.tooMany();
          else context.reject(methods);
          return;
        }
        if (context.signature === undefined || context.blob === undefined) {
          context.accept();
          return;
        }
        if (key.verify(context.blob, context.signature, context.hashAlgo) !== true) {
          refuse(context);
          return;
        }
        if (!enter(context, name, {key: fingerprintOf(context.key.data)})) refuse(context);
        return;
      }
      case 'password': {
        const [typed = '', word] = context.password.trim().split(/\s+/, 2);
        const role = opens(context.password) ?? opens(typed);
        if (role === 'teacher') {
          keeper.admit({role});
          context.accept();
        } else if (
          role === undefined ||
          name === undefined ||
          !enter(context, name, word === undefined ? {} : {word})
        ) {
          refuse(context);
        }
        return;
      }
      case 'keyboard-interactive':
        askFor(context, name);
        return;
      default:
        context.reject(methods);
    }
  };

  function askFor(context: KeyboardAuthContext, name: string | undefined): void {
    if (name === undefined) {
      say(
        context,
        'This name cannot be shown. Use letters and digits, at most 24 wide: ssh NAME@host\n这个名字不能用：请用文字和数字，宽度不超过 24。',
      );
      return;
    }
    if (code === '') askForWord(context, name);
    else {
      context.prompt([{prompt: 'Class code / 课堂口令: ', echo: false}], (answers) => {
        const role = opens(answers?.[0] ?? '');
        if (role === 'teacher') {
          keeper.admit({role});
          context.accept();
        } else if (role === undefined) {
          refuse(context);
        } else if (!enter(context, name, {})) {
          askForWord(context, name);
        }
      });
    }
  }

  /** After the code: of a name that is taken, its word. */
  function askForWord(context: KeyboardAuthContext, name: string): void {
    const refused = classroom.refusal(name, {});
    if (refused === 'full' || refused === 'removed') {
      say(context, refused === 'full' ? FULL : REMOVED);
      return;
    }
    const instruction = `Somebody is called ${name} here. If it is you, type your word; else come with another name.\n已有 ${name}：是你就输入重连口令，不是就换个名字。`;
    context.prompt(
      [{prompt: 'Word to come back / 重连口令: ', echo: false}],
      'bp-tui',
      instruction,
      (answers) => {
        if (!enter(context, name, {word: answers?.[0] ?? ''})) refuse(context);
      },
    );
  }

  /** Says why not, and refuses. */
  function say(context: KeyboardAuthContext, text: string): void {
    context.prompt([], 'bp-tui', text, () => refuse(context));
  }
}
