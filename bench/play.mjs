import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {spawn} from '@lydell/node-pty';
import {importBundled} from '../scripts/bundle.mjs';
import {inkRemembersLines} from '../scripts/ink-cache-plugin.mjs';
import {inkWithoutDevtools} from '../scripts/ink-plugin.mjs';
import {inkTable} from '../scripts/ink-table-plugin.mjs';

/*
 * Free play that trains at full speed: the shipped program in a pseudo-terminal of 80×24, its rounds in a second beside those of the trainer
 * alone with the same net and data, turn by turn; the pictures in a second; the time from a key's bytes to the bytes of what it changes.
 * And what an hour of it keeps: as many pictures as an hour has, and many steps of slow play, through the program's own update, the memory after forced
 * collections, once all that has a bound is full.
 */
const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const net = {net: '2-8-8-1', data: 'spiral'};

export const wanted = {ratio: 0.8, pictures: 30, key: 50, growth: 0.05};
const RIGHT = '\u001B[C';
const LEFT = '\u001B[D';
// Many short turns: how fast a machine is changes from one second to the next, and the median of many is steady.
const turns = 15;
const seconds = 1;
const keys = 60;
/** 30 pictures a second. */
const hour = {pictures: 108_000, rounds: 20, steps: 20_000, drawnEvery: 400};

const entry = `
export {createTrainer} from './src/engine/train.ts';
export {setupOf} from './src/session/play/build.ts';
export {firstRecipe} from './src/session/play/recipe.ts';
export {beginTraining} from './src/session/training.ts';
export {createApp} from './src/ui/app.tsx';
export {playOf, WITH_TRAINER} from './src/ui/play/kind.tsx';
export {mount} from './src/terminal/mount.ts';
`;

const median = (values) => percentile(values, 0.5);
const percentile = (values, share) =>
  [...values].sort((left, right) => left - right)[Math.floor(values.length * share)];

/** The shipped program, with what it has sent since it was last asked. */
async function opened(folder) {
  const options = ['--net', net.net, '--data', net.data, '--lang', 'en', '--no-progress'];
  const terminal = spawn(process.execPath, [program, 'play', ...options], {
    name: 'xterm-256color',
    cols: 80,
    rows: 24,
    env: {PATH: process.env.PATH ?? '', HOME: folder, LANG: 'C.UTF-8'},
  });
  let output = '';
  let look = () => {};
  terminal.onData((text) => {
    output += text;
    look();
  });
  const ended = new Promise((resolve) => terminal.onExit(resolve));
  const play = {
    write: (text) => terminal.write(text),
    /** Resolves once this has come since the last call of `taken`. */
    seen: (pattern) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`not seen: ${pattern}`)), 20_000);
        look = () => {
          const found = pattern.exec(output);
          if (found === null) return;
          clearTimeout(late);
          look = () => {};
          resolve(found);
        };
        look();
      }),
    taken() {
      const all = output;
      output = '';
      return all;
    },
    async end() {
      terminal.write('q');
      await ended;
    },
  };
  await play.seen(/Free play/);
  return play;
}

/** Rounds a second of the trainer alone. */
function alone({createTrainer}, {network, samples, optimizer, parameters}) {
  const trainer = createTrainer({network, samples, optimizer, parameters, losses: new Float64Array(1000)});
  trainer.run(200_000);
  const before = performance.now();
  let rounds = 0;
  while (performance.now() - before < seconds * 1000) rounds += trainer.run(20_000);
  return (rounds * 1000) / (performance.now() - before);
}

/** Trains for some seconds: rounds and pictures a second. The round on screen is read where it stops. */
async function inside(play) {
  play.taken();
  play.write('t');
  await play.seen(/full speed/);
  const before = performance.now();
  await sleep(seconds * 1000);
  const pictures = play.taken().split('\u001B[?2026h').length - 1;
  const time = (performance.now() - before) / 1000;
  play.write('t');
  const [, round] = await play.seen(/round (\d+)/);
  const took = (performance.now() - before) / 1000;
  // From the beginning, so that every turn trains the same.
  play.write('0');
  // Of the header only what is another is sent.
  await play.seen(/Nothing is computed yet/);
  return {rounds: (Number(round) - 1) / took, pictures: pictures / time};
}

/** Milliseconds from a key to the first bytes of what it changes, while the net is trained. */
async function keyTimes(play) {
  play.write('t');
  await play.seen(/full speed/);
  // The first arrow only shows what is chosen.
  play.write(RIGHT);
  const times = [];
  for (let i = 0; i < keys; i++) {
    // Not at the same place between two pictures each time.
    await sleep(40 + ((i * 7) % 33));
    play.taken();
    const before = performance.now();
    play.write(i % 2 === 0 ? RIGHT : LEFT);
    await play.seen(i % 2 === 0 ? /weight, from/ : /x1 {2}input/);
    times.push(performance.now() - before);
  }
  play.write('t');
  return times;
}

/** How the memory that is in use after forced collections grows in the last three quarters of an hour, from their first half to the second, as a share. */
function growth({createApp, playOf, WITH_TRAINER, beginTraining, mount}, setup) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const settings = {language: 'en', ascii: false, color: '256', background: 'dark', digits: 4, motion: true};
  const size = {columns: 80, rows: 24};
  const app = createApp({...settings, ...size}, {scene: playOf(setup, undefined, 0, WITH_TRAINER)});
  const mounted = mount({size, draw: () => {}});
  let model = app.start;
  const send = (message) => {
    model = app.update(model, message);
  };
  const used = [];
  const looked = (i, of) => {
    // Rounds to step back come and go by the thousand: looks must not fall in step with them.
    if (i % Math.ceil(of / 41) !== 0) return;
    collect();
    collect();
    used.push(process.memoryUsage().heapUsed);
  };
  const grown = () => {
    // In the first quarter fills up what has a bound: losses, rounds to step back, widths of lines.
    const filled = used.slice(used.length >> 2);
    const half = filled.length >> 1;
    const ratio = Math.min(...filled.slice(half)) / Math.min(...filled.slice(0, half));
    used.length = 0;
    return ratio - 1;
  };
  send({type: 'key', key: 't'});
  const training = beginTraining(requestOf(model).from, {rounds: Infinity});
  for (let i = 0; i < hour.pictures; i++) {
    training.advance(hour.rounds);
    const answer = {
      type: 'trained',
      request: requestOf(model),
      start: training.reached(),
      over: false,
      speed: 1e6,
    };
    send({type: 'answer', scene: 'play', answer});
    // Ink keeps lines up to a bound, which is reached and left again on the way.
    if (i % hour.drawnEvery === 0) mounted.draw(app.view(model));
    looked(i, hour.pictures);
  }
  send({type: 'key', key: 't'});
  const trained = grown();
  for (const key of [']', ']', ']', ']', 'a']) send({type: 'key', key});
  for (let i = 0; i < hour.steps; i++) {
    send({type: 'tick'});
    looked(i, hour.steps);
  }
  mounted.unmount();
  return {trained, stepped: grown()};
}

const requestOf = (model) => model.scenes.at(-1).state.training.asked;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const plugins = [inkTable, inkWithoutDevtools, inkRemembersLines];
  const engine = await importBundled(entry, plugins);
  const made = engine.setupOf({...engine.firstRecipe, ...net}, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  const folder = await mkdtemp(path.join(tmpdir(), 'bp-tui-play-'));
  const play = await opened(folder);
  const measured = [];
  for (let turn = 0; turn < turns; turn++)
    measured.push({alone: alone(engine, made.setup), ...(await inside(play))});
  const times = await keyTimes(play);
  await play.end();
  await rm(folder, {recursive: true});
  const ratio = median(measured.map((turn) => turn.rounds / turn.alone));
  const [own, bare] = [
    median(measured.map(({rounds}) => rounds)),
    median(measured.map((turn) => turn.alone)),
  ];
  const pictures = median(measured.map((turn) => turn.pictures));
  const key = percentile(times, 0.95);
  console.log(
    `training ${net.net} on ${net.data} on a screen of 80×24, million updates per second: ${(own / 1e6).toFixed(3)}, ` +
      `the trainer alone ${(bare / 1e6).toFixed(3)}; ratio ${ratio.toFixed(2)} (wanted: at least ${wanted.ratio})`,
  );
  console.log(`  pictures per second: ${pictures.toFixed(1)} (wanted: at least ${wanted.pictures})`);
  console.log(`  key to picture, 95th percentile: ${key.toFixed(1)} ms (wanted: at most ${wanted.key} ms)`);
  const {trained, stepped} = growth(engine, made.setup);
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  console.log(
    `  memory, once all that has a bound is full, the second half of an hour's pictures beside the first: ${percent(trained)}; of ${hour.steps} single steps: ` +
      `${percent(stepped)} (wanted: at most ${percent(wanted.growth)})`,
  );
  if (ratio < wanted.ratio || pictures < wanted.pictures || key > wanted.key) process.exitCode = 1;
  if (trained > wanted.growth || stepped > wanted.growth) process.exitCode = 1;
  process.exit();
}
