import type {Language} from '../../lesson/lesson.ts';
import {limits} from '../../lesson/limits.ts';
import {MOST_UNDONE} from '../../session/play/play.ts';
import type {RecordingLimit} from '../../session/play/recordingRoom.ts';
import {MOST_OPERATIONS} from '../../session/tooLong.ts';

/** The words of recording. */
export interface RecordWords {
  readonly recording: (actions: number) => string;
  readonly begun: string;
  readonly atBeginning: string;
  readonly notRecording: string;
  readonly noFiles: string;
  readonly thrownAway: string;
  readonly tooLong: string;
  /** What a lesson has at most, of whatever it has most nearly too much. */
  readonly limits: Readonly<Record<RecordingLimit, string>>;
  readonly near: (limit: string) => string;
  readonly full: (limit: string) => string;
  readonly title: string;
  readonly titleKeys: string;
  readonly lesson: string;
  readonly lessonKeys: string;
  readonly words: string;
  /** Once there are words in one language only. */
  readonly otherLanguage: string;
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
    limits: {
      steps: `一课最多 ${limits.steps} 步`,
      entries: `一步最多 ${limits.entries} 个动作`,
      operations: `一课最多单步运算 ${MOST_OPERATIONS} 次`,
      training: '一课的训练量有上限',
      actions: `最多录 ${MOST_UNDONE} 个动作`,
    },
    near: (limit) => `录制快满了：${limit}。`,
    full: (limit) => `录制已满：${limit}，这个动作没有做。按 r 存成课程，或按 u 撤销。`,
    title: '课程标题',
    titleKeys: '回车 下一步，Esc 接着录',
    lesson: '存为课程',
    lessonKeys: '回车存盘，Esc 接着录，空名丢弃',
    words: '中文讲解',
    otherLanguage: '讲解已记下，英文界面也显示它；要另写英文的，按 L 换语言，再按 w。',
  },
  en: {
    recording: (actions) => `REC ${actions}`,
    begun: 'Recording: each action becomes a step. w adds words, r saves the lesson.',
    atBeginning: 'The recording begins here: nothing before it can be undone. r ends it.',
    notRecording: 'Words go into a lesson that is recorded: r begins one.',
    noFiles: 'A class records nothing; bp-tui play on your own machine does.',
    thrownAway: 'The recording is thrown away. The net and all that can be undone are still there.',
    tooLong: 'Too much was done: the beginning is forgotten. Begin anew.',
    limits: {
      steps: `a lesson has at most ${limits.steps} steps`,
      entries: `a step has at most ${limits.entries} actions`,
      operations: `a lesson plays at most ${MOST_OPERATIONS} single operations`,
      training: 'a lesson has no room for more training',
      actions: `${MOST_UNDONE} actions are recorded at most`,
    },
    near: (limit) => `The recording is nearly full: ${limit}.`,
    full: (limit) => `The recording is full: ${limit}, so this was not done. r saves it, u undoes.`,
    title: 'title of the lesson',
    titleKeys: 'Enter next, Esc go on',
    lesson: 'lesson to save',
    lessonKeys: 'Enter save, Esc go on, no name: throw away',
    words: 'English words',
    otherLanguage: 'Taken, and shown on Chinese screens too; for Chinese words press L, then w.',
  },
};
