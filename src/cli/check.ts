import type {Bilingual} from '../lesson/lesson.ts';
import type {LessonOrNet} from '../lesson/load.ts';
import type {Problems} from '../lesson/problem.ts';
import type {Source} from '../lesson/source.ts';
import {checkLesson} from '../session/check.ts';
import {Failure, report} from './failure.ts';
import {readText} from './file.ts';
import {complaints, openEither} from './open.ts';
import {write, writeLines} from './output.ts';
import type {Settings} from './settings.ts';
import type {Streams} from './streams.ts';

/**
 * `bp-tui check FILE…`: names everything that is wrong in lesson files and in files of nets, in all of them, whatever is wrong with the first.
 * @returns the exit code: 1 if any file is wrong
 */
export async function check(files: readonly string[], settings: Settings, streams: Streams): Promise<number> {
  const {language} = settings;
  let code = 0;
  for (const file of files) {
    try {
      const loaded = await openEither(file, await readText(file), language);
      const problems = complaints(loaded.ok ? problemsIn(loaded.value, loaded.source) : loaded);
      if (loaded.ok && problems.length === 0) {
        await writeLines(streams.stdout, [praise(file, loaded.value)], language);
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

/** What only playing shows: of a lesson. A net that could be read can be played. */
function problemsIn(value: LessonOrNet, source: Source): Problems {
  return value.kind === 'lesson' ? checkLesson(value.lesson, source) : {problems: [], more: 0};
}

/** That nothing is wrong; of what is no lesson, what it is. */
function praise(file: string, value: LessonOrNet): Bilingual {
  if (value.kind === 'lesson') return {en: `${file}: no problems`, zh: `${file}：没有问题`};
  const {network, samples, test, parameters} = value.setup;
  if (network.expression !== undefined)
    return {
      en: `${file}: no problems. It is a function, no lesson: bp-tui solve ${file} works it out.`,
      zh: `${file}：没有问题。它是函数，不是课程：用 bp-tui solve ${file} 看演算。`,
    };
  const layers = network.layers.map(({length}) => length).join('-');
  const counts = [parameters.length, samples.length, test.length] as const;
  return {
    en: `${file}: no problems. It is a net, no lesson: ${layers}, ${counts[0]} weights and biases, ${counts[1]} samples${counts[2] > 0 ? ` and ${counts[2]} for a test` : ''}. bp-tui play ${file} opens it.`,
    zh: `${file}：没有问题。它是网络，不是课程：${layers}，权重和偏置 ${counts[0]} 个，样本 ${counts[1]} 个${counts[2] > 0 ? `，测试 ${counts[2]} 个` : ''}。用 bp-tui play ${file} 打开。`,
  };
}
