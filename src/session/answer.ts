import {isMistaken, type Slip} from '../engine/mistakes.ts';
import type {Ask, Choice} from '../lesson/lesson.ts';
import {behindSign, closest, slipsAt} from './diagnosis.ts';
import {passOf, type State} from './state.ts';
import {valueInRound} from './value.ts';

/** What became of a question. */
export type Reply =
  | {readonly kind: 'skipped'}
  | {
      readonly kind: 'answered';
      readonly text: string;
      readonly right: boolean;
      readonly truth: number;
      /** What may have gone wrong: one slip of each mistake that leads to this answer, the likeliest first. */
      readonly slips: readonly Slip[];
    };

/**
 * The true answer's number: the engine's own value in the round where the question is resolved, whether the steps come to it or not.
 * Of a question for a line, its place among the lines, counted from 1. NaN where there is no such number: `check` refuses that.
 */
export function truthOf(ask: Ask, revealed: State): number {
  if (ask.kind === 'line') return ask.among.findIndex((line) => isMistaken(passOf(revealed), line)) + 1;
  if (ask.of === undefined) {
    const numbers = ask.options.map((option) => choiceValue(option, revealed));
    return ask.pick === 'largest' ? Math.max(...numbers) : Math.min(...numbers);
  }
  return valueInRound(revealed, ask.of) ?? Number.NaN;
}

/** The number that a choice stands for: the product of its quantities. */
export function choiceValue(choice: Choice, revealed: State): number {
  return choice.is.reduce((product, name) => product * (valueInRound(revealed, name) ?? Number.NaN), 1);
}

/** Whether a choice is the true one: its number is the engine's, but for the rounding of the last bits. */
export function isRightChoice(ask: Ask, choice: Choice, revealed: State): boolean {
  const truth = truthOf(ask, revealed);
  return isSame(choiceValue(choice, revealed), truth);
}

const isSame = (value: number, truth: number): boolean =>
  Math.abs(value - truth) <= 1e-12 * Math.max(Math.abs(truth), Number.MIN_VALUE);

/**
 * A number as people type it: `-.0289`, `−0.0289`, `-2.89e-2`, full-width digits, `3/4`. Undefined for anything else.
 * `unit` is what one step of the last typed digit is worth, 0 for a fraction.
 */
export function readNumber(text: string): {readonly value: number; readonly unit: number} | undefined {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[−–—﹣]/g, '-')
    .replaceAll('，', ',')
    .trim();
  const parts = plain.split('/').map((part) => readDecimal(part.trim()));
  const [first, second] = parts;
  if (first === undefined || parts.length > 2) return undefined;
  if (parts.length === 1) return first;
  if (second === undefined) return undefined;
  const value = first.value / second.value;
  return Number.isFinite(value) ? {value, unit: 0} : undefined;
}

function readDecimal(text: string): {readonly value: number; readonly unit: number} | undefined {
  const match = /^[+-]?(?:\d+(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
  if (match === null || !Number.isFinite(Number(text))) return undefined;
  const decimals = (match[1] ?? match[2] ?? '').length;
  return {value: Number(text), unit: 10 ** (Number(match[3] ?? 0) - decimals)};
}

/** Whether a typed number is right: to within one unit of its last digit, and never further off than a twentieth. */
export function isRightNumber(
  typed: {readonly value: number; readonly unit: number},
  truth: number,
): boolean {
  const off = Math.abs(typed.value - truth);
  const exactEnough = Math.max(typed.unit, Math.abs(truth) * 1e-9);
  return off <= exactEnough * (1 + 1e-9) && off <= Math.abs(truth) / 20;
}

/** The sign that was typed: −1, 0 or 1. */
export function readSign(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim();
  if (/^[-−–—]$/.test(plain)) return -1;
  if (plain === '+') return 1;
  return plain === '0' ? 0 : undefined;
}

/** The reply to a typed answer; undefined where the text is no answer to this kind of question. */
export function replyTo(ask: Ask, text: string, revealed: State): Reply | undefined {
  const truth = truthOf(ask, revealed);
  const answered = (right: boolean, slips: () => readonly Slip[] = () => []): Reply => ({
    kind: 'answered',
    text,
    right,
    truth,
    slips: right ? [] : slips(),
  });
  switch (ask.kind) {
    case 'number': {
      const typed = readNumber(text);
      if (typed === undefined) return undefined;
      return answered(isRightNumber(typed, truth), () =>
        closest(
          slipsAt(revealed, ask.of).filter(({value}) => isRightNumber(typed, value)),
          typed.value,
        ),
      );
    }
    case 'sign': {
      const typed = readSign(text);
      if (typed === undefined) return undefined;
      return answered(typed === Math.sign(truth), () => behindSign(slipsAt(revealed, ask.of), typed));
    }
    case 'choice': {
      const choice = ask.options[Number(text) - 1];
      if (choice === undefined) return undefined;
      return answered(isRightChoice(ask, choice, revealed), () => {
        if (ask.of === undefined) return [];
        const chosen = choiceValue(choice, revealed);
        return closest(
          slipsAt(revealed, ask.of).filter(({value}) => isSame(chosen, value)),
          chosen,
        );
      });
    }
    case 'line':
      return ask.among[Number(text) - 1] === undefined ? undefined : answered(Number(text) === truth);
  }
}
