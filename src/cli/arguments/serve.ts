import type {Bilingual} from '../../lesson/lesson.ts';
import {dataWanted, fileWanted} from './shared.ts';
import type {Syntax} from './syntax.ts';
import {type Count, countFrom, countOf, given, textOf} from './values.ts';

export interface ServeCommand {
  readonly name: 'serve';
  readonly lesson: string;
  readonly host: string;
  readonly port: number;
  /** Generated where it is absent; empty for none. */
  readonly code?: string;
  readonly teacherCode?: string;
  readonly authorizedKeys?: string;
  readonly maxStudents: number;
  readonly data?: string;
  readonly headless: boolean;
  readonly log?: string;
}

const codeWanted: Bilingual = {en: 'Write a code.', zh: '请写口令。'};

const portWanted: Bilingual = {
  en: 'Write a whole number from 0 to 65535; 0 takes any free port.',
  zh: '请写 0 到 65535 的整数；0 为任意空闲端口。',
};
const port: Count = {usual: 2222, least: 0, most: 65_535, wanted: portWanted};

const students = {usual: 60, least: 1, most: 1000};

export const serve: Syntax<ServeCommand> = {
  name: 'serve',
  summary: {en: 'Teach a class over SSH', zh: '通过 SSH 给全班上课'},
  operand: {
    name: 'LESSON',
    count: 'optional',
    help: {en: 'number, id or path to a file (default 1)', zh: '编号、标识或文件路径（默认 1）'},
  },
  options: {
    host: {
      help: {
        en: 'address to listen at (default 127.0.0.1; 0.0.0.0 for all)',
        zh: '监听的地址（默认 127.0.0.1；0.0.0.0 为全部）',
      },
      wanted: {en: 'Write an address, as in 0.0.0.0.', zh: '请写地址，例如 0.0.0.0。'},
    },
    port: {help: {en: 'port (default 2222)', zh: '端口（默认 2222）'}, wanted: portWanted},
    code: {
      help: {
        en: 'class code; made and shown without (also BP_TUI_CODE)',
        zh: '课堂口令；不写就生成并显示（也可设 BP_TUI_CODE）',
      },
      wanted: codeWanted,
    },
    'teacher-code': {
      help: {
        en: 'makes whoever types it a teacher (also BP_TUI_TEACHER_CODE)',
        zh: '输入它的人就是老师（也可设 BP_TUI_TEACHER_CODE）',
      },
      wanted: codeWanted,
    },
    'authorized-keys': {
      help: {en: 'file of public keys that need no code', zh: '公钥文件，有这些密钥就不用口令'},
      wanted: fileWanted,
    },
    'max-students': {
      help: {en: 'students at once (default 60)', zh: '最多同时多少学生（默认 60）'},
      wanted: countFrom(students.least, students.most),
    },
    data: {
      help: {en: 'folder of host key, class and answers', zh: '存放主机密钥、课堂记录和回答的目录'},
      wanted: dataWanted,
    },
    headless: {
      help: {
        en: 'no screen here: for a service; log to stderr',
        zh: '这里不占屏幕：作为服务运行，日志写到标准错误',
      },
    },
    log: {
      help: {en: 'file to add log lines to (JSON)', zh: '追加日志的文件（JSON）'},
      wanted: fileWanted,
    },
  },
  read: (values) => ({
    name: 'serve',
    lesson: textOf(values.LESSON) ?? '1',
    host: textOf(values.host) ?? '127.0.0.1',
    port: countOf('port', values.port, port),
    maxStudents: countOf('max-students', values['max-students'], students),
    headless: values.headless === true,
    ...given('code', textOf(values.code)),
    ...given('teacherCode', textOf(values['teacher-code'])),
    ...given('authorizedKeys', textOf(values['authorized-keys'])),
    ...given('data', textOf(values.data)),
    ...given('log', textOf(values.log)),
  }),
};
