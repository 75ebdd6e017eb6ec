import type {Language} from '../../lesson/lesson.ts';

/** The words of the pages that lie over free play. */
export interface PageWords {
  readonly presets: {readonly title: string; readonly keys: string};
}

export const pageWords: Readonly<Record<Language, PageWords>> = {
  zh: {
    presets: {title: '现成的网络', keys: '↑↓ 选  回车 打开  Esc 返回'},
  },
  en: {
    presets: {title: 'Nets that show something', keys: '↑↓ choose  Enter open  Esc back'},
  },
};
