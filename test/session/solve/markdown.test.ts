import {expect, test} from 'vitest';
import {articleSetup} from '../lessons.ts';
import {solved} from './solved.ts';

const named = (name: string) => {
  const setup = articleSetup();
  return {...setup, samples: [{...setup.samples[0]!, name}]};
};

test('free text has nothing in it that Markdown would interpret', () => {
  const {text} = solved(named('*a* _b_ |c| `d` <e> [f] #g'), 'markdown');
  expect(text).toContain('\n## Round 1: sample 1 (\\*a\\* \\_b\\_ \\|c\\| \\`d\\` \\<e\\> \\[f\\] \\#g)\n');
});

test('names in a table are names, and numbers stand right', () => {
  const setup = articleSetup();
  const display = new Map([...setup.names.display, ['w.x->h', {zh: 'w_1_2', en: 'w_1_2'}]] as const);
  const {text} = solved({...setup, names: {...setup.names, display}}, 'markdown');
  expect(text).toContain(
    '| parameter | old | gradient | new | change |\n| --- | ---: | ---: | ---: | ---: |\n| w\\_1\\_2 | 0.2 | −0.003684 | 0.2018 | 0.001842 |\n',
  );
});

test('workings stand in code blocks, each of which is closed before the next heading', () => {
  let open = false;
  for (const line of solved(named('a'), 'markdown', {rounds: 2}).text.split('\n')) {
    if (line.startsWith('```')) open = !open;
    if (line.startsWith('#')) expect(open).toBe(false);
    if (/ [·×←] /.test(line)) expect(open).toBe(true);
  }
  expect(open).toBe(false);
});
