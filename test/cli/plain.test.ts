import {expect, test} from 'vitest';
import {bpTui} from './bp-tui.ts';

test.each([
  ['zh', /^一轮训练\n[\s\S]*\n第 1\/\d+ 步：[\s\S]*问题：[\s\S]*答案：负（−）[\s\S]* {9}= −0\.02886\n/],
  [
    'en',
    /^One round of training\n[\s\S]*\nStep 1 of \d+: [\s\S]*Question: [\s\S]*Answer: negative \(−\)[\s\S]* {9}= −0\.02886\n/,
  ],
])('lesson 1 through a pipe, %s', async (lang, wanted) => {
  const {code, stdout, stderr} = await bpTui(['lesson', '1', '--lang', lang]);
  expect({code, stderr}).toEqual({code: 0, stderr: ''});
  expect(stdout).toMatch(wanted);
  expect(stdout).not.toContain('\u001b');
});

test('ASCII and digits', async () => {
  const {stdout} = await bpTui(['lesson', '1', '--lang', 'en', '--ascii', '--digits', '9']);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is the range from 0
  expect(stdout).toMatch(/^[\u0000-\u007f]*$/);
  expect(stdout).toContain('= -0.0288560760\n');
});
