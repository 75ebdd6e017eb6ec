import {withoutBlank} from './expression.ts';
import {formatWanted, gradFormats} from './shared.ts';
import type {Syntax} from './syntax.ts';
import {given, oneOf} from './values.ts';

export interface GradCommand {
  readonly name: 'grad';
  readonly expression: string;
  /** Such as `x=1,y=2`. */
  readonly at: string;
  readonly expand: boolean;
  /** Absent: a screen where there is one, else text. */
  readonly format?: (typeof gradFormats)[number];
}

export const grad: Syntax<GradCommand> = {
  name: 'grad',
  summary: {en: 'Differentiate any function, step by step', zh: '给任意函数求导，一步一步看'},
  operand: {
    name: 'EXPR',
    count: 'one',
    help: {en: "a function, as in 'c = a + b; c*c'", zh: "函数，例如 'c = a + b; c*c'"},
    missing: {
      en: "expected a function, found none. Write one, as in: bp-tui grad 'x^2 + y' --at x=1,y=2",
      zh: "缺少函数。请写出来，例如：bp-tui grad 'x^2 + y' --at x=1,y=2",
    },
  },
  options: {
    at: {
      help: {
        en: 'the point: a value for every variable, as in a=1,b=2',
        zh: '取值点：每个变量一个值，例如 a=1,b=2',
      },
      wanted: {
        en: 'Write a value for every variable, as in x=1,y=2.',
        zh: '请给每个变量一个值，例如 x=1,y=2。',
      },
    },
    expand: {help: {en: 'sigmoid as its gates, not as one', zh: '把 sigmoid 拆成一个个门'}},
    format: {
      help: {
        en: `${gradFormats.join(' | ')} (default: a screen; text in pipes)`,
        zh: `${gradFormats.join(' | ')}（默认：屏幕；管道中为 text）`,
      },
      wanted: formatWanted,
    },
  },
  read: (values) => ({
    name: 'grad',
    expression: withoutBlank(String(values.EXPR)),
    at: String(values.at ?? ''),
    expand: values.expand === true,
    ...given('format', oneOf('format', values.format, gradFormats)),
  }),
};
