import {expect, test} from 'vitest';
import {operationsOf} from '../../src/engine/pass.ts';
import {tooLong} from '../../src/session/tooLong.ts';
import {changed, load} from '../lesson/marked.ts';

async function found(actions: string) {
  const loaded = await load(changed('do: [{type: forward, until: yo}]', `do: [${actions}]`));
  if (!loaded.ok) throw new Error('not read');
  return tooLong(loaded.value, loaded.source);
}

test('a lesson that plays too many operations is refused where it becomes too many', async () => {
  const epochs = '{type: forward, by: epoch, times: 1000}';
  const many = Array(40).fill(epochs).join(', ');
  const problem = await found(many);
  expect(problem).toMatchObject({code: 'too-many-operations', file: 'a.yaml'});
  const perAction = 1000 * 2 * (await operations());
  const last = Math.ceil(1_000_001 / perAction);
  expect(problem?.column).toBe('    do: ['.length + (last - 1) * (epochs.length + 2) + 1);
});

async function operations(): Promise<number> {
  const loaded = await load(changed('do: [{type: forward, until: yo}]', 'do: []'));
  if (!loaded.ok) throw new Error('not read');
  return operationsOf(loaded.value.setup.network, 'layer-by-layer').length;
}

test('training is not played for it, and does not count', async () => {
  expect(await found(Array(50).fill('{type: train, rounds: 1000000}').join(', '))).toBe(undefined);
});
