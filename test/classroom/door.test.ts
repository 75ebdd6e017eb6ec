import {randomBytes} from 'node:crypto';
import {createRequire} from 'node:module';
import {connect, createServer, type Socket} from 'node:net';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import ssh2 from 'ssh2';
import {afterEach, describe, expect, test} from 'vitest';
import {readAuthorizedKeys} from '../../src/classroom/authorizedKeys.ts';
import {createApp} from '../../src/ui/app.tsx';
import {
  CODE,
  endClients,
  logIn,
  rawSocket,
  type Served,
  serveClass,
  student,
  TEACHER_CODE,
  teacher,
  until,
  view,
} from './served.ts';

/* What reaches the port from outside, and what it does not reach. */

let served: Served | undefined;

afterEach(async () => {
  endClients();
  await served?.close();
  served = undefined;
});

/** Forces a collection. */
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What ssh2 itself sends packets with. */
const {sendPacket} = createRequire(import.meta.url)('ssh2/lib/protocol/utils.js') as {
  sendPacket(protocol: object, packet: Uint8Array): void;
};

/** Sends a message of a type, encrypted like any other. */
function sendPayload(client: ssh2.Client, type: number, rest: Uint8Array): void {
  const {_protocol: protocol} = client as unknown as {
    _protocol: {
      _packetRW: {
        write: {
          readonly allocStart: number;
          alloc(length: number): Uint8Array;
          finalize(packet: Uint8Array): Uint8Array;
        };
      };
    };
  };
  const {write} = protocol._packetRW;
  const {allocStart} = write;
  const packet = write.alloc(1 + rest.length);
  packet[allocStart] = type;
  packet.set(rest, allocStart + 1);
  try {
    sendPacket(protocol, write.finalize(packet));
  } catch {
    // The connection has ended already.
  }
}

/** A line to the server that can be cut: then nothing goes through any more, and neither end is told. */
async function cuttable(port: number) {
  let isCut = false;
  let accepted = 0;
  let closedByServer = 0;
  const sockets: Socket[] = [];
  const proxy = createServer((near) => {
    accepted++;
    const far = connect(port, '127.0.0.1');
    sockets.push(near, far);
    for (const socket of [near, far]) socket.on('error', () => {});
    near.on('data', (data) => isCut || far.write(data));
    far.on('data', (data) => isCut || near.write(data));
    far.on('close', () => closedByServer++);
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  const found = proxy.address();
  return {
    port: typeof found === 'object' && found !== null ? found.port : 0,
    cut: () => {
      isCut = true;
    },
    accepted: () => accepted,
    closedByServer: () => closedByServer,
    close: () =>
      new Promise<void>((resolve) => {
        proxy.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A pair that can be read: ssh2 makes some that cannot. */
function newKeys(): {readonly private: string; readonly public: string} {
  for (;;) {
    const made = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(made.private) instanceof Error)) return made;
  }
}
const keys = newKeys();
const otherKeys = newKeys();

const closed = (socket: Socket): Promise<unknown> =>
  new Promise((resolve) => {
    socket.on('close', resolve);
    socket.resume();
  });

const refused = async (action: (done: (error?: Error | null) => void) => void): Promise<string> =>
  new Promise((resolve, reject) => {
    action((error) => (!error ? reject(new Error('it was allowed')) : resolve(error.message)));
  });

describe('login', () => {
  test('a wrong code is refused, six times on one connection', async () => {
    served = await serveClass();
    let asked = 0;
    const client = new ssh2.Client();
    const error = await new Promise<Error>((resolve) => {
      client.on('error', resolve);
      client.on('close', () => resolve(new Error('closed')));
      client.connect({
        host: '127.0.0.1',
        port: served!.port,
        username: 'anna',
        authHandler: (_methods, _partial, next) => {
          asked++;
          next({type: 'password', username: 'anna', password: `wrong ${asked}`});
        },
      });
    });
    expect(error.message).toBeTruthy();
    expect(served.log.filter(({event}) => event === 'login-failed').length).toBe(6);
    expect(served.log).toContainEqual(expect.objectContaining({event: 'refused', reason: 'tries'}));
    expect(served.classroom.state.students.size).toBe(0);
  });

  test('a failed login waits longer and longer', async () => {
    const waited: number[] = [];
    served = await serveClass({
      limits: {
        delay: (wanted) => {
          waited.push(wanted);
          return 0;
        },
      },
    });
    await expect(logIn(served.port, {name: 'anna', code: 'wrong'})).rejects.toThrow();
    await expect(logIn(served.port, {name: 'bob', code: 'wrong'})).rejects.toThrow();
    expect(waited[0]).toBe(250);
    for (const [i, wait] of waited.entries()) if (i > 0) expect(wait).toBeGreaterThan(waited[i - 1]! - 1);
    expect(waited.at(-1)).toBeGreaterThan(waited[0]!);
  });

  test('a password is the code, with the word behind it where the name is taken', async () => {
    served = await serveClass();
    const word = (): string => served!.classroom.state.students.get('anna')!.word;
    await student(served.port, {name: 'anna'});
    const byPassword = (password: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const client = new ssh2.Client();
        client.on('ready', () => {
          client.destroy();
          resolve();
        });
        client.on('error', reject);
        client.connect({host: '127.0.0.1', port: served!.port, username: 'anna', password});
      });
    await expect(byPassword(CODE)).rejects.toThrow();
    await expect(byPassword(`${CODE} nope22`)).rejects.toThrow();
    await byPassword(`${CODE} ${word()}`);
  });

  test('a key of the file opens, and its name is its own', async () => {
    const {keys: known, faulty} = readAuthorizedKeys(`# class\nrestrict ${keys.public} anna\n`);
    expect(faulty).toEqual([]);
    served = await serveClass({authorizedKeys: known});
    const anna = await student(served.port, {name: 'anna', key: keys.private});
    expect(anna.text()).toContain('following');
    await expect(logIn(served.port, {name: 'bob', key: otherKeys.private})).rejects.toThrow();
    await expect(logIn(served.port, {name: 'anna', word: 'guess2'})).rejects.toThrow();
    // The key is enough to come back.
    const again = await view(served.port, {name: 'anna', key: keys.private});
    await again.see('following');
    await anna.ended;
  });

  test('a file of keys says which of its lines hold none', () => {
    expect(readAuthorizedKeys(`${keys.public}\nnonsense\n\n# fine\nssh-ed25519 AAAA\n`).faulty).toEqual([
      2, 5,
    ]);
  });

  test('the teacher’s code makes a teacher, the class code does not', async () => {
    served = await serveClass();
    await student(served.port, {name: 'teacher'});
    expect(served.classroom.present).toBe(1);
    const guide = await teacher(served.port);
    expect(guide.text()).toContain('students 1/1');
    await served.close();
    served = await serveClass({withoutTeacherCode: true});
    await expect(logIn(served.port, {name: 'teacher', code: TEACHER_CODE})).rejects.toThrow();
    await expect(logIn(served.port, {name: 'teacher', code: ''})).rejects.toThrow();
  });

  test('a name of nothing that can be shown is refused', async () => {
    served = await serveClass();
    for (const name of ['\u202E', '\u001B[2J'.slice(0, 1), 'x'.repeat(60), '王'.repeat(13)]) {
      await expect(logIn(served.port, {name})).rejects.toThrow();
    }
    expect(served.classroom.state.students.size).toBe(0);
  });

  test('a full class says so', async () => {
    served = await serveClass({room: {maxStudents: 1}});
    await student(served.port, {name: 'anna'});
    await expect(logIn(served.port, {name: 'bob'})).rejects.toThrow();
  });
});

describe('nothing but the lesson is reachable', () => {
  test('no command, no subsystem, no forwarding, no agent, no X11', async () => {
    served = await serveClass();
    const asked: ((client: ssh2.Client, done: (error?: Error | null) => void) => unknown)[] = [
      (client, done) => client.exec('id', done),
      (client, done) => client.sftp(done),
      (client, done) => client.subsys('netconf', done),
      (client, done) => client.shell({cols: 80, rows: 24}, {x11: true}, done),
      (client, done) => client.forwardOut('127.0.0.1', 1, '127.0.0.1', 22, done),
      (client, done) => client.forwardIn('127.0.0.1', 0, done),
      (client, done) => client.openssh_forwardOutStreamLocal('/tmp/x', done),
      (client, done) => client.openssh_forwardInStreamLocal('/tmp/x', done),
    ];
    for (const [i, ask] of asked.entries()) {
      const client = await logIn(served.port, {name: `anna${i}`});
      await refused((done) => ask(client, done));
      client.destroy();
    }
    // One session is open: a second one on the same connection is refused.
    const third = await student(served.port, {name: 'cleo'});
    await refused((done) => third.client.shell({cols: 80, rows: 24}, (error) => done(error ?? undefined)));
    expect(third.text()).toContain('following');
  });

  test('an environment is refused, and the shell comes all the same', async () => {
    served = await serveClass();
    const client = await logIn(served.port, {name: 'anna'});
    const channel = await new Promise<ssh2.ClientChannel>((resolve, reject) => {
      client.shell(
        {cols: 80, rows: 24},
        {env: {LANG: 'zh_CN.UTF-8', LD_PRELOAD: '/tmp/x'}},
        (error, opened) => (error ? reject(error) : resolve(opened)),
      );
    });
    let text = '';
    channel.on('data', (data: Buffer) => {
      text += data.toString();
    });
    await until(() => text.includes('Welcome to the class'));
  });

  test('without a terminal there is a line, and an exit code', async () => {
    served = await serveClass();
    const client = await logIn(served.port, {name: 'anna'});
    const [code, text] = await new Promise<[number, string]>((resolve, reject) => {
      client.shell(false, (error, channel) => {
        if (error) return reject(error);
        let said = '';
        channel.stderr.on('data', (data: Buffer) => {
          said += data.toString();
        });
        channel.on('exit', (exit: number) => resolve([exit, said]));
        channel.resume();
        return undefined;
      });
    });
    expect(code).toBe(1);
    await until(() => text !== undefined);
    expect(served.classroom.state.students.size).toBe(0);
  });
});

describe('sizes', () => {
  test.each([
    [0, 0],
    [65_535, 65_535],
    [1, 1],
    [4_294_967_295, 4_294_967_295],
  ])('a window of %i×%i is no trouble', async (columns, rows) => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    const bob = await student(served.port, {name: 'bob'});
    bob.channel.setWindow(rows, columns, 0, 0);
    await until(() => bob.output().length > 0);
    bob.channel.setWindow(24, 80, 0, 0);
    const guide = await teacher(served.port);
    guide.write('g3\r');
    await anna.see('Plus or minus');
    await until(() => bob.output().includes('Plus or minus'));
  });

  test('a storm of new sizes is drawn now and then, and at its end', async () => {
    served = await serveClass();
    const bob = await student(served.port, {name: 'bob'});
    const before = bob.output().length;
    for (let i = 0; i < 2000; i++) bob.channel.setWindow(20 + (i % 30), 70 + (i % 50), 0, 0);
    bob.resize(100, 30);
    await until(() => bob.lines()[29]!.includes('quit'));
    // A frame of this size is some 10 kB; 2000 of them would be 20 MB.
    expect(bob.output().length - before).toBeLessThan(1_000_000);
  });

  test('a window that is larger than what is drawn says so', async () => {
    served = await serveClass();
    const bob = await view(served.port, {name: 'bob', columns: 260, rows: 80});
    await bob.see('Your window is larger than 200×60');
    bob.write(' ');
    await bob.see('following');
    expect(Math.max(...bob.lines().map((line) => line.length))).toBeLessThanOrEqual(200);
    expect(bob.lines().findLastIndex((line) => line !== '')).toBe(59);
    const anna = await student(served.port, {name: 'anna'});
    anna.resize(300, 60);
    await anna.see('Your window is larger than 200×60');
  });

  test('the teacher sees whose screen is too small', async () => {
    served = await serveClass();
    const bob = await view(served.port, {name: 'bob', columns: 50, rows: 15});
    await until(() => bob.output().length > 0);
    const guide = await teacher(served.port);
    guide.write('w');
    await guide.see(/bob .*too small/);
  });
});

describe('those who mean no learning', () => {
  test('a connection that says nothing is closed', async () => {
    served = await serveClass({limits: {grace: 200}});
    const silent = await rawSocket(served.port);
    const spoke = await rawSocket(served.port);
    spoke.write('SSH-2.0-half\r\n');
    await Promise.all([silent, spoke].map((socket) => closed(socket)));
    expect(served.log.filter((line) => line.event === 'refused' && line.reason === 'grace')).toHaveLength(2);
  });

  test('whoever logs in and asks for no terminal is closed too', async () => {
    served = await serveClass({limits: {grace: 1000}});
    const client = await logIn(served.port, {name: 'anna'});
    await new Promise<void>((resolve) => client.on('close', () => resolve()));
    expect(served.log).toContainEqual(expect.objectContaining({event: 'refused', reason: 'grace'}));
  });

  test('whoever has no terminal and stays all the same is closed too', async () => {
    served = await serveClass({limits: {grace: 1000}});
    const client = await logIn(served.port, {name: 'anna'});
    client.shell(false, (_, channel) => channel.resume());
    await new Promise<void>((resolve) => client.on('close', () => resolve()));
  });

  test('random bytes to the port disturb nobody', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    for (let i = 0; i < 30; i++) {
      const socket = await rawSocket(served.port);
      if (i % 2 === 0) socket.write('SSH-2.0-x\r\n');
      socket.write(randomBytes(1 + i * 300));
      socket.end();
      await closed(socket);
    }
    const guide = await teacher(served.port);
    guide.write('g3\r');
    await anna.see('Plus or minus');
  });

  test('random bytes after the handshake end that connection alone', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    for (let i = 0; i < 10; i++) {
      const client = await logIn(served.port, {name: `bob${i}`});
      const closed = new Promise<void>((resolve) => client.on('close', () => resolve()));
      client.on('error', () => {});
      const {_sock: socket} = client as unknown as {_sock: Socket};
      socket.write(randomBytes(500));
      await closed;
    }
    const guide = await teacher(served.port);
    guide.write('g3\r');
    await anna.see('Plus or minus');
  });

  test('packets that are encrypted as they should be, and mean nothing, disturb nobody', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    // What each type of RFC 4250 has behind it is anybody's guess; 98 and 80 to 100 are what sessions are made of.
    const types = [
      ...Array.from({length: 30}, (_, i) => 80 + i),
      0,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      20,
      21,
      30,
      50,
      60,
      61,
      192,
      255,
    ];
    for (const [i, type] of types.entries()) {
      const viewer = i % 2 === 0 ? await view(served.port, {name: `bob${i}`}) : undefined;
      const client = viewer?.client ?? (await logIn(served.port, {name: `bob${i}`}));
      client.on('error', () => {});
      for (const length of [0, 1, 4, 5, 9, 60, 1000]) sendPayload(client, type, randomBytes(length));
      // Lengths inside that say more than there is.
      sendPayload(
        client,
        type,
        Buffer.concat([Buffer.alloc(4), Buffer.from('7fffffff', 'hex'), randomBytes(8)]),
      );
      sendPayload(client, type, Buffer.alloc(12, 0xff));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const guide = await teacher(served.port);
    guide.write('g3\r');
    await anna.see('Plus or minus');
    const late = await student(served.port, {name: 'late'});
    await late.see('Plus or minus');
    endClients();
    await until(() => served!.classroom.present === 0);
  });

  test('random keys end nothing but what they ask for', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    const bob = await student(served.port, {name: 'bob'});
    // Neither q nor ctrl+c nor ctrl+d: those leave.
    const junk = randomBytes(3000).map((byte) => ([3, 4, 0x71].includes(byte) ? 0x20 : byte));
    bob.channel.write(junk);
    await until(() => served!.classroom.present === 2);
    const guide = await teacher(served.port);
    guide.write('g3\r');
    await anna.see('Plus or minus');
  });

  test('whoever sends more than hands can type is cut off', async () => {
    served = await serveClass();
    const bob = await student(served.port, {name: 'bob'});
    for (let i = 0; i < 10; i++) bob.channel.write(Buffer.alloc(32_768, 'b'));
    await bob.ended;
    expect(served.classroom.present).toBe(0);
  });

  test('a connection that sends more raw bytes than a terminal does is cut off, whatever they are', async () => {
    served = await serveClass();
    const anna = await student(served.port, {name: 'anna'});
    const bob = await logIn(served.port, {name: 'bob'});
    bob.on('error', () => {});
    const gone = new Promise<void>((resolve) => bob.on('close', () => resolve()));
    // Requests of the protocol itself: they are no keys, and every one of them is well formed.
    const {_protocol: protocol} = bob as unknown as {_protocol: {ping(): void}};
    for (let i = 0; i < 40_000; i++) protocol.ping();
    await gone;
    expect(served.log).toContainEqual(expect.objectContaining({event: 'refused', reason: 'bytes'}));
    const guide = await teacher(served.port);
    guide.write('g3\r');
    await anna.see('Plus or minus');
  });

  test('a connection without a key for too long ends, and its place is kept', async () => {
    served = await serveClass({limits: {idle: 300}});
    const bob = await view(served.port, {name: 'bob'});
    await bob.ended;
    await until(() => served!.classroom.present === 0);
    expect(served.log).toContainEqual({event: 'left', name: 'bob', why: 'left'});
    expect(served.classroom.state.students.has('bob')).toBe(true);
  });

  test('a client that never reads is cut off, and the others go on', async () => {
    served = await serveClass({limits: {patience: 500}});
    const anna = await student(served.port, {name: 'anna'});
    const client = await logIn(served.port, {name: 'bob'});
    const {_sock: socket, _protocol: protocol} = client as unknown as {
      _sock: Socket;
      _protocol: {session(channel: number, window: number, packet: number): void};
    };
    // A small window of the channel is full after a few pictures; the usual one has room for two megabytes.
    const {session} = protocol;
    protocol.session = (channel, _window, packet) => session.call(protocol, channel, 65_536, packet);
    const bob = await new Promise<ssh2.ClientChannel>((resolve, reject) => {
      client.shell({cols: 200, rows: 60, term: 'xterm-256color'}, (error, channel) =>
        error ? reject(error) : resolve(channel),
      );
    });
    bob.on('error', () => {});
    bob.write(' ');
    await until(() => served!.classroom.present === 2);
    socket.pause();
    const guide = await teacher(served.port);
    guide.write('g3\r');
    await anna.see('Plus or minus');
    // Another language is another screen for one who does not take it.
    await until(() => {
      bob.write('L');
      return served!.classroom.present === 1;
    });
    guide.write('g5\r');
    await anna.see('All is said');
  });

  test('a killed client is gone', async () => {
    served = await serveClass();
    const bob = await student(served.port, {name: 'bob'});
    bob.client.destroy();
    await until(() => served!.classroom.present === 0);
  });

  test('a connection whose other end has vanished is noticed', async () => {
    served = await serveClass({limits: {keepalive: 100}});
    const bob = await student(served.port, {name: 'bob'});
    // It takes bytes, and answers nothing: as a laptop that was closed.
    const {_sock: socket} = bob.client as unknown as {_sock: Socket};
    socket.removeAllListeners('data');
    socket.on('data', () => {});
    await until(() => served!.classroom.present === 0);
  });

  test('too many connections are refused, and when some leave others come in', async () => {
    served = await serveClass({gate: {inAll: 50, perAddress: 3, waitingInAll: 50, waitingPerAddress: 50}});
    const sockets = await Promise.all([1, 2, 3].map(() => rawSocket(served!.port)));
    const fourth = await rawSocket(served.port);
    await closed(fourth);
    for (const socket of sockets) socket.destroy();
    await until(() => served!.log.some((line) => line.event === 'refused' && line.reason === 'connections'));
    let anna: Awaited<ReturnType<typeof student>> | undefined;
    while (anna === undefined) anna = await student(served.port, {name: 'anna'}).catch(() => undefined);
    expect(anna.text()).toContain('following');
  });

  test.each(['before login', 'after it'])(
    'a line that was cut, %s, is noticed at the server',
    async (when) => {
      served = await serveClass({limits: {keepalive: 100, grace: 1000}});
      const line = await cuttable(served.port);
      if (when === 'after it') {
        await student(line.port, {name: 'bob'});
        expect(served.classroom.present).toBe(1);
        line.cut();
      } else {
        line.cut();
        const socket = await rawSocket(line.port);
        socket.write('SSH-2.0-nobody\r\n');
      }
      await until(() => line.accepted() === 1);
      await until(() => served!.classroom.present === 0 && line.closedByServer() === 1);
      await line.close();
    },
  );

  test('a hundred who come and go leave nothing behind', async () => {
    // Every program that was made for somebody, as long as anything still holds it.
    const kept: WeakRef<object>[] = [];
    served = await serveClass({
      room: {
        appFor: (settings, start) => {
          const app = createApp(settings, start);
          kept.push(new WeakRef(app), new WeakRef(start.scene!.state as object));
          return app;
        },
      },
    });
    const counts = (): number[] => [
      process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length,
      process.listenerCount('beforeExit'),
      process.listenerCount('exit'),
    ];
    await (await student(served.port, {name: 'anna'})).exit();
    await until(() => served!.classroom.present === 0);
    const word = served.classroom.state.students.get('anna')!.word;
    const [sockets = 0, ...listeners] = counts();
    const before = kept.length;
    for (let i = 0; i < 100; i++) {
      const viewer = await view(served.port, {name: 'anna', word});
      await viewer.see('following');
      if (i % 2 === 0) viewer.client.destroy();
      else await viewer.exit();
    }
    await until(() => served!.classroom.present === 0);
    await until(() => counts()[0]! <= sockets);
    expect(counts().slice(1)).toEqual(listeners);
    expect(served.classroom.state.students.size).toBe(1);
    expect(kept.length - before).toBe(200);
    // What is on the way out is let go of a little later; the last one may still be in a cache of Node's.
    const alive = (): number => kept.filter((ref) => ref.deref() !== undefined).length;
    endClients();
    await until(
      () => {
        collect();
        return alive() <= 4;
      },
      () => `${alive()} of ${kept.length} to go`,
    );
  });
});
