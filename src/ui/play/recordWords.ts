import type {Language} from '../../lesson/lesson.ts';

/** The words of recording. */
export interface RecordWords {
  readonly recording: (actions: number) => string;
  readonly begun: string;
  readonly atBeginning: string;
  readonly notRecording: string;
  readonly noFiles: string;
  readonly thrownAway: string;
  readonly tooLong: string;
  readonly title: string;
  readonly titleKeys: string;
  readonly lesson: string;
  readonly lessonKeys: string;
  readonly words: string;
}

export const recordWords: Readonly<Record<Language, RecordWords>> = {
  zh: {
    recording: (actions) => `录制 ${actions}`,
    begun: '开始录制：每个动作成为课程的一步。w 写讲解，r 存成课程。',
    atBeginning: '录制从这里开始，不能再往前撤销。',
    notRecording: '讲解写进录下的课程：先按 r 开始录制。',
    noFiles: '课堂上不能录制；在自己的电脑上用 bp-tui play 可以。',
    thrownAway: '录制已丢弃。网络和可以撤销的都还在。',
    tooLong: '动作太多，录制的开头已经忘了，请重录。',
    title: '课程标题',
    titleKeys: '回车 下一步，Esc 接着录',
    lesson: '存为课程',
    lessonKeys: '回车存盘，Esc 接着录，空名丢弃',
    words: '讲解',
  },
  en: {
    recording: (actions) => `REC ${actions}`,
    begun: 'Recording: each action becomes a step. w adds words, r saves the lesson.',
    atBeginning: 'The recording begins here: nothing before it can be undone. r ends it.',
    notRecording: 'Words go into a lesson that is recorded: r begins one.',
    noFiles: 'A class records nothing; bp-tui play on your own machine does.',
    thrownAway: 'The recording is thrown away. The net and all that can be undone are still there.',
    tooLong: 'Too much was done: the beginning is forgotten. Begin anew.',
    title: 'title of the lesson',
    titleKeys: 'Enter next, Esc go on',
    lesson: 'lesson to save',
    lessonKeys: 'Enter save, Esc go on, no name: throw away',
    words: 'words',
  },
};
