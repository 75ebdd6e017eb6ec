#!/usr/bin/env node
import {writeSync} from 'node:fs';
import type {Command} from './cli/arguments/commands.ts';
import {parseArguments} from './cli/arguments.ts';
import {report, wrongUsage} from './cli/failure.ts';
import {home} from './cli/home.ts';
import {languageOf} from './cli/language.ts';
import {lesson} from './cli/lesson.ts';
import {isBrokenPipe, write} from './cli/output.ts';
import {stateFolder} from './cli/progress/folder.ts';
import {type Settings, settle, settleForFile} from './cli/settings.ts';

/*
 * The edge: the only reader of arguments and environment, the only one to set the exit code. The code of what
 * is asked for is loaded when it runs. The process ends by itself when nothing is left to do; an exit by hand could cut off text on its way to a slow pipe.
 */
const {argv, env, stdin, stdout, stderr} = process;
const streams = {stdin, stdout, stderr};
const language = languageOf(argv.slice(2), env);
const debug = Boolean(env.BP_TUI_DEBUG);
/** The shipped lessons lie beside the directory of this file, in the package as in the source; packed ones only in the package. */
const library = {
  files: new URL('../lessons/', import.meta.url),
  packed: new URL('./lessons/', import.meta.url),
};

// Whoever waits for a write hears of its failure there; without a listener it would end the process besides.
for (const stream of [stdout, stderr]) stream.on('error', () => {});
process.on('uncaughtException', fail);

try {
  process.exitCode = await main();
} catch (error) {
  if (isBrokenPipe(error)) {
    process.exitCode = 0;
  } else {
    const {code, text} = report(error, language, debug);
    process.exitCode = code;
    await write(stderr, text).catch(() => {});
  }
}

async function main(): Promise<number> {
  const invocation = parseArguments(argv.slice(2), language);
  if (invocation.kind === 'text') {
    await write(stdout, invocation.text);
    return 0;
  }
  const {command, options} = invocation;
  const terminal = {
    stdinIsTerminal: Boolean(stdin.isTTY),
    stdoutIsTerminal: Boolean(stdout.isTTY),
    columns: stdout.columns,
    rows: stdout.rows,
  };
  return run(
    command,
    command.name === 'export' ? settleForFile(options, env) : settle(options, env, terminal),
  );
}

async function run(command: Command, settings: Settings): Promise<number> {
  switch (command.name) {
    case 'home':
      return home(library, settings, streams);
    case 'lesson': {
      const {lesson: name, watch} = command;
      if (name === undefined) return home(library, settings, streams);
      if (watch) return (await import('./cli/offScreen.ts')).watch(name, library, settings, streams);
      return lesson(name, library, settings, streams);
    }
    case 'export':
      return (await import('./cli/offScreen.ts')).exportLesson(command, library, settings, streams);
    case 'solve':
      return (await import('./cli/offScreen.ts')).solve(command, settings, streams);
    case 'play':
      return (await import('./cli/besideLessons.ts')).play(command, library, settings, streams);
    case 'grad':
      return (await import('./cli/besideLessons.ts')).grad(command, library, settings, streams);
    case 'serve': {
      const {code = env.BP_TUI_CODE, teacherCode = env.BP_TUI_TEACHER_CODE} = command;
      const codes = {...(code === undefined ? {} : {code}), ...(teacherCode ? {teacherCode} : {})};
      const {serve} = await import('./cli/serve.ts');
      return serve({...command, ...codes}, classFolder(command.data), library, settings, streams);
    }
    case 'attach':
      return (await import('./cli/attach.ts')).attach(command, classFolder(command.data), settings, streams);
    case 'check':
      return (await import('./cli/offScreen.ts')).check(command.files, settings, streams);
  }
}

/** Where a class keeps its things. */
function classFolder(data: string | undefined): string {
  const folder = data || stateFolder(env, process.platform);
  if (folder === undefined) {
    throw wrongUsage({
      en: '--data: expected a folder, for there is no home directory. Name one.',
      zh: '--data：没有主目录，请指定一个目录。',
    });
  }
  return data ? folder : `${folder}/class`;
}

/** The end for an error that nobody waits for. While a screen is up, ending is the affair of whoever put it up. */
function fail(error: unknown): void {
  if (process.listenerCount('uncaughtException') > 1) return;
  const {code, text} = report(error, language, debug);
  try {
    writeSync(2, text);
  } catch {
    // Nobody is there to read it.
  }
  process.exit(code);
}
