import {spawn} from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import {freshStateHome} from '../stateHome.ts';

/** The package's directory and its built program, which `npm test` builds first. */
export const root = path.join(import.meta.dirname, '..', '..');
export const program = path.join(root, 'dist', 'cli.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the real program without a terminal, in English and without any variable of the tester's own but PATH and HOME.
 * @param env variables to add
 */
export function bpTui(
  args: readonly string[],
  {env = {}, cwd = root}: {readonly env?: Readonly<Record<string, string>>; readonly cwd?: string} = {},
): Promise<Ended> {
  return run(process.execPath, [program, ...args], {env, cwd});
}

/** Runs a bash script in which `$node` and `$program` are the program's. */
export function bash(script: string, {cwd = root} = {}): Promise<Ended> {
  return run('bash', ['-c', script], {env: {node: process.execPath, program}, cwd});
}

function run(
  command: string,
  args: readonly string[],
  {env, cwd}: {readonly env: Readonly<Record<string, string>>; readonly cwd: string},
): Promise<Ended> {
  const {PATH = '', HOME = ''} = process.env;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: {PATH, HOME, XDG_STATE_HOME: freshStateHome(), LANG: 'C.UTF-8', ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString()});
    });
  });
}
