import {spawn} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {availableParallelism, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import ssh2 from 'ssh2';

/*
 * What a class costs: the shipped program serves in a process of its own (on two cores, where taskset is there), and real SSH connections on
 * loopback, in this process, follow the teacher. Times are from the key's bytes leaving here to the bytes of the picture arriving here, so they have
 * the work of all the clients in them, which in a class is done elsewhere. With an argument, only classes of that size.
 */
const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const sizes = process.argv[2] === undefined ? [10, 50, 100, 200, 400] : process.argv.slice(2).map(Number);
const CODE = 'abcd-efgh';
const TEACHER = 'the-teachers-own';
/** Steps of lesson 1 that ask nothing. */
const steps = [3, 5, 7, 9, 11, 13, 15, 16, 17, 18, 19];

/** What is wanted of 200 followers, 30 of them on their own. */
const wanted = {followers: 200, step: 100, own: 50, followerMb: 2, ownMb: 4, logins: 20, growth: 1.1};

const percentile = (values, share) =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length * share)];

/** Megabytes that a process holds; undefined where there is no /proc. */
function memoryOf(pid) {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return undefined;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))[1]) / 1024;
}

async function startServer(folder, most) {
  const args = [program, 'serve', '1', '--headless', '--port', '0', '--data', folder, '--lang', 'en'];
  const options = ['--code', CODE, '--teacher-code', TEACHER, '--max-students', String(most)];
  const pinned = process.platform === 'linux' && existsSync('/usr/bin/taskset') && availableParallelism() > 1;
  const [command, ...first] = pinned ? ['taskset', '-c', '0,1', process.execPath] : [process.execPath];
  const server = spawn(command, [...first, ...args, ...options], {stdio: ['ignore', 'ignore', 'pipe']});
  let said = '';
  const port = await new Promise((resolve, reject) => {
    server.stderr.on('data', (data) => {
      said += data;
      const found = /"serving".*?"port":(\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    server.on('exit', () => reject(new Error(`the server ended: ${said}`)));
  });
  return {
    port,
    pid: server.pid,
    stop: () => new Promise((resolve) => server.on('exit', resolve) && server.kill()),
  };
}

/** A client with a terminal that only notes when bytes came. */
function connect(port, name, code) {
  const client = new ssh2.Client();
  const viewer = {client, last: 0, bytes: 0, seen: '', heard: () => {}, channel: undefined};
  return new Promise((resolve, reject) => {
    client.on('keyboard-interactive', (_name, _text, _language, prompts, answer) =>
      answer(prompts.map(() => code)),
    );
    client.on('error', reject);
    client.on('ready', () => {
      // As OpenSSH does for a terminal.
      client.setNoDelay(true);
      client.shell({cols: 80, rows: 24, term: 'xterm'}, (error, channel) => {
        if (error) return reject(error);
        viewer.channel = channel;
        channel.on('error', () => {});
        channel.on('data', (data) => {
          viewer.last = performance.now();
          viewer.bytes += data.length;
          viewer.heard();
        });
        return undefined;
      });
      viewer.heard = () => resolve(viewer);
    });
    client.connect({host: '127.0.0.1', port, username: name, tryKeyboard: true, readyTimeout: 120_000});
  });
}

const press = (viewer, keys) => viewer.channel.write(keys);

/** Milliseconds from a key of `who` to the first bytes at the last of `all`. */
function timeOf(who, keys, all) {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const timer = setTimeout(() => reject(new Error(`nothing came of ${JSON.stringify(keys)}`)), 10_000);
    let missing = all.length;
    for (const viewer of all) {
      viewer.heard = () => {
        viewer.heard = () => {};
        missing--;
        if (missing > 0) return;
        clearTimeout(timer);
        resolve(performance.now() - begun);
      };
    }
    press(who, keys);
  });
}

/** Nothing has come to anybody for a while. */
async function quiet(viewers, pause = 150) {
  for (;;) {
    const newest = Math.max(...viewers.map(({last}) => last));
    if (performance.now() - newest > pause) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

async function measure(count) {
  const folder = await mkdtemp(path.join(tmpdir(), 'bp-tui-bench-'));
  const server = await startServer(folder, count + 10);
  try {
    const teacher = await connect(server.port, 'teacher', TEACHER);
    press(teacher, ' ');
    // The first of all pays for what is made once.
    const first = await connect(server.port, 's0', CODE);
    press(first, ' ');
    await quiet([teacher, first]);
    for (const step of steps) await timeOf(teacher, `g${step}\r`, [first]);
    await quiet([teacher, first]);
    const before = memoryOf(server.pid);
    const students = [first];
    const begun = performance.now();
    const names = Array.from({length: count - 1}, (_, i) => `s${i + 1}`);
    const logIn = async () => {
      for (let name = names.pop(); name !== undefined; name = names.pop()) {
        students.push(await connect(server.port, name, CODE));
      }
    };
    await Promise.all(Array.from({length: 8}, logIn));
    const logins = (count - 1) / ((performance.now() - begun) / 1000);
    for (const student of students) press(student, ' ');
    await quiet([teacher, ...students]);
    const bytes = students.reduce((total, student) => total + student.bytes, 0);
    const times = [];
    for (let i = 0; i < 60; i++) times.push(await timeOf(teacher, `g${steps[i % steps.length]}\r`, students));
    const afterFollowing = memoryOf(server.pid);
    const bytesOfStep = (students.reduce((total, student) => total + student.bytes, 0) - bytes) / 60 / count;
    const result = {
      count,
      logins,
      step: percentile(times, 0.95),
      median: percentile(times, 0.5),
      bytes: bytesOfStep,
      followerMb: before === undefined ? undefined : (afterFollowing - before) / (count - 1),
    };
    if (count !== wanted.followers) return result;
    return {...result, ...(await measureOwn(server, teacher, students))};
  } finally {
    await server.stop();
    await rm(folder, {recursive: true});
  }
}

/** Thirty of the students on their own, each at a place of their own, pressing keys while the teacher goes on. */
async function measureOwn(server, teacher, students) {
  const own = students.slice(0, 30);
  const followers = students.slice(30);
  const before = memoryOf(server.pid);
  await timeOf(teacher, 'g30\r', students);
  press(teacher, 'o');
  for (const [i, student] of own.entries()) press(student, `fg${1 + (i % 29)}\r`);
  await quiet([teacher, ...students]);
  const times = [];
  const stepTimes = [];
  for (let i = 0; i < 300; i++) {
    const student = own[(i * 7) % own.length];
    if (i % 15 === 0)
      stepTimes.push(await timeOf(teacher, `g${steps[(i / 15) % steps.length]}\r`, followers));
    // Every word, every number and another step: no picture that was drawn before, and no key costs more.
    times.push(await timeOf(student, `Ldg${1 + ((i * 11) % 29)}\r`, [student]));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const ownMb = before === undefined ? undefined : Math.max(0, memoryOf(server.pid) - before) / own.length;
  const memory = [];
  for (let i = 0; i < 2000; i++) {
    await timeOf(teacher, `g${steps[i % steps.length]}\r`, followers);
    // Thirty keys a second is more than a teacher types, and less than the server lets through.
    await new Promise((resolve) => setTimeout(resolve, 5));
    if ((i + 1) % 500 === 0) memory.push(memoryOf(server.pid));
  }
  return {own: percentile(times, 0.95), mixedStep: percentile(stepTimes, 0.95), ownMb, memory};
}

const ms = (time) => `${time.toFixed(0)} ms`;
const mb = (size) => (size === undefined ? 'not measured' : `${size.toFixed(2)} MB`);
let bad = false;
function judge(text, value, most) {
  const missed = value !== undefined && value > most;
  if (missed) bad = true;
  console.log(`  ${text}${missed ? '  MISSED' : ''}`);
}

let smallest;
for (const count of sizes) {
  const result = await measure(count);
  smallest ??= result;
  console.log(
    `${count} followers: teacher's key to the last follower's bytes ${ms(result.median)} (median), ${ms(result.step)} (95th percentile), ` +
      `${(result.median / smallest.median).toFixed(1)} times that of ${smallest.count}; ${result.bytes.toFixed(0)} bytes a step each; ` +
      `${mb(result.followerMb)} a follower; ${result.logins.toFixed(0)} logins a second`,
  );
  if (count !== wanted.followers) continue;
  judge(
    `teacher's key, 95th percentile: ${ms(result.step)} (wanted: at most ${wanted.step} ms); with 30 on their own ${ms(result.mixedStep)}`,
    Math.max(result.step, result.mixedStep),
    wanted.step,
  );
  judge(
    `a student's own key, 95th percentile: ${ms(result.own)} (wanted: at most ${wanted.own} ms)`,
    result.own,
    wanted.own,
  );
  judge(
    `memory: ${mb(result.followerMb)} a follower (wanted: at most ${wanted.followerMb})`,
    result.followerMb,
    wanted.followerMb,
  );
  judge(
    `memory: ${mb(result.ownMb)} more for each on their own (wanted: at most ${wanted.ownMb} with the above)`,
    result.ownMb === undefined ? undefined : result.ownMb + result.followerMb,
    wanted.ownMb,
  );
  const [first, second, ...later] = result.memory;
  if (first !== undefined) {
    // A collector lets memory rise and fall; what leaks only rises.
    const grown = Math.min(...later) / Math.max(first, second);
    const told = result.memory.map((size) => size.toFixed(0)).join(', ');
    judge(
      `memory after 500, 1000, 1500, 2000 steps: ${told} MB (wanted: the least of the last two at most ${wanted.growth} times the most of the first two)`,
      grown,
      wanted.growth,
    );
  }
  judge(
    `logins a second: ${result.logins.toFixed(0)} (wanted: at least ${wanted.logins})`,
    -result.logins,
    -wanted.logins,
  );
}
if (bad) process.exitCode = 1;
process.exit();
