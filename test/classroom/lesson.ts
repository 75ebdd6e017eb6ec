import {lessonOf} from '../ui/lesson.ts';

/** A short lesson: a step, a number, a sign, a choice, a last step. */
export const classLesson = () => lessonOf(QUIZ);

const QUIZ = `
format: 1
id: quiz
title: {zh: 课堂测验, en: Class quiz}
summary: {zh: 三个问题, en: Three questions}
network: {layers: [[x], [o]], activation: sigmoid, loss: half-squared-error, weights: {x->o: 0.3}, biases: {o: 0.1}}
optimizer: {kind: sgd, rate: 0.5}
data: [{input: [1], target: [0.8]}]
steps:
  - title: {zh: 开始, en: Start here}
    say: {zh: 好, en: Ready}
  - title: {zh: 数, en: A number}
    say: {zh: 就是这个数, en: That was the number}
    do: [{type: forward, until: grad.z.o}]
    ask:
      kind: number
      of: grad.z.o
      prompt: {zh: δ 是多少, en: How large is delta}
      hints: [{zh: 先乘, en: Times first}]
  - title: {zh: 符号, en: A sign}
    say: {zh: 就是这个符号, en: That was the sign}
    do: [{type: forward, until: grad.w.x->o}]
    ask: {kind: sign, of: grad.w.x->o, prompt: {zh: 正还是负, en: Plus or minus}}
  - title: {zh: 选, en: A choice}
    say: {zh: 完, en: Chosen}
    do: [{type: forward, until: next.w.x->o}]
    ask:
      kind: choice
      of: grad.w.x->o
      prompt: {zh: 哪一个, en: Which one}
      options:
        - {say: {zh: 甲, en: alpha}, is: [t.o]}
        - {say: {zh: 乙, en: beta}, is: [grad.z.o, a.x]}
  - title: {zh: 结束, en: The end}
    say: {zh: 完了, en: All is said}
`;
