import type {Quantity} from '../../engine/quantity.ts';
import {
  type Action,
  type Bilingual,
  bilingual,
  type Language,
  type Setup,
  type Words,
} from '../../lesson/lesson.ts';
import {createNotation, type Notation} from '../notation.ts';
import {setupText} from '../setupText.ts';
import {currentOperation, type State} from '../state.ts';
import type {Play} from './play.ts';

interface StepWords {
  readonly title: Bilingual;
  readonly say: Words;
}

const plain = ({zh, en}: Bilingual): Words => ({zh: [zh], en: [en]});

const number = (quantity: Quantity): {readonly quantity: Quantity} => ({quantity});

/** What a recorded lesson is called: by the net that it begins with. */
export const lessonWords = (setup: Setup): Bilingual => bilingual((language) => setupText(setup, language));

/** Words for where a recording begins. */
export function startWords({start}: State): StepWords {
  const {setup} = start;
  return {
    title: {zh: '开始', en: 'The start'},
    say: {
      zh: [`${setupText(setup, 'zh')}。全部样本的平均损失是 `, number('data.loss'), '。'],
      en: [`${setupText(setup, 'en')}. The mean loss of all samples is `, number('data.loss'), '.'],
    },
  };
}

/**
 * Words for what was done, with the engine's numbers in them.
 * @param state where it came to
 * @param kept the runs that are kept there
 */
export function stepWords(actions: readonly Action[], state: State, kept: Play['kept']): StepWords {
  const seen = actions.filter(({type}) => type !== 'granularity');
  const action = seen.at(-1);
  const {setup, divergedAt} = state.start;
  const notation = (language: Language): Notation => createNotation(setup.names, language, 4, false);
  const symbol = (quantity: Quantity) => bilingual((language) => notation(language).symbol(quantity));
  switch (action?.type) {
    case 'forward': {
      const computed = currentOperation(state)?.quantity;
      if (computed === undefined) break;
      const {zh, en} = symbol(computed);
      return {
        title: {zh: `算到 ${zh}`, en: `Forward to ${en}`},
        say: {zh: [`${zh} = `, number(computed)], en: [`${en} = `, number(computed)]},
      };
    }
    case 'back': {
      const computed = currentOperation(state)?.quantity;
      const title = {zh: '退回', en: 'Back'};
      if (computed === undefined)
        return {title, say: {zh: ['这一轮还没有算。'], en: ['Nothing of this round is computed yet.']}};
      const {zh, en} = symbol(computed);
      return {
        title,
        say: {
          zh: [`最后算出的是 ${zh} = `, number(computed)],
          en: [`Computed last: ${en} = `, number(computed)],
        },
      };
    }
    case 'train': {
      const rounds = seen.reduce((sum, one) => sum + (one.type === 'train' ? one.rounds : 0), 0);
      const title = {zh: `训练 ${rounds} 轮`, en: rounds === 1 ? 'Train 1 round' : `Train ${rounds} rounds`};
      if (divergedAt !== undefined)
        return {
          title,
          say: plain({
            zh: `第 ${divergedAt} 轮起网络发散了。`,
            en: `The net diverged in round ${divergedAt}.`,
          }),
        };
      return {
        title,
        say: {
          zh: ['现在是第 ', number('round'), ' 轮，全部样本的平均损失是 ', number('data.loss'), '。'],
          en: ['Round ', number('round'), ' now; the mean loss of all samples is ', number('data.loss'), '.'],
        },
      };
    }
    case 'set': {
      const {quantity, value} = action;
      const {zh, en} = symbol(quantity);
      return {
        title: bilingual((language) => `${symbol(quantity)[language]} = ${notation(language).number(value)}`),
        say: {
          zh: [`把 ${zh} 改成 `, number(quantity), '。'],
          en: [`${en} is made `, number(quantity), '.'],
        },
      };
    }
    case 'change':
      return {title: changeTitle(action), say: plain(lessonWords(setup))};
    case 'restart':
      return {
        title: {zh: '回到起点', en: 'Back to the start'},
        say: plain({zh: '回到第 1 轮，用最初的数。', en: 'Round 1 again, with the first numbers.'}),
      };
    case 'keep':
      return {
        title: {zh: '留作比较', en: 'Kept to compare with'},
        say: plain(bilingual((language) => kept.get(action.as)?.title[language].join('') ?? '')),
      };
    default:
  }
  return startWords(state);
}

function changeTitle({to}: Extract<Action, {readonly type: 'change'}>): Bilingual {
  if (to.data !== undefined) return {zh: '换数据', en: 'Other data'};
  if (to.net !== undefined) return {zh: '换网络', en: 'Another net'};
  return {zh: '换学法', en: 'Another way of learning'};
}
