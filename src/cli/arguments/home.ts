import type {Syntax} from './syntax.ts';

export interface HomeCommand {
  readonly name: 'home';
}

/** What is asked for where no command is named. */
export const home: Syntax<HomeCommand> = {
  name: 'home',
  summary: {en: 'Start page: all lessons', zh: '首页：全部课程'},
  options: {},
  read: () => ({name: 'home'}),
};
