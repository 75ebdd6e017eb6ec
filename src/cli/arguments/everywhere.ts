import type {Digits} from '../../session/notation.ts';
import {languages} from '../language.ts';
import {digitChoices, type Options} from '../settings.ts';
import type {Syntax} from './syntax.ts';
import {chooseFrom, given, oneOf, type Values, wrongValue} from './values.ts';

/** The options that every command has, beside `--help` and `--version`. */
export const everywhere: Syntax<Options>['options'] = {
  lang: {
    help: {en: 'zh | en (default: the locale)', zh: 'zh | en（默认按系统语言）'},
    wanted: chooseFrom(languages),
  },
  plain: {
    help: {
      en: 'text without a screen (pipes, screen readers)',
      zh: '纯文本，不占用屏幕（管道、读屏软件）',
    },
  },
  ascii: {help: {en: 'only ASCII signs', zh: '符号只用 ASCII'}},
  'no-color': {help: {en: 'no colours (also NO_COLOR)', zh: '不用颜色（也可设 NO_COLOR）'}},
  'no-motion': {help: {en: 'show only what a training comes to', zh: '不演示训练过程，只看结果'}},
  'no-progress': {help: {en: 'neither read nor keep progress', zh: '不读取也不保存学习进度'}},
  digits: {
    help: {
      en: `significant digits shown: ${digitChoices.join(' | ')} (default 4)`,
      zh: `显示几位有效数字：${digitChoices.join(' | ')}（默认 4）`,
    },
    wanted: chooseFrom(digitChoices),
  },
};

export function optionsOf(values: Values): Options {
  return {
    ...given('lang', oneOf('lang', values.lang, languages)),
    plain: values.plain === true,
    ascii: values.ascii === true,
    noColor: values['no-color'] === true,
    noMotion: values['no-motion'] === true,
    noProgress: values['no-progress'] === true,
    digits: digitsOf(values.digits),
  };
}

function digitsOf(value: unknown): Digits {
  if (value === undefined) return 4;
  const choice = digitChoices.find((candidate) => String(candidate) === value);
  if (choice === undefined) throw wrongValue('digits', String(value), chooseFrom(digitChoices));
  return choice;
}
