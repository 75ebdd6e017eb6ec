import {Text} from 'ink';
import type {ReactElement} from 'react';
import {runInProcess} from '../../src/terminal/process.ts';
import type {Program} from '../../src/terminal/program.ts';

/** A program for the tests: counts its keys, says its size, and fails where it is asked to. */
interface Model {
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
  readonly keys: string;
  readonly ticks: number;
  readonly ticking: boolean;
  readonly wanted: {readonly name: string} | undefined;
  readonly got: string;
  readonly fault: 'none' | 'view' | 'component';
  readonly done: boolean;
}

function Broken(): ReactElement {
  throw new Error('broken component');
}

const demo: Program<Model, {type: 'got'; text: string}, {readonly name: string}> = {
  start: {
    columns: 0,
    rows: 0,
    count: 0,
    keys: '',
    ticks: 0,
    ticking: false,
    wanted: undefined,
    got: 'nothing',
    fault: 'none',
    done: false,
  },
  update(model, message) {
    if (message.type === 'resize') return {...model, columns: message.columns, rows: message.rows};
    if (message.type === 'tick') return {...model, ticks: model.ticks + 1};
    if (message.type === 'got') return {...model, got: message.text};
    const {key} = message;
    if (key === 'q') return {...model, done: true};
    if (key === 'U') throw new Error('broken update');
    if (key === 'V') return {...model, fault: 'view'};
    if (key === 'C') return {...model, fault: 'component'};
    if (key === 'E') {
      setImmediate(() => {
        throw new Error('broken elsewhere');
      });
      return model;
    }
    if (key === 'P') {
      Promise.reject(new Error('broken promise'));
      return model;
    }
    if (key === 'X') process.exit(3);
    if (key === 'r') return {...model, wanted: {name: 'file'}};
    if (key === 'w') return {...model, wanted: {name: 'for ever'}};
    if (key === 't') return {...model, ticking: !model.ticking};
    return {...model, count: model.count + 1, keys: `${model.keys}${key} `};
  },
  view(model) {
    if (model.fault === 'view') throw new Error('broken view');
    if (model.fault === 'component') return <Broken />;
    const {columns, rows} = model;
    const first = `size ${columns}x${rows} count ${model.count} ticks ${model.ticks} got ${model.got}`;
    const lines = [
      first,
      `数 keys ${model.keys}`,
      ...Array.from({length: rows - 3}, (_, row) => `line ${row}`),
    ];
    const picture = [...lines, '─'.repeat(columns)].slice(0, rows).map((line) => line.slice(0, columns));
    return <Text>{picture.join('\n')}</Text>;
  },
  tickEvery: (model) => (model.ticking ? 20 : undefined),
  finished: (model) => model.done,
  requests: ({wanted}) => (wanted === undefined ? [] : [wanted]),
};

const {model, exitCode} = await runInProcess(demo, {
  perform: ({name}) =>
    name === 'for ever'
      ? new Promise(() => setInterval(() => {}, 1000))
      : Promise.resolve({type: 'got', text: `${name}!`}),
  debug: Boolean(process.env.BP_TUI_DEBUG),
});
console.log(`the end, count ${model?.count ?? 'unknown'}`);
process.exitCode = exitCode;
