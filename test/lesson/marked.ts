import type {Lesson} from '../../src/lesson/lesson.ts';
import {type Loaded, loadLesson, type ReadFile} from '../../src/lesson/load.ts';
import {formatProblem} from '../../src/lesson/problemWords.ts';

/** A small lesson with everything in it, for tests that change a part. */
export const lesson = `format: 1
id: small-lesson
title: {zh: 小课, en: A small lesson}
summary: {zh: 摘要, en: Summary}
network:
  layers: [[x1, x2], [h], [o]]
  activation: [tanh, sigmoid]
  loss: half-squared-error
  weights: {x1->h: 0.1, x2->h: -0.2, h->o: 0.3}
  biases: {h: 0.4}
names: {w.h->o: wo, a.o: yo}
optimizer: {kind: momentum, rate: 0.5}
data:
  - {input: [1, 0], target: [1]}
  - {input: [0, 1], target: [0], name: second}
updates: layer-by-layer
steps:
  - title: {zh: 向前, en: Forward}
    say: {zh: '输出 {{ yo:4 }}', en: 'Output {{ yo : 4 }}, round {{ round }}'}
    do: [{type: forward, until: yo}]
    focus: [yo, z.o]
    expect: {z.h: 0.5, yo: {value: 0.54, within: 0.1}, round: 1}
    ask:
      kind: choice
      of: grad.wo
      prompt: {zh: 哪个, en: Which}
      options:
        - {say: a, is: [grad.z.o, a.h]}
        - {say: b, is: grad.yo}
      hints: ['想一想 {{ a.h }}']
      explain: {zh: 好, en: Good}
    panel: table
`;

export const noFiles: ReadFile = (path) => Promise.reject(new Error(`no file ${path}`));

export const load = (text: string, readFile: ReadFile = noFiles): Promise<Loaded<Lesson>> =>
  loadLesson('a.yaml', text, readFile);

/** The small lesson with one part put in place of another, which must be there. */
export function changed(from: string, to: string): string {
  if (!lesson.includes(from)) throw new Error(`${from} is not in the lesson`);
  return lesson.replace(from, () => to);
}

/** Where problems are expected: each ‸ of a text stands before the character that one of them is at. */
export function marked(text: string): {readonly text: string; readonly places: readonly string[]} {
  const places: string[] = [];
  const lines = text.split('\n').map((line, i) => {
    const [first = '', ...others] = line.split('‸');
    let before = first;
    for (const part of others) {
      places.push(`a.yaml:${i + 1}:${Array.from(before).length + 1}:`);
      before += part;
    }
    return before;
  });
  return {text: lines.join('\n'), places};
}

/** The lines that a user would read. */
export async function complaints(
  text: string,
  language: 'zh' | 'en' = 'en',
  readFile = noFiles,
): Promise<string[]> {
  const loaded = await load(text, readFile);
  return loaded.ok ? [] : loaded.problems.map((problem) => formatProblem(problem, language));
}
