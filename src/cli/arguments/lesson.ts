import {wrongUsage} from '../failure.ts';
import {lessonHelp} from './shared.ts';
import type {Syntax} from './syntax.ts';
import {textOf} from './values.ts';

export interface LessonCommand {
  readonly name: 'lesson';
  readonly lesson: string | undefined;
  readonly watch: boolean;
}

export const lesson: Syntax<LessonCommand> = {
  name: 'lesson',
  summary: {en: 'Play a lesson; without one, list them', zh: '学一课；不写课程则列出全部'},
  operand: {name: 'LESSON', count: 'optional', help: lessonHelp},
  options: {
    watch: {
      help: {
        en: 'for authors: show the lesson anew, or its problems, at every save',
        zh: '供作者使用：文件一保存就重新显示课程，或列出其中的问题',
      },
    },
  },
  read(values) {
    const name = textOf(values.LESSON);
    const watch = values.watch === true;
    if (watch && name === undefined) throw nothingToWatch();
    return {name: 'lesson', lesson: name, watch};
  },
};

function nothingToWatch(): Error {
  return wrongUsage({
    en: '--watch: expected a lesson to watch, found none. Name its file, as in: bp-tui lesson my-lesson.yaml --watch',
    zh: '--watch：缺少要查看的课程。请写出文件，例如：bp-tui lesson my-lesson.yaml --watch',
  });
}
