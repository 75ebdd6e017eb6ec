import type {VisitEnd} from './viewer.ts';

const words: Readonly<Record<Exclude<VisitEnd, 'left'>, readonly [en: string, zh: string]>> = {
  replaced: [
    'You have come in again from elsewhere; this connection ends.',
    '你已从别处登录，这个连接结束。',
  ],
  removed: [
    'Your teacher has taken you out of the class. By mistake? Ask your teacher.',
    '老师把你移出了课堂。如果是误会，请找老师。',
  ],
  renewed: [
    'Your name has a new word, and this connection ends. Ask your teacher for it.',
    '老师给这个名字换了重连口令，这个连接结束。请向老师要新口令。',
  ],
  ended: ['The class is over. Thank you for coming.', '下课了，谢谢参加。'],
  stopped: [
    'The server is stopping; everything is kept. Come back with your name and your word when it runs again.',
    '服务器要停一下，进度都已保存。重新启动后，用你的名字和口令回来。',
  ],
  unkept: [
    'The server is stopping, and its disk took nothing lately: what you did then may be lost. Ask your teacher.',
    '服务器要停一下，但它的磁盘写不进去，你最近做的可能没有存下。请问老师。',
  ],
  fault: [
    'A fault in bp-tui has ended this screen, not your doing. Come back with your name and your word.',
    '程序内部出错，这个屏幕关闭了，不是你的问题。请用你的名字和口令回来。',
  ],
};

/** Where no word leads back, or whoever sits there is not to be told it. */
const withoutWord: ReadonlySet<VisitEnd> = new Set(['ended', 'removed', 'renewed']);

/** What somebody finds on the ordinary screen after a visit. */
export function goodbye(end: VisitEnd, word: string | undefined): string {
  const said = end === 'left' ? [] : words[end];
  const back =
    word === undefined || withoutWord.has(end) ? [] : [`Your word to come back: ${word}   重连口令：${word}`];
  return [...said, ...back].map((line) => `${line}\r\n`).join('');
}
