import type {Language, Setup} from '../lesson/lesson.ts';

const own = {zh: '自己的数据', en: 'own data'};

/**
 * What a run is made of, in a few words: `2-4-1 tanh, sigmoid · sgd 0.5 · xor`. Handouts, recordings and plain text say it, where
 * there is no form to look into: batch and penalties are told too. Free play's header has a shorter one (`recipeText`).
 */
export function setupText(
  {network, optimizer, batch = 1, regularization, source}: Setup,
  language: Language,
): string {
  const {layers, activations} = network;
  const [first] = activations;
  const activation = activations.every((name) => name === first) ? [first] : activations;
  const data = source === undefined ? own[language] : 'set' in source ? source.set : source.csv;
  return [
    `${layers.map(({length}) => length).join('-')} ${activation.join(', ')}`,
    `${optimizer.kind} ${optimizer.rate}`,
    ...(batch === 1 ? [] : [`${{zh: '批', en: 'batch'}[language]} ${batch}`]),
    ...(regularization === undefined ? [] : [`L1 ${regularization.l1}, L2 ${regularization.l2}`]),
    data,
  ].join(' · ');
}
