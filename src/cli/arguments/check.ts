import type {Syntax} from './syntax.ts';

export interface CheckCommand {
  readonly name: 'check';
  readonly files: readonly string[];
}

export const check: Syntax<CheckCommand> = {
  name: 'check',
  summary: {
    en: 'Check lessons and nets; exit code 1 if any is wrong',
    zh: '检查课程和网络文件；有错时退出码为 1',
  },
  operand: {name: 'FILE', count: 'several', help: {en: 'lesson files or nets', zh: '课程或网络文件'}},
  options: {},
  read({FILE: files}) {
    return {name: 'check', files: Array.isArray(files) ? files.map(String) : [String(files)]};
  },
};
