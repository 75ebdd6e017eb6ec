import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {availableParallelism, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import ssh2 from 'ssh2';

/*
 * What a class costs: the shipped program serves in a process of its own (on two cores, where taskset is there), and real SSH connections on
 * loopback, in this process, follow the teacher. Times are from the key's bytes leaving here to the bytes of the picture arriving here, so they have
 * the work of all the clients in them, which in a class is done elsewhere. Memory is what the server still uses after a forced collection, and
 * what the system has given it. With an argument, only classes of that size.
 */
const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const sizes = process.argv[2] === undefined ? [10, 50, 100, 200, 400] : process.argv.slice(2).map(Number);
const CODE = 'abcd-efgh';
const TEACHER = 'the-teachers-own';
/** Steps of lesson 1 that ask nothing. */
const steps = [3, 5, 7, 9, 11, 13, 15, 16, 17, 18, 19];

/** What is wanted of 200 students, 30 of them in free play. */
const wanted = {followers: 200, step: 100, own: 50, followerMb: 2, ownMb: 4, logins: 20, growth: 0.05};
/** In free play: so many of them step, the others train all the time. */
const playing = {all: 30, stepping: 20};
/** Steps of the teacher, and of them before memory is looked at for the first time; how often it is. */
const long = {steps: 2000, first: 400, every: 100};

const percentile = (values, share) =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length * share)];

async function startServer(folder, most) {
  const args = [program, 'serve', '1', '--headless', '--port', '0', '--data', folder, '--lang', 'en'];
  const options = ['--code', CODE, '--teacher-code', TEACHER, '--max-students', String(most)];
  const pinned = process.platform === 'linux' && existsSync('/usr/bin/taskset') && availableParallelism() > 1;
  const [command, ...first] = pinned ? ['taskset', '-c', '0,1', process.execPath] : [process.execPath];
  const measuring = ['--expose-gc', '--require', fileURLToPath(new URL('memory.cjs', import.meta.url))];
  const server = spawn(command, [...first, ...measuring, ...args, ...options], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
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
    memory: () =>
      new Promise((resolve) => {
        server.once('message', resolve);
        server.send('now');
      }),
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
    const before = await server.memory();
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
    const after = await server.memory();
    const bytesOfStep = (students.reduce((total, student) => total + student.bytes, 0) - bytes) / 60 / count;
    const result = {
      count,
      logins,
      step: percentile(times, 0.95),
      median: percentile(times, 0.5),
      bytes: bytesOfStep,
      follower: each(before, after, count - 1),
    };
    if (count !== wanted.followers) return result;
    return {...result, ...(await measureOwn(server, teacher, students))};
  } finally {
    await server.stop();
    await rm(folder, {recursive: true});
  }
}

/** Megabytes more for each of so many. */
const each = (before, after, count) => ({
  used: (after.used - before.used) / count,
  rss: (after.rss - before.rss) / count,
});

/** Some of the students in free play, each with numbers of their own, stepping or training while the teacher goes on. */
async function measureOwn(server, teacher, students) {
  const own = students.slice(0, playing.all);
  const stepping = own.slice(0, playing.stepping);
  const followers = students.slice(playing.all);
  await timeOf(teacher, 'g30\r', students);
  await quiet([teacher, ...students]);
  const before = await server.memory();
  for (const [i, student] of own.entries()) {
    press(student, 't');
    // Another weight for each: no picture is like another.
    press(student, `\x1b[C\x1b[C\r0.${100 + i}\r`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const student of own.slice(playing.stepping)) press(student, 't');
  // The picture of one of them is as large as there is any.
  own.at(-1).channel.setWindow(150, 400, 0, 0);
  await quiet([teacher, ...followers, ...stepping], 400);
  const times = [];
  const stepTimes = [];
  for (let i = 0; i < 400; i++) {
    const student = stepping[(i * 7) % stepping.length];
    if (i % 10 === 0)
      stepTimes.push(await timeOf(teacher, `g${steps[(i / 10) % steps.length]}\r`, followers));
    // The next operation is another picture: other numbers, another working.
    times.push(await timeOf(student, 'n', [student]));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const after = await server.memory();
  const memory = [];
  for (let i = 1; i <= long.steps; i++) {
    press(stepping[i % stepping.length], i % 40 === 0 ? '+' : 'n');
    await timeOf(teacher, `g${steps[i % steps.length]}\r`, followers);
    // Thirty keys a second is more than a teacher types, and less than the server lets through.
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (i >= long.first && i % long.every === 0) memory.push((await server.memory()).used);
  }
  return {
    own: percentile(times, 0.95),
    ownMedian: percentile(times, 0.5),
    mixedStep: percentile(stepTimes, 0.95),
    mixedMedian: percentile(stepTimes, 0.5),
    ownMb: each(before, after, own.length),
    memory,
  };
}

/**
 * What the least of the second half of the values is more than the least of the first half, as a part of it. Caches that are forgotten as a whole
 * when they are full let memory rise and fall; what leaks never falls.
 */
function growthOf(values) {
  const half = Math.floor(values.length / 2);
  const [first, second] = [values.slice(0, half), values.slice(half)].map((some) => Math.min(...some));
  return second / first - 1;
}

const ms = (time) => `${time.toFixed(0)} ms`;
const mb = ({used, rss}) => `${used.toFixed(2)} MB (${rss.toFixed(2)} MB of the system's)`;
const most = ({used, rss}) => Math.max(used, rss);
let bad = false;
function judge(text, value, limit) {
  const missed = value > limit;
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
      `${mb(result.follower)} a follower; ${result.logins.toFixed(0)} logins a second`,
  );
  if (count !== wanted.followers) continue;
  judge(
    `teacher's key, 95th percentile: ${ms(result.step)} (wanted: at most ${wanted.step} ms); with ${playing.all} in free play, ` +
      `${playing.all - playing.stepping} of them training, one in a window of 400×150: ${ms(result.mixedMedian)} (median), ${ms(result.mixedStep)}`,
    Math.max(result.step, result.mixedStep),
    wanted.step,
  );
  judge(
    `a student's own key in free play: ${ms(result.ownMedian)} (median), ${ms(result.own)} (95th percentile; wanted: at most ${wanted.own} ms)`,
    result.own,
    wanted.own,
  );
  judge(
    `memory: ${mb(result.follower)} a follower (wanted: at most ${wanted.followerMb})`,
    most(result.follower),
    wanted.followerMb,
  );
  judge(
    `memory: ${mb(result.ownMb)} more for each in free play (wanted: at most ${wanted.ownMb} with the above)`,
    most(result.ownMb) + most(result.follower),
    wanted.ownMb,
  );
  const told = result.memory.map((size) => size.toFixed(1)).join(', ');
  const growth = growthOf(result.memory);
  judge(
    `memory in use from step ${long.first} to ${long.steps}, every ${long.every}: ${told} MB; the least of the second half is ` +
      `${(100 * growth).toFixed(1)} % more than that of the first (wanted: at most ${100 * wanted.growth} %)`,
    growth,
    wanted.growth,
  );
  judge(
    `logins a second: ${result.logins.toFixed(0)} (wanted: at least ${wanted.logins})`,
    -result.logins,
    -wanted.logins,
  );
}
if (bad) process.exitCode = 1;
process.exit();
