import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {getPriority, tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {pathToFileURL} from 'node:url';
import fc from 'fast-check';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {createThreadedTraining} from '../../src/cli/threadedTraining.ts';
import {setupOf} from '../../src/session/play/build.ts';
import {firstRecipe, type Recipe} from '../../src/session/play/recipe.ts';
import {type RoundStart, startOf} from '../../src/session/state.ts';
import {afterTraining, update} from '../../src/session/update.ts';
import type {Trained, TrainRequest} from '../../src/ui/requests.ts';

/** As it is built. */
const program = new URL('../../dist/trainingThread.js', import.meta.url);
const training = createThreadedTraining(program);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bp-tui-thread-'));
});

afterAll(async () => {
  await training.close();
  await rm(folder, {recursive: true});
});

const begun = (over: Partial<Recipe> = {}) => {
  const made = setupOf({...firstRecipe, ...over}, undefined);
  if (!made.ok) throw new Error(made.problem.words.en);
  return startOf(made.setup);
};

type Come = Extract<Trained, {type: 'trained'}>;

async function ask(request: Omit<TrainRequest, 'type'>, of = training): Promise<Come> {
  const answer = await of.train({type: 'train', ...request});
  if (answer?.type !== 'trained') throw new Error(`not trained: ${JSON.stringify(answer)}`);
  return answer;
}

/** Asks on until the end. */
async function trained(from: RoundStart, rounds: number, below?: number): Promise<RoundStart> {
  let start = from;
  for (;;) {
    const left = rounds - (start.done - from.done);
    const answer = await ask({from: start, rounds: left, ...(below !== undefined && {below})});
    // As free play does it: what lies before a start is its own affair.
    start = {...answer.start, before: {start: from, cursor: 0}};
    if (answer.over) return start;
  }
}

const withoutBefore = ({before: _, ...start}: RoundStart): Omit<RoundStart, 'before'> => start;

/** The nice values of this process's threads. */
async function niceValues(): Promise<readonly number[]> {
  const threads = await readdir('/proc/self/task');
  const stats = await Promise.all(threads.map((id) => readFile(`/proc/self/task/${id}/stat`, 'utf8')));
  // Field 19 of proc(5); the third one stands first behind the name in brackets.
  return stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]));
}

test.skipIf(process.platform !== 'linux')('the thread gives way to the one that draws', async () => {
  const own = getPriority();
  expect(await niceValues()).toContain(own);
  expect(await niceValues()).not.toContain(own + 5);
  await ask({from: begun().start, rounds: 10});
  expect(await niceValues()).toContain(own + 5);
  expect(getPriority()).toBe(own);
});

test('the thread comes to the numbers of the action, bit for bit, whatever is trained', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        rounds: fc.integer({min: 1, max: 6000}),
        optimizer: fc.constantFrom('sgd', 'momentum', 'nesterov', 'rmsprop', 'adam').filter(isKnown),
        activation: fc.constantFrom('tanh,sigmoid', 'relu,identity', 'sigmoid'),
        batch: fc.constantFrom('1', '3', 'all'),
        l1: fc.constantFrom('0', '0.001'),
        l2: fc.constantFrom('0', '0.01'),
        rate: fc.constantFrom('0.01', '0.5', '50'),
        data: fc.constantFrom('xor', 'gauss'),
        below: fc.constantFrom(undefined, 0.1),
      }),
      async ({rounds, below, ...recipe}) => {
        const state = begun(recipe);
        const action = {type: 'train', rounds, ...(below !== undefined && {below})} as const;
        const wanted = update(state, action);
        const start = await trained(state.start, rounds, below);
        expect(afterTraining(state, withoutBefore(start))).toEqual(wanted);
      },
    ),
    {numRuns: 25},
  );
}, 60_000);

function isKnown(kind: string): boolean {
  return setupOf({...firstRecipe, optimizer: kind}, undefined).ok;
}

test('an optimiser that is changed on the way is the one that goes on', async () => {
  const first = begun({optimizer: 'sgd', batch: '3'});
  const half = await trained(first.start, 3001);
  const {optimizer} = begun({optimizer: 'adam'}).start.setup;
  const slots = [half.parameters.map(() => 0), half.parameters.map(() => 0)];
  const other: RoundStart = {
    ...withoutBefore(half),
    setup: {...half.setup, optimizer},
    memory: {...half.memory, updates: 0, slots},
  };
  const state = {...first, start: other, cursor: 0};
  const start = await trained(other, 3000);
  expect(afterTraining(state, withoutBefore(start))).toEqual(update(state, {type: 'train', rounds: 3000}));
});

test('a request that another one overtakes has no answer, and the other has its own', async () => {
  const one = begun().start;
  const two = begun({seed: '2'}).start;
  const late = training.train({type: 'train', from: one, rounds: Infinity});
  const {start} = await ask({from: two, rounds: 100});
  expect(await late).toBeUndefined();
  const wanted = update({...begun({seed: '2'})}, {type: 'train', rounds: 100});
  expect(start.parameters).toEqual(wanted.start.parameters);
});

test('each answer is later than the one before, and the setup is the very one that was asked with', async () => {
  const from = begun({net: '2-8-8-1', data: 'spiral'}).start;
  const first = await ask({from, rounds: Infinity});
  const second = await ask({from: first.start, rounds: Infinity});
  expect(second.start.done).toBeGreaterThan(first.start.done);
  expect(first.speed).toBeGreaterThan(0);
  expect(second.speed).toBeGreaterThan(0);
  expect(second.start.setup).toBe(from.setup);
});

test('the speed is rounds by seconds of training', async () => {
  // A clock that is a millisecond later at every look, so every piece takes one; pieces of 1, 2, 4, … 489 rounds make 1000.
  const clock = path.join(folder, 'clock.mjs');
  const ticking = 'let now = 0; performance.now = () => (now += 1);';
  await writeFile(clock, `${ticking} await import(${JSON.stringify(program.href)});`);
  const of = createThreadedTraining(pathToFileURL(clock));
  const {speed, start} = await ask({from: begun().start, rounds: 1000}, of);
  expect(start.done).toBe(1000);
  expect(speed).toBe(1000 / 0.01);
  await of.close();
});

test('the speed is that of the last half second of training', async () => {
  // Every piece is one round. It takes 2 ms at first, and 4 ms after two hundred rounds.
  const clock = path.join(folder, 'slower.mjs');
  const ticking = 'let now = 0, looks = 0; performance.now = () => (now += looks++ < 400 ? 2 : 4);';
  await writeFile(clock, `${ticking} await import(${JSON.stringify(program.href)});`);
  const of = createThreadedTraining(pathToFileURL(clock));
  let from = begun().start;
  const speeds = new Set<number>();
  while (from.done < 1000) {
    const {start, speed} = await ask({from, rounds: Infinity}, of);
    speeds.add(speed);
    from = start;
  }
  expect([...speeds][0]).toBe(500);
  expect([...speeds].at(-1)).toBe(250);
  await of.close();
});

test('a thread that cannot run is told of, and the next request has a new one', async () => {
  const broken = path.join(folder, 'broken.mjs');
  await writeFile(broken, "throw new Error('out of luck');");
  const of = createThreadedTraining(pathToFileURL(broken));
  const from = begun().start;
  for (let i = 0; i < 2; i++) {
    const answer = await of.train({type: 'train', from, rounds: 5});
    expect(answer).toMatchObject({type: 'untrained', why: 'out of luck'});
  }
  await of.close();
});

/** The thread's own program, which ends in the middle of its work: at its third order, before it is read. */
async function dying(how: string): Promise<URL> {
  const [first, both] = ['third.mjs', 'dying.mjs'].map((name) => path.join(folder, name)) as [string, string];
  const lines = [
    "import {parentPort} from 'node:worker_threads';",
    'let orders = 0;',
    `parentPort.on('message', () => { if (++orders === 3) { ${how} } });`,
  ];
  await writeFile(first, lines.join('\n'));
  await writeFile(both, `import './third.mjs';\nimport ${JSON.stringify(program.href)};`);
  return pathToFileURL(both);
}

test.each([
  ['process.exit(7);', 'exit 7'],
  ["throw new Error('out of luck');", 'out of luck'],
])(
  'a thread that dies in the middle of a training (%s) is told of, and another goes on from there, bit for bit',
  async (how, why) => {
    const of = createThreadedTraining(await dying(how));
    const state = begun({net: '2-8-8-1', data: 'spiral'});
    const from = state.start;
    const first = await ask({from, rounds: Infinity}, of);
    const second = await ask({from: first.start, rounds: Infinity}, of);
    const request = {type: 'train', from: second.start, rounds: Infinity} as const;
    const answer = await of.train(request);
    expect(answer).toMatchObject({type: 'untrained', request, why: expect.stringContaining(why)});
    const third = await ask({from: second.start, rounds: Infinity}, of);
    const rounds = third.start.done - from.done;
    expect(third.start.done).toBeGreaterThan(second.start.done);
    expect(afterTraining(state, withoutBefore(third.start))).toEqual(update(state, {type: 'train', rounds}));
    await of.close();
  },
  30_000,
);

test('closing ends the thread, and what was asked for has no answer', async () => {
  const of = createThreadedTraining(program);
  const asked = of.train({type: 'train', from: begun().start, rounds: Infinity});
  await of.close();
  expect(await asked).toBeUndefined();
});
