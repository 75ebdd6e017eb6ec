import {spawnSync} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/*
 * Updates per second of the fast trainer, one sample at a time, as a ratio to a plain loop in C (loop.c, `cc -O2`) and to the
 * faster of brain.js and synaptic. All train the same sigmoid net on the same samples; ours and the C loop also begin with the same
 * numbers and must end with the same. The libraries are used by their own trainers, which like ours keep account of the loss. They take turns, so that whatever else the machine does hits all of them; medians are compared.
 * Each has some updates before its clock starts: V8 compiles while a program runs.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const installCommand = 'npm ci --prefix bench --ignore-scripts';

/** `wanted`: at least so many times the C loop. `updates`: timed updates of each turn. */
const nets = [
  {sizes: [1, 1, 1], updates: 2_000_000, wanted: 0.9},
  {sizes: [2, 4, 1], updates: 2_000_000, wanted: 0.9},
  {sizes: [2, 8, 8, 1], updates: 600_000, wanted: 0.9},
  {sizes: [64, 32, 10], updates: 60_000, wanted: 0.7},
];
/** At least so many times the faster of the libraries. */
const wantedOfLibraries = 2;
const turns = 9;
const rate = 0.5;
/** The libraries stop at an error that is small enough, and do not take 0 for it. */
const never = Number.MIN_VALUE;

const directory = await mkdtemp(path.join(tmpdir(), 'bp-tui-bench-'));
try {
  await main();
} finally {
  await rm(directory, {recursive: true});
}

async function main() {
  const engine = await loadEngine();
  const loop = compileLoop();
  if (loop === undefined) console.log('no C compiler (cc) here: not measured against the C loop');
  const libraries = await loadLibraries();
  if (libraries.length === 0)
    console.log(`brain.js and synaptic are not installed: not measured against them (${installCommand})`);

  for (const net of nets) {
    const task = taskOf(engine, net);
    const measured = [
      {name: 'bp-tui', run: () => runTrainer(engine, task)},
      ...(loop === undefined ? [] : [{name: 'C', run: () => runLoop(loop, task)}]),
      ...libraries.map(({name, run}) => ({name, run: () => run(task)})),
    ].map((one) => ({...one, speeds: []}));
    for (let turn = 0; turn < turns; turn++) for (const {run, speeds} of measured) speeds.push(1 / run());
    report(net, measured);
  }
}

function report({sizes, wanted}, measured) {
  const speeds = new Map(measured.map(({name, speeds}) => [name, median(speeds)]));
  const ours = speeds.get('bp-tui');
  const perSecond = [...speeds].map(([name, speed]) => `${name} ${(speed / 1e6).toFixed(3)}`).join(', ');
  console.log(`training ${sizes.join('-')}, million updates per second: ${perSecond}`);
  const compare = (name, speed, least) => {
    const ratio = ours / speed;
    console.log(`  ratio to ${name} ${ratio.toFixed(2)} (wanted: at least ${least})`);
    if (ratio < least) process.exitCode = 1;
  };
  if (speeds.has('C')) compare('the C loop', speeds.get('C'), wanted);
  const others = [...speeds.keys()].filter((name) => name !== 'bp-tui' && name !== 'C');
  if (others.length > 0) {
    const fastest = others.reduce((a, b) => (speeds.get(a) > speeds.get(b) ? a : b));
    compare(fastest, speeds.get(fastest), wantedOfLibraries);
  }
}

/** A net, its first parameters and its samples; `untimed` updates come before the clock starts. */
function taskOf(engine, {sizes, updates}) {
  const random = engine.createRandom(1);
  const layers = sizes.map((size, l) => Array.from({length: size}, (_, i) => `n${l}-${i}`));
  const network = engine.createNetwork({
    layers,
    activations: sizes.slice(1).map(() => 'sigmoid'),
    loss: 'half-squared-error',
    biased: new Set(layers.slice(1).flat()),
  });
  const parameters = engine.initialParameters(network, {kind: 'uniform', range: [-0.5, 0.5], seed: 1});
  const outputs = sizes.at(-1);
  const samples = {
    // Two answers to one question: no error of exactly 0, at which the libraries would stop.
    1: () => [0.8, 0.4].map((target) => ({input: [1], target: [target]})),
    2: () => {
      const {inputs, targets} = engine.dataSet('xor');
      return inputs.map((input, i) => ({input, target: targets[i]}));
    },
    64: () =>
      Array.from({length: 100}, (_, s) => ({
        input: Array.from({length: 64}, () => random.uniform()),
        target: Array.from({length: outputs}, (_output, k) => (k === s % outputs ? 1 : 0)),
      })),
  }[sizes[0]]();
  return {sizes, network, parameters, samples, updates, untimed: updates / 5};
}

// Each of the following returns the seconds of one update.

function runTrainer({createTrainer}, task) {
  const {network, parameters, samples, updates, untimed} = task;
  const losses = new Float64Array(1000);
  const trainer = createTrainer({network, parameters, samples, losses, optimizer: {kind: 'sgd', rate}});
  trainer.run(untimed);
  const start = performance.now();
  trainer.run(updates);
  const seconds = (performance.now() - start) / 1000;
  task.sum = trainer.parameters.reduce((sum, value) => sum + value);
  return seconds / updates;
}

function runLoop(loop, {sizes, parameters, samples, updates, untimed, sum}) {
  const numbers = [
    ...parameters,
    samples.length,
    ...samples.flatMap(({input, target}) => [...input, ...target]),
  ];
  const {stdout, status, error} = spawnSync(loop, [untimed, updates, ...sizes].map(String), {
    input: numbers.join(' '),
  });
  if (error !== undefined || status !== 0) throw new Error(`the C loop failed: ${error ?? status}`);
  const [seconds, , sumOfLoop] = String(stdout).trim().split(' ').map(Number);
  // The exponential functions of V8 and of C differ in the last bit now and then.
  if (!(Math.abs(sumOfLoop - sum) < 1e-6 * Math.max(1, Math.abs(sum))))
    throw new Error(`the C loop ended with other parameters: their sum is ${sumOfLoop}, ours ${sum}`);
  return seconds / updates;
}

function runBrain({NeuralNetwork}, {sizes, samples, updates}) {
  const net = new NeuralNetwork({hiddenLayers: sizes.slice(1, -1), activation: 'sigmoid'});
  const settings = {errorThresh: never, momentum: never, learningRate: rate, log: false};
  return secondsOfUpdate(samples, updates, (data, iterations) => net.train(data, {...settings, iterations}));
}

function runSynaptic({Architect, Trainer}, {sizes, samples, updates}) {
  const trainer = new Trainer(new Architect.Perceptron(...sizes));
  const settings = {error: never, rate, cost: Trainer.cost.MSE};
  return secondsOfUpdate(samples, updates, (data, iterations) =>
    trainer.train(data, {...settings, iterations}),
  );
}

/** `train` says how many iterations over the samples it has made. */
function secondsOfUpdate(samples, updates, train) {
  const data = samples.map(({input, target}) => ({input, output: target}));
  const iterations = Math.ceil(updates / 10 / samples.length);
  train(data, Math.ceil(iterations / 5));
  const start = performance.now();
  const done = train(data, iterations).iterations;
  const seconds = (performance.now() - start) / 1000;
  if (done < iterations) throw new Error(`the library stopped after ${done} of ${iterations} iterations`);
  return seconds / (done * samples.length);
}

async function loadEngine() {
  const file = path.join(directory, 'engine.mjs');
  const names = ['datasets', 'initializers', 'network', 'random', 'train'];
  await build({
    stdin: {
      contents: names.map((name) => `export * from './src/engine/${name}.ts';`).join('\n'),
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    outfile: file,
  });
  return import(pathToFileURL(file).href);
}

/** The path of the compiled C loop, or undefined where there is no compiler. */
function compileLoop() {
  const file = path.join(directory, 'loop');
  const {error, status, stderr} = spawnSync(process.env.CC ?? 'cc', [
    ...['-O2', '-o', file, path.join(root, 'bench/loop.c'), '-lm'],
  ]);
  if (error?.code === 'ENOENT') return undefined;
  if (error !== undefined || status !== 0) throw new Error(`loop.c does not compile: ${error ?? stderr}`);
  return file;
}

async function loadLibraries() {
  const runs = {'brain.js': runBrain, synaptic: runSynaptic};
  const loaded = [];
  for (const [name, run] of Object.entries(runs)) {
    try {
      const {default: library} = await import(name);
      loaded.push({name, run: (task) => run(library, task)});
    } catch (error) {
      if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    }
  }
  return loaded;
}

function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[sorted.length >> 1];
}
