import type {Language} from '../../lesson/lesson.ts';
import {type ClassState, countedIn, type Given} from './classState.ts';

const HEAD = ['name', 'step', 'title', 'kind', 'answer', 'truth', 'outcome', 'mistake', 'late'];

/** The class's answers as CSV: a line for every student and every question. */
export function handInCsv(state: ClassState, language: Language): string {
  const questions = state.lesson.steps.flatMap(({ask, title}, step) =>
    ask === undefined ? [] : [{step, kind: ask.kind, title: title[language]}],
  );
  const lines = countedIn(state).flatMap(({name, answers}) =>
    questions.map(({step, kind, title}) => [
      name,
      String(step + 1),
      title,
      kind,
      ...cellsOf(answers.get(step)),
    ]),
  );
  return [HEAD, ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

function cellsOf(given: Given | undefined): readonly string[] {
  if (given === undefined) return ['', '', 'none', '', ''];
  const {reply, late} = given;
  const end = late ? 'yes' : 'no';
  if (reply.kind === 'skipped') return ['', '', 'skipped', '', end];
  const {text, truth, right, slips} = reply;
  const mistakes = slips.map(({mistake}) => mistake).join(' ');
  return [text.normalize('NFKC').trim(), String(truth), right ? 'right' : 'wrong', mistakes, end];
}

/** A cell that no spreadsheet takes for a formula: one that is no number but begins like one gets an apostrophe. */
function quoted(cell: string): string {
  const isNumber = /^[-+]?(?:[\d.]+(?:e[-+]?\d+)?(?:\/[\d.]+)?)?$/i.test(cell);
  const safe = /^[-=+@\t\r]/.test(cell) && !isNumber ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
