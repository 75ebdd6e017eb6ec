import {expect, test} from 'vitest';
import {stateFolder} from '../../../src/cli/progress/folder.ts';

test.each([
  ['linux', {HOME: '/home/a'}, '/home/a/.local/state/bp-tui'],
  ['linux', {HOME: '/home/a', XDG_STATE_HOME: '/state'}, '/state/bp-tui'],
  ['linux', {HOME: '/home/a', XDG_STATE_HOME: ''}, '/home/a/.local/state/bp-tui'],
  ['linux', {HOME: '/home/a', XDG_STATE_HOME: 'state'}, '/home/a/.local/state/bp-tui'],
  ['linux', {HOME: 'a'}, undefined],
  ['linux', {HOME: ''}, undefined],
  ['linux', {}, undefined],
  ['darwin', {HOME: '/Users/a'}, '/Users/a/Library/Application Support/bp-tui'],
  ['darwin', {HOME: '/Users/a', XDG_STATE_HOME: '/state'}, '/state/bp-tui'],
  ['win32', {LOCALAPPDATA: 'C:\\Users\\a\\AppData\\Local'}, 'C:\\Users\\a\\AppData\\Local\\bp-tui'],
  ['win32', {HOME: '/home/a'}, undefined],
] as const)('on %s with %j it is %s', (platform, env, folder) => {
  expect(stateFolder(env, platform)).toBe(folder);
});
