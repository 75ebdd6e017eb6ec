import {describe, expect, it} from 'vitest';
import {isRightChoice} from '../../src/session/answer.ts';
import type {State} from '../../src/session/state.ts';
import {endOf} from '../../src/session/timeline.ts';
import {valueAt, valueInRound} from '../../src/session/value.ts';
import {loadShipped} from './shipped.ts';

const lesson = await loadShipped('05-study-habits.yaml');
const stepOf = (title: string): number => {
  const at = lesson.steps.findIndex((step) => step.title.en === title);
  if (at < 0) throw new Error(`no step ${title}`);
  return at;
};
const endAfter = (title: string): State => endOf(lesson, stepOf(title));

// The net of the story, written out once more by hand.

interface Habits {
  readonly amountNotes: number;
  readonly hardNotes: number;
  readonly amountAsk: number;
  readonly hardAsk: number;
  readonly notes: number;
  readonly ask: number;
  readonly notesHomework: number;
  readonly askHomework: number;
  readonly notesQuiz: number;
  readonly askQuiz: number;
  readonly homework: number;
  readonly quiz: number;
  readonly homeworkScore: number;
  readonly quizScore: number;
  readonly score: number;
}

interface Subject {
  readonly amount: number;
  readonly hard: number;
  readonly goal: number;
}

const first: Habits = {
  ...{amountNotes: -1, hardNotes: -2, amountAsk: -1, hardAsk: -3, notes: 1.5, ask: 1.9},
  ...{notesHomework: 3, askHomework: 2, notesQuiz: 1, askQuiz: 2, homework: -2, quiz: -1},
  ...{homeworkScore: 3, quizScore: 1, score: -2.5},
};
const subject = (amount: number, hard: number, goal: number): Subject => ({amount, hard, goal});
const history = subject(0.7, 0.5, 0.85);
const six = [
  history,
  subject(0.5, 0.2, 0.95),
  subject(0.8, 0.8, 0.75),
  subject(0.4, 0.4, 0.9),
  subject(0.9, 0.4, 0.85),
  subject(0.5, 0.7, 0.8),
];
const unseen = [subject(0.7, 0.7, 0.8), subject(0.5, 0.3, 0.9), subject(0.6, 0.6, 0.85)];
const medicine = subject(2, 1, 0.7);

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

function exam(p: Habits, {amount, hard}: Subject) {
  const notes = sigmoid(p.amountNotes * amount + p.hardNotes * hard + p.notes);
  const ask = sigmoid(p.amountAsk * amount + p.hardAsk * hard + p.ask);
  const homework = sigmoid(p.notesHomework * notes + p.askHomework * ask + p.homework);
  const quiz = sigmoid(p.notesQuiz * notes + p.askQuiz * ask + p.quiz);
  return {
    notes,
    ask,
    homework,
    quiz,
    score: sigmoid(p.homeworkScore * homework + p.quizScore * quiz + p.score),
  };
}

const lossOf = (p: Habits, of: Subject): number => (of.goal - exam(p, of).score) ** 2 / 2;
const meanLoss = (p: Habits, of: readonly Subject[]): number =>
  of.reduce((sum, one) => sum + lossOf(p, one), 0) / of.length;
const names = Object.keys(first) as readonly (keyof Habits)[];

/** Central differences: no chain rule at all. */
const slopeOf = (p: Habits, of: Subject, name: keyof Habits): number => {
  const moved = (by: number): number => lossOf({...p, [name]: p[name] + by}, of);
  return (moved(1e-5) - moved(-1e-5)) / 2e-5;
};

/** One update at a rate of 1, by central differences. */
const corrected = (p: Habits, of: Subject): Habits => {
  const next = {...p};
  for (const name of names) Object.assign(next, {[name]: p[name] - slopeOf(p, of, name)});
  return next;
};

function practised(subjects: readonly Subject[], exams: number): Habits {
  let p = first;
  for (let i = 0; i < exams; i++) p = corrected(p, subjects[i % subjects.length]!);
  return p;
}

describe('lesson 5', () => {
  it('gives the same score in five exams without feedback', () => {
    const {score} = exam(first, history);
    for (const title of ['The exam', 'The second exam', 'Five exams, one flat line'])
      expect(valueAt(endAfter(title), 'a.score')).toBeCloseTo(score, 14);
    const end = endAfter('Five exams, one flat line');
    expect(valueInRound(end, 'round')).toBe(5);
    expect(valueInRound(end, 'rate')).toBe(0);
    expect(end.start.parameters).toEqual(end.start.setup.parameters);
  });

  it('could have known better: the gradients that nobody used are not zero', () => {
    const end = endAfter('The paper knows it all');
    expect(valueAt(end, 'grad.b.homework')).toBeCloseTo(slopeOf(first, history, 'homework'), 9);
    expect(valueAt(end, 'grad.b.homework')).toBeLessThan(-0.01);
  });

  it('sends back what central differences find', () => {
    const end = endAfter('Everything moved a little');
    for (const [quantity, name] of [
      ['w.homework->score', 'homeworkScore'],
      ['w.quiz->score', 'quizScore'],
      ['b.score', 'score'],
      ['b.homework', 'homework'],
      ['b.quiz', 'quiz'],
      ['w.notes->homework', 'notesHomework'],
      ['b.notes', 'notes'],
      ['b.ask', 'ask'],
      ['w.hard->ask', 'hardAsk'],
    ] as const) {
      expect(valueAt(end, `grad.${quantity}`), quantity).toBeCloseTo(slopeOf(first, history, name), 9);
      expect(valueAt(end, `next.${quantity}`), quantity).toBeCloseTo(corrected(first, history)[name], 9);
    }
  });

  it('blames homework most, and notes more than the nearer quiz', () => {
    const by = (name: keyof Habits): number => slopeOf(first, history, name);
    const order = (['homework', 'notes', 'ask', 'quiz'] as const).toSorted((a, b) => by(a) - by(b));
    expect(order).toEqual(['homework', 'notes', 'ask', 'quiz']);
    const at = stepOf('Which habit is to blame?');
    const {ask} = lesson.steps[at]!;
    if (ask?.kind !== 'choice') throw new Error('no choice');
    const right = ask.options.filter((option) => isRightChoice(ask, option, endOf(lesson, at)));
    expect(right.map(({is}) => is)).toEqual([['grad.b.homework']]);
  });

  it('improves with feedback, exam by exam, until the loss is small enough', () => {
    expect(valueAt(endAfter('Did it help?'), 'a.score')).toBeCloseTo(
      exam(practised([history], 1), history).score,
      8,
    );
    expect(valueAt(endAfter('Five exams again'), 'a.score')).toBeCloseTo(
      exam(practised([history], 4), history).score,
      8,
    );
    const end = endAfter('Until Lin is content');
    expect(valueInRound(end, 'round')).toBe(26);
    expect(lossOf(practised([history], 25), history)).toBeLessThan(0.0002);
    expect(lossOf(practised([history], 24), history)).toBeGreaterThanOrEqual(0.0002);
  });

  it('does well in subjects it never practised', () => {
    const end = endAfter('Before and after');
    expect(valueInRound(end, 'test.loss@main')).toBeCloseTo(meanLoss(first, unseen), 12);
    expect(valueInRound(end, 'test.loss')).toBeCloseTo(meanLoss(practised([history], 25), unseen), 8);
    expect(meanLoss(practised([history], 25), unseen)).toBeLessThan(meanLoss(first, unseen) / 50);
  });

  it('does better with six subjects, also against as many exams in history alone', () => {
    const end = endAfter('Six subjects at once');
    const varied = meanLoss(practised(six, 60), unseen);
    expect(valueInRound(end, 'test.loss@many')).toBeCloseTo(varied, 8);
    expect(varied).toBeLessThan(meanLoss(practised([history], 60), unseen) / 5);
  });

  it('gets worse in new subjects when the six are drilled', () => {
    const end = endAfter('The more the better?');
    const drilled = practised(six, 6000);
    expect(valueInRound(end, 'data.loss@drill')).toBeCloseTo(meanLoss(drilled, six), 7);
    expect(valueInRound(end, 'test.loss@drill')).toBeCloseTo(meanLoss(drilled, unseen), 7);
    const before = practised(six, 60);
    expect(meanLoss(drilled, six)).toBeLessThan(meanLoss(before, six));
    expect(meanLoss(drilled, unseen)).toBeGreaterThan(meanLoss(before, unseen));
  });

  it('fails in a subject far from all it practised', () => {
    const end = endAfter('A very different subject');
    const p = practised(six, 60);
    expect(valueAt(end, 'a.score')).toBeCloseTo(exam(p, medicine).score, 7);
    expect(valueAt(end, 'loss')).toBeGreaterThan(100 * meanLoss(p, unseen));
  });
});
