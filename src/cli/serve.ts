import {appendFile} from 'node:fs/promises';
import {BlockList} from 'node:net';
import {hostname, networkInterfaces} from 'node:os';
import path from 'node:path';
import {readAuthorizedKeys} from '../classroom/authorizedKeys.ts';
import {createBucket} from '../classroom/bucket.ts';
import {createClassroom} from '../classroom/classroom.ts';
import {createFrames} from '../classroom/frames.ts';
import {HostKeyError, hostKeyIn, keepHostKey} from '../classroom/hostKey.ts';
import {openJournal} from '../classroom/journal.ts';
import {newCode, plainCode} from '../classroom/secrets.ts';
import {type DoorEvent, serveSsh, usualLimits} from '../classroom/server.ts';
import {FolderInUse, type SocketServer, serveSocket} from '../classroom/socketServer.ts';
import type {Bilingual, Lesson} from '../lesson/lesson.ts';
import type {ClassState} from '../session/class/classState.ts';
import {handInCsv} from '../session/class/handIn.ts';
import {runInProcess} from '../terminal/process.ts';
import type {AppMessage, AppModel, AppSettings} from '../ui/app.tsx';
import type {AppRequest} from '../ui/requests.ts';
import type {ServeCommand} from './arguments/serve.ts';
import {openClassFolder, socketIn} from './classFolder.ts';
import {Failure, wrongFile, wrongUsage} from './failure.ts';
import {readText} from './file.ts';
import {type Library, lessonFile} from './library.ts';
import {write, writeLines} from './output.ts';
import {readLesson} from './readLesson.ts';
import {replaceFile} from './replaceFile.ts';
import type {Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/**
 * `bp-tui serve`: a class over SSH. The teacher's screen is in this terminal, unless there is none to be.
 * @param folder where the class keeps its key, its journal and its socket
 * @returns the exit code
 */
export async function serve(
  command: ServeCommand,
  folder: string,
  library: Library,
  settings: Settings,
  streams: Streams,
): Promise<number> {
  const {stdout, stderr} = streams;
  const {language} = settings;
  refuseUnsafe(command, settings);
  const found = await lessonFile(command.lesson, library);
  const read = await readLesson(found.file, library, language);
  if (!read.ok) {
    await writeLines(stderr, read.problems, language);
    return 1;
  }
  const {lesson} = read;
  const authorizedKeys = command.authorizedKeys === undefined ? [] : await readKeys(command.authorizedKeys);
  await openClassFolder(folder);
  const {log, written} = createLog(command, streams);
  const hostKey = await hostKeyIn(folder).catch((error: unknown) => {
    throw error instanceof HostKeyError ? unusableKey(error) : error;
  });

  const code = command.code?.trim() ?? newCode();
  let unkept: string | undefined;
  let exitCode = 0;
  const named = (kind: string, end: string): string =>
    path.join(folder, `${kind}-${lesson.id ?? 'lesson'}.${end}`);
  const answersFile = named('answers', 'csv');
  const handIn = async (state: ClassState): Promise<Extract<AppMessage, {type: 'noticed'}>> => {
    const notice = await replaceFile(answersFile, `\uFEFF${handInCsv(state, language)}`, 0o600).then(
      (): Bilingual => ({en: `Answers are in ${answersFile}`, zh: `回答已写入 ${answersFile}`}),
      (error: unknown): Bilingual =>
        error instanceof Failure ? error.words : {en: textOf(error), zh: textOf(error)},
    );
    log({event: 'handed-in', note: notice.en});
    return {type: 'noticed', notice};
  };

  // What one connection stumbles over is no reason to send the others home.
  const survive = (error: unknown): void => log({event: 'stray-fault', error: textOf(error)});
  let stop = (): void => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const join: string[] = [];
  const frames = createFrames();
  /** The last one is the one that is found. */
  const localServers: SocketServer[] = [];
  const closing: (() => Promise<unknown>)[] = [];
  let isClosing = false;
  const closeAll = async (): Promise<void> => {
    isClosing = true;
    // The servers first: what they still say is kept.
    const [journal, ...servers] = closing.splice(0);
    await Promise.all(servers.map((close) => close()));
    await journal?.();
    log({event: 'stopped'});
    await written();
  };
  try {
    const journal = await openJournal(named('class', 'jsonl'), lesson, {
      prepare: folderAgain,
      onTrouble: (error) => kept(error),
    }).catch((error: unknown) => {
      throw unreadable(named('class', 'jsonl'), error);
    });
    closing.push(() => journal.close().catch((error: unknown) => kept(error)));
    if (journal.damaged > 0) log({event: 'damaged', lines: journal.damaged});
    const classroom = createClassroom({
      state: journal.state,
      number: found.number,
      join,
      maxStudents: command.maxStudents,
      keep: (event, after) => journal.add(event, after),
      handIn,
      onEnd() {
        classroom.close('ended');
        stop();
      },
    });
    const kept = (error: unknown): void => {
      unkept = error === undefined ? undefined : troubleOf(error);
      log(error === undefined ? {event: 'kept-again'} : {event: 'not-kept', error: textOf(error)});
      classroom.kept(unkept);
    };
    const most = command.maxStudents + 8;
    const viewers: AppSettings = {...viewersLook, language, digits: settings.digits};
    const common = {classroom, frames, settings: viewers, limits: usualLimits, log};
    const serveHere = async (): Promise<void> => {
      if (process.platform === 'win32' || isClosing || (await localServers.at(-1)?.isThere())) return;
      localServers.push(await serveSocket({...common, file: socketIn(folder), most}));
    };
    closing.push(() => Promise.all(localServers.map((server) => server.close())));
    // The first thing that cannot be had twice: whoever has the socket has the folder.
    await serveHere().catch((error: unknown) => {
      throw error instanceof FolderInUse ? inUse(folder) : error;
    });
    const ssh = await serveSsh({
      ...common,
      host: command.host,
      port: command.port,
      hostKey: hostKey.privateKey,
      code,
      ...(command.teacherCode === undefined ? {} : {teacherCode: command.teacherCode}),
      authorizedKeys,
      gate: {inAll: most + 64, perAddress: most + 32, waitingInAll: 128, waitingPerAddress: 64},
    }).catch((error: unknown) => {
      throw notListening(command, error);
    });
    closing.push(() => ssh.close());
    join.push(
      `ssh -p ${ssh.port} NAME@${nameOf(command.host)}`,
      ...(code === '' ? [] : [language === 'zh' ? `课堂口令 ${code}` : `class code ${code}`]),
      hostKey.fingerprint,
    );
    await write(stdout, announcement(lesson, join, journal.state, settings));
    log({event: 'serving', host: command.host, port: ssh.port, fingerprint: hostKey.fingerprint});
    const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
    process.on('uncaughtException', survive);
    exitCode = command.headless ? await untilSignal(signals, stopped) : await teach();
    await sendHome();

    /** A folder that was deleted or lost while the class goes on is made again, with all that lay in it but the journal. */
    async function folderAgain(): Promise<void> {
      await openClassFolder(folder);
      await keepHostKey(folder, hostKey);
      await serveHere();
    }

    /** Students are told, and the answers are written. */
    async function sendHome(): Promise<void> {
      classroom.close(classroom.state.ended ? 'ended' : unkept === undefined ? 'stopped' : 'unkept');
      if (classroom.state.students.size === 0) return;
      const {notice} = await handIn(classroom.state);
      await write(stdout, line(notice, settings)).catch(() => {});
    }

    async function teach(): Promise<number> {
      const size = {columns: settings.columns, rows: settings.rows};
      const seat = classroom.sit({role: 'teacher'}, settings, size, {
        isNew: false,
        serves: true,
        onLeave: () => seat.finish(),
      });
      const {exitCode: ended} = await runInProcess<AppModel, AppMessage, AppRequest>(seat.app, {
        perform: (request) => seat.perform(request),
        outside: (over) => seat.outside(over),
        debug: settings.debug,
        onStrayException: survive,
        // Whoever closes the window with the teacher's screen stops serving too.
        async beforeHangUp() {
          await sendHome();
          await closeAll();
        },
      });
      seat.left();
      // Told to end, a class ends in good order.
      return ended === 143 ? 0 : ended;
    }
  } finally {
    process.off('uncaughtException', survive);
    await closeAll();
    frames.close();
  }
  if (unkept !== undefined) throw lost(named('class', 'jsonl'), unkept);
  return exitCode;
}

/** How viewers see things until they choose. Over a network few repaints are the better default. */
const viewersLook: Omit<AppSettings, 'language' | 'digits'> = {
  ascii: false,
  color: '16',
  background: 'dark',
  columns: 80,
  rows: 24,
  motion: false,
};

/** Whoever sends a second signal does not want to wait. */
function untilSignal(signals: readonly NodeJS.Signals[], stopped: Promise<void>): Promise<number> {
  return new Promise((resolve) => {
    let told = false;
    const end = (): void => {
      if (told) process.exit(1);
      told = true;
      resolve(0);
    };
    // They stay: Ink ends the process by the signal where it finds nobody else listening.
    for (const signal of signals) process.on(signal, end);
    void stopped.then(() => resolve(0));
  });
}

type LogLine =
  | DoorEvent
  | {readonly event: 'serving'; readonly host: string; readonly port: number; readonly fingerprint: string}
  | {readonly event: 'not-kept' | 'stray-fault'; readonly error: string}
  | {readonly event: 'damaged'; readonly lines: number}
  | {readonly event: 'handed-in'; readonly note: string}
  | {readonly event: 'kept-again' | 'stopped'};

interface ClassLog {
  log(line: LogLine): void;
  /** Ends when the lines are in the file. */
  written(): Promise<void>;
}

/** Lines of a log: a second, and at once. More is only counted, so that nobody fills the disk from outside. */
const LINES_A_SECOND = 20;
const LINES_AT_ONCE = 500;

/**
 * A line of JSON for everything that happens, to a file, or without a screen to stderr.
 * @param now milliseconds of a clock that only goes forwards
 */
export function createLog(
  {log: file, headless}: Pick<ServeCommand, 'log' | 'headless'>,
  {stderr}: Pick<Streams, 'stderr'>,
  now: () => number = () => performance.now(),
): ClassLog {
  const bucket = createBucket(LINES_A_SECOND, LINES_AT_ONCE, now);
  let writing = Promise.resolve();
  let left = 0;
  return {
    log(line) {
      if (file === undefined && !headless) return;
      if (!bucket.take(1)) {
        left++;
        return;
      }
      const text = `${JSON.stringify({time: new Date().toISOString(), ...line, ...(left > 0 && {leftOut: left})})}\n`;
      left = 0;
      if (file === undefined) stderr.write(text);
      else writing = writing.then(() => appendFile(file, text, {mode: 0o600})).catch(() => {});
    },
    written: () => writing,
  };
}

/** @throws a `Failure` where anybody in the network could come in, or nobody could teach */
function refuseUnsafe({host, code, teacherCode, headless}: ServeCommand, {plain}: Settings): void {
  // Blanks around a code do not count, nor capitals in it.
  if (code?.trim() === '' && !isLoopback(host)) {
    throw wrongUsage({
      en: `--host ${host}: expected a class code, for others can reach this address; found an empty one. Leave --code out to have one made.`,
      zh: `--host ${host}：别人也能连到这个地址，必须有课堂口令，而 --code 是空的。去掉 --code 会自动生成一个。`,
    });
  }
  if (teacherCode !== undefined && teacherCode.length < 8) {
    throw wrongUsage({
      en: '--teacher-code: expected at least 8 characters, found fewer. Choose a longer one.',
      zh: '--teacher-code：至少要 8 个字符。请换一个更长的。',
    });
  }
  if (teacherCode !== undefined && plainCode(teacherCode) === plainCode(code ?? '')) {
    throw wrongUsage({
      en: '--teacher-code: expected another code than --code, found the same. Choose another one.',
      zh: '--teacher-code：不能和 --code 相同。请换一个。',
    });
  }
  if (plain && !headless) {
    throw wrongUsage({
      en: 'serve: expected a terminal for the teacher, found none. Add --headless and teach by SSH with --teacher-code, or by bp-tui attach --teacher.',
      zh: 'serve：老师的屏幕需要终端，现在没有。请加 --headless，再用 --teacher-code 通过 SSH 上课，或用 bp-tui attach --teacher。',
    });
  }
}

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8, 'ipv4');
  loopback.addAddress('::1', 'ipv6');
  return /^[\d.]+$/.test(host) ? loopback.check(host, 'ipv4') : loopback.check(host, 'ipv6');
}

/** What students write behind the @. */
function nameOf(host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return host;
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  return addresses.find(({family, internal}) => family === 'IPv4' && !internal)?.address ?? hostname();
}

async function readKeys(file: string) {
  const {keys, faulty} = readAuthorizedKeys(await readText(file));
  if (faulty.length > 0 || keys.length === 0) {
    const where = faulty.length > 0 ? `${file}:${faulty[0]}` : file;
    throw wrongFile({
      en: `${where}: expected public keys as in authorized_keys, a line each, found ${faulty.length > 0 ? 'another line' : 'none'}. Mend or remove it.`,
      zh: `${where}：应为 authorized_keys 格式的公钥，每行一个，${faulty.length > 0 ? '这一行不是' : '但一个也没有'}。请改正或去掉。`,
    });
  }
  return keys;
}

function announcement(
  lesson: Lesson,
  join: readonly string[],
  {students}: ClassState,
  settings: Settings,
): string {
  const title = lesson.title[settings.language];
  const again: Bilingual = {
    en: `The class goes on where it was: ${students.size} students are known.`,
    zh: `接着上次的课：已有 ${students.size} 名学生。`,
  };
  return [
    line({en: `Class: ${title}`, zh: `课堂：${title}`}, settings),
    ...join.map((text) => `  ${text}\n`),
    ...(students.size === 0 ? [] : [line(again, settings)]),
  ].join('');
}

const line = (words: Bilingual, {language}: Settings): string => `${words[language]}\n`;

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : textOf(error);

/** In a word, why the class is not kept. */
function troubleOf(error: unknown): string {
  if (error instanceof FolderInUse) return 'EBUSY';
  return error instanceof Failure ? 'EPERM' : codeOf(error);
}

function notListening({host, port}: ServeCommand, error: unknown): Error {
  const why = codeOf(error);
  return wrongFile({
    en: `serve: expected to listen at ${host} port ${port}, found the error ${why}. Choose another --port or --host.`,
    zh: `serve：不能在 ${host} 的端口 ${port} 监听（${why}）。请换一个 --port 或 --host。`,
  });
}

const inUse = (folder: string): Error =>
  wrongFile({
    en: `--data: expected a folder that no other class uses, found one being served from ${folder}. End it, or name another folder.`,
    zh: `--data：${folder} 正被另一个课堂使用。请先结束它，或换一个目录。`,
  });

const unreadable = (file: string, error: unknown): Error =>
  wrongFile({
    en: `${file}: expected the kept class, found the error ${codeOf(error)}. Mend the file, or name another folder by --data.`,
    zh: `${file}：读取课堂记录时出错（${codeOf(error)}）。请修好它，或用 --data 指定别的目录。`,
  });

const lost = (file: string, code: string): Error =>
  wrongFile({
    en: `${file}: expected to keep the class, found the error ${code}: what happened since is lost. See to the disk and the folder before the next class.`,
    zh: `${file}：课堂记录写不进去（${code}），出错以后的内容没有存下。下次上课前请检查磁盘和目录。`,
  });

const unusableKey = ({file, reason}: HostKeyError): Error =>
  reason === 'open'
    ? wrongFile({
        en: `${file}: expected a host key that only you can read, found one that others can read too. Run chmod 600 on it, or delete it for a new one.`,
        zh: `${file}：主机密钥别人也能读。请执行 chmod 600，或删掉它重新生成。`,
      })
    : wrongFile({
        en: `${file}: expected an ed25519 host key, found something else. Delete it for a new one.`,
        zh: `${file}：不是 ed25519 主机密钥。删掉它会重新生成。`,
      });
