import {dataWanted} from './shared.ts';
import type {Syntax} from './syntax.ts';
import {given, textOf} from './values.ts';

export interface AttachCommand {
  readonly name: 'attach';
  /** The name to join under; asked for where it is absent. */
  readonly as?: string;
  readonly teacher: boolean;
  readonly data?: string;
}

export const attach: Syntax<AttachCommand> = {
  name: 'attach',
  summary: {en: 'Join the class served on this machine (for sshd)', zh: '加入本机正在上的课（供 sshd 使用）'},
  options: {
    name: {
      help: {en: 'name to join under; asked for without', zh: '用什么名字加入；不写就会问'},
      wanted: {en: 'Write a name.', zh: '请写名字。'},
    },
    teacher: {help: {en: 'join as the teacher', zh: '作为老师加入'}},
    data: {help: {en: 'the --data of serve', zh: 'serve 的 --data'}, wanted: dataWanted},
  },
  read: (values) => ({
    name: 'attach',
    teacher: values.teacher === true,
    ...given('as', textOf(values.name)),
    ...given('data', textOf(values.data)),
  }),
};
