import type {Bilingual} from '../lesson/lesson.ts';
import {checkLesson} from '../session/check.ts';
import {Failure, report} from './failure.ts';
import {readText} from './file.ts';
import {complaints, openLesson} from './open.ts';
import {write, writeLines} from './output.ts';
import type {Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/**
 * `bp-tui check FILE…`: names everything that is wrong in lesson files, in all of them, whatever is wrong with the first.
 * @returns the exit code: 1 if any file is wrong
 */
export async function check(files: readonly string[], settings: Settings, streams: Streams): Promise<number> {
  const {language} = settings;
  let code = 0;
  for (const file of files) {
    try {
      const problems = await problemsOf(file, settings);
      if (problems.length === 0) {
        await write(streams.stdout, language === 'zh' ? `${file}：没有问题\n` : `${file}: no problems\n`);
      } else {
        await writeLines(streams.stderr, problems, language);
        code = 1;
      }
    } catch (error) {
      if (!(error instanceof Failure && error.code === 1)) throw error;
      await write(streams.stderr, report(error, language, false).text);
      code = 1;
    }
  }
  return code;
}

async function problemsOf(file: string, {language}: Settings): Promise<readonly Bilingual[]> {
  const loaded = await openLesson(file, await readText(file), language);
  return complaints(loaded.ok ? checkLesson(loaded.value, loaded.source) : loaded);
}
