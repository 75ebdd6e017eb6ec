import path from 'node:path';
import type {Environment} from '../language.ts';

/**
 * The folder where progress is kept: in the XDG state directory, on Windows and macOS where programs keep such things there.
 * Undefined where the environment names no home. A relative path counts for nothing, as the XDG specification has it.
 */
export function stateFolder(env: Environment, platform: NodeJS.Platform): string | undefined {
  const {join, isAbsolute} = platform === 'win32' ? path.win32 : path.posix;
  const usual = {win32: env.LOCALAPPDATA, darwin: env.HOME && join(env.HOME, 'Library/Application Support')};
  const bases = [
    env.XDG_STATE_HOME,
    platform === 'win32' || platform === 'darwin'
      ? usual[platform]
      : env.HOME && join(env.HOME, '.local/state'),
  ];
  const base = bases.find((found) => found !== undefined && isAbsolute(found));
  return base === undefined ? undefined : join(base, 'bp-tui');
}
