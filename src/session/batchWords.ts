import type {Language} from '../lesson/lesson.ts';

/** What a round does for its batch of several samples, of which it has the one at `place`, from 1. */
export const inBatch: Readonly<Record<Language, (place: number, size: number) => string>> = {
  en: (place, size) =>
    place < size
      ? `Sample ${place} of a batch of ${size}: its gradients are added up, the parameters stay as they are.`
      : `Sample ${place}, the last of a batch of ${size}: the update is by the mean gradient ḡ.`,
  zh: (place, size) =>
    place < size
      ? `一批 ${size} 个样本中的第 ${place} 个：只累加梯度，参数不变。`
      : `一批 ${size} 个样本中的最后一个：用平均梯度 ḡ 更新。`,
};
