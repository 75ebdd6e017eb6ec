import type {Language} from '../../lesson/lesson.ts';
import type {CheckInPieces} from '../../session/play/checkInPieces.ts';
import type {SeedTrial} from '../../session/play/seedTrials.ts';

/** The words of the table of seeds. */
export interface SeedWords {
  readonly table: string;
  readonly title: (count: number) => string;
  readonly heads: Readonly<Record<'seed' | 'rounds' | 'loss' | 'right' | 'outcome', string>>;
  readonly outcomes: Readonly<Record<SeedTrial['outcome'] | 'now', string>>;
  readonly side: (middle: string) => string;
  readonly largest: string;
  readonly below: (mark: string) => string;
  readonly asked: (rounds: number) => string;
  readonly sum: (learned: number, of: number, wanted: number) => string;
  readonly took: (least: number, middle: number, most: number) => string;
  readonly more: (hidden: number) => string;
  readonly keys: string;
  readonly stopKeys: string;
}

/** The words of the table of compared runs. */
export interface FigureWords {
  readonly table: string;
  readonly title: string;
  readonly heads: Readonly<
    Record<'run' | 'differs' | 'rounds' | 'loss' | 'right' | 'testLoss' | 'testRight', string>
  >;
  readonly kept: (number: number) => string;
  readonly diverged: (round: number) => string;
  /** In the place of the settings, where all are the same. */
  readonly nothing: string;
  readonly usual: string;
  readonly own: string;
  readonly more: (hidden: number) => string;
  readonly keys: string;
}

/** The words of the gradient check of a large net. */
export interface CheckWords {
  /** Which gradients are in the table. */
  readonly order: string;
  /** What has been found so far. */
  readonly found: (check: CheckInPieces) => string;
  readonly more: (hidden: number) => string;
  readonly keys: string;
  readonly stopKeys: string;
}

/** The words of the pages that lie over free play. */
export interface PageWords {
  readonly presets: {readonly title: string; readonly keys: string};
  readonly seeds: SeedWords;
  readonly figures: FigureWords;
  readonly check: CheckWords;
}

export const pageWords: Readonly<Record<Language, PageWords>> = {
  zh: {
    presets: {title: '现成的网络', keys: '↑↓ 选  回车 打开  Esc 返回'},
    figures: {
      title: '对比',
      table: '各次训练',
      heads: {
        run: '训练',
        differs: '不同之处',
        rounds: '轮数',
        loss: '平均损失',
        right: '答对',
        testLoss: '测试损失',
        testRight: '测试答对',
      },
      kept: (number) => `留存 ${number}`,
      diverged: (round) => `${round} 轮发散`,
      nothing: '设置都一样',
      usual: '默认',
      own: '自己的',
      more: (hidden) => `… 还有 ${hidden} 行`,
      keys: 'Esc 返回',
    },
    seeds: {
      table: '各个种子',
      title: (count) => `接下来 ${count} 个种子`,
      heads: {seed: '种子', rounds: '轮数', loss: '平均损失', right: '答对', outcome: '结果'},
      outcomes: {learned: '✓ 学会', not: '✗ 没学会', diverged: '✗ 发散', now: '… 训练中'},
      side: (middle) => `学会：每个样本的输出都在 ${middle} 的正确一侧`,
      largest: '学会：每个样本的最大输出都在目标上',
      below: (mark) => `学会：平均损失低于 ${mark}`,
      asked: (rounds) => `；每遍数据之后检查，最多 ${rounds} 轮。`,
      sum: (learned, of, wanted) =>
        of < wanted ? `目前 ${of} 个中学会 ${learned} 个` : `${of} 个中学会 ${learned} 个`,
      took: (least, middle, most) => `用了 ${least} 到 ${most} 轮，中位数 ${middle}`,
      more: (hidden) => `… 还有 ${hidden} 行`,
      keys: '↑↓ 选  回车 打开这个种子  Esc 返回',
      stopKeys: '↑↓ 选  回车 打开这个种子  Esc 停止并返回',
    },
    check: {
      order: '表里是相对差最大的参数。',
      found: ({pass, checked, agreeing, differing}) => {
        const all = pass.network.parameters.length;
        const lost = checked - agreeing - differing;
        const said = [
          `已检验 ${checked}/${all} 个`,
          ...(differing > 0 ? [`✗ ${differing} 个不一致`] : []),
          ...(differing === 0 && agreeing > 0 ? ['✓ 都一致'] : []),
          ...(lost > 0 ? [`${lost} 个超出范围`] : []),
        ];
        return said.join('，') + (checked < all ? ' …' : '。');
      },
      more: (hidden) => `… 还有 ${hidden} 行（↑↓ 滚动）`,
      keys: '↑↓ 滚动  Esc 返回',
      stopKeys: '↑↓ 滚动  Esc 停止并返回',
    },
  },
  en: {
    presets: {title: 'Nets that show something', keys: '↑↓ choose  Enter open  Esc back'},
    figures: {
      title: 'Compared',
      table: 'Runs',
      heads: {
        run: 'run',
        differs: 'differs by',
        rounds: 'rounds',
        loss: 'mean loss',
        right: 'right',
        testLoss: 'test loss',
        testRight: 'test right',
      },
      kept: (number) => `kept ${number}`,
      diverged: (round) => `diverged ${round}`,
      nothing: 'no setting',
      usual: 'usual',
      own: 'own',
      more: (hidden) => `… ${hidden} more ${hidden === 1 ? 'row' : 'rows'}`,
      keys: 'Esc back',
    },
    seeds: {
      table: 'Seeds',
      title: (count) => `The next ${count} seeds`,
      heads: {seed: 'seed', rounds: 'rounds', loss: 'mean loss', right: 'right', outcome: 'outcome'},
      outcomes: {learned: '✓ learned', not: '✗ not learned', diverged: '✗ diverged', now: '… training'},
      side: (middle) => `Learned: the output of every sample is on the right side of ${middle}`,
      largest: 'Learned: the largest output of every sample is the one it wants',
      below: (mark) => `Learned: the mean loss is below ${mark}`,
      asked: (rounds) => `; asked after every epoch, for ${rounds} rounds at most.`,
      sum: (learned, of, wanted) =>
        of < wanted ? `${learned} of ${of} learned so far` : `${learned} of ${of} learned`,
      took: (least, middle, most) => `in ${least} to ${most} rounds, median ${middle}`,
      more: (hidden) => `… ${hidden} more ${hidden === 1 ? 'row' : 'rows'}`,
      keys: '↑↓ choose  Enter opens this seed  Esc back',
      stopKeys: '↑↓ choose  Enter opens this seed  Esc stops and goes back',
    },
    check: {
      order: ' The largest relative gaps are in the table.',
      found: ({pass, checked, agreeing, differing}) => {
        const all = pass.network.parameters.length;
        const lost = checked - agreeing - differing;
        const said = [
          `${checked} of ${all} checked`,
          ...(differing > 0 ? [`✗ ${differing} ${differing === 1 ? 'differs' : 'differ'}`] : []),
          ...(differing === 0 && agreeing > 0 ? ['✓ all agree'] : []),
          ...(lost > 0 ? [`${lost} out of range`] : []),
        ];
        return said.join(', ') + (checked < all ? ' …' : '.');
      },
      more: (hidden) => `… ${hidden} more ${hidden === 1 ? 'row' : 'rows'} (↑↓ scroll)`,
      keys: '↑↓ scroll  Esc back',
      stopKeys: '↑↓ scroll  Esc stops and goes back',
    },
  },
};
