import type {ReactElement} from 'react';
import {createNotation, type Notation} from '../../session/notation.ts';
import type {Play} from '../../session/play/play.ts';
import {type SeedTrial, type SeedTrials, seedTrials, triedFurther} from '../../session/play/seedTrials.ts';
import {middleOf} from '../../session/sampleMeasures.ts';
import {wrapText} from '../../session/wrap.ts';
import {withFittingDigits} from '../fittingDigits.ts';
import type {Line} from '../paint.ts';
import type {Look} from '../scene.ts';
import {alignNumbers, fitTable, namesWithMarks, type TableContent} from '../tablePanel.tsx';
import {screenWords} from '../words.ts';
import {pageBars, pageRoom, pageText} from './page.ts';
import {pageWords, type SeedWords} from './pageWords.ts';
import {TablePage} from './tablePage.tsx';

/** The same net from many seeds: how often it learns, as a table that fills while one looks. */
export interface SeedPage {
  readonly kind: 'seeds';
  readonly trials: SeedTrials;
  /** The chosen row. */
  readonly chosen: number;
}

export const seedsFrom = (play: Play): SeedPage => ({kind: 'seeds', trials: seedTrials(play), chosen: 0});

/** The page after one more piece of work. */
export const seedsFurther = (page: SeedPage, work: number): SeedPage => ({
  ...page,
  trials: triedFurther(page.trials, work),
});

/** The chosen row so many further; at the ends the same. */
export const seedAt = (page: SeedPage, by: number): SeedPage => ({
  ...page,
  chosen: Math.max(0, Math.min(page.chosen + by, page.trials.done.length - 1)),
});

export function SeedView({
  page,
  now,
  look,
}: {
  readonly page: SeedPage;
  readonly now: Play;
  readonly look: Look;
}): ReactElement {
  const {columns, language, ascii} = look;
  const words = pageWords[language].seeds;
  const {trials} = page;
  const {recipe} = now;
  const subject = `${recipe.net} ${recipe.activation} · ${recipe.optimizer} ${recipe.rate} · ${recipe.data}`;
  const title = pageText(`${words.title(trials.wanted)} · ${subject}`, look);
  const {header, footer} = pageBars(title, [], trials.now === undefined ? words.keys : words.stopKeys, look);
  const above = wrapText(pageText(goalText(page, now, look), look), columns - 2).map(
    (text): Line => [{text: ` ${text}`, role: 'dim'}],
  );
  const below = wrapText(pageText(sumText(trials, words), look), columns - 2).map(
    (text): Line => [{text: ` ${text}`, role: 'title'}],
  );
  const height = pageRoom(look) - above.length - below.length;
  const {names} = now.state.start.setup;
  const table = withFittingDigits((notation) => tableOf(page, notation, words), columns, {
    digits: look.digits,
    words: screenWords[language],
    notation: (fewer) => createNotation(names, language, fewer, ascii),
  });
  const layout = fitTable(table, {width: columns, height});
  return (
    <TablePage
      above={[header, ...above]}
      table={layout}
      height={height}
      below={[...below, footer]}
      look={look}
    />
  );
}

function goalText({trials: {goal}}: SeedPage, {state}: Play, {language, digits}: Look): string {
  const words = pageWords[language].seeds;
  const {samples, network, names} = state.start.setup;
  const {number} = createNotation(names, language, digits, false);
  const learned =
    goal.below !== undefined
      ? words.below(number(goal.below))
      : network.outputs.length > 1
        ? words.largest
        : words.side(number(middleOf(samples)));
  return learned + words.asked(goal.rounds);
}

function sumText({done, wanted}: SeedTrials, words: SeedWords): string {
  const took = done
    .filter(({outcome}) => outcome === 'learned')
    .map(({rounds}) => rounds)
    .sort((a, b) => a - b);
  const sum = words.sum(took.length, done.length, wanted);
  return took.length === 0
    ? sum
    : `${sum} · ${words.took(took[0]!, took[Math.floor((took.length - 1) / 2)]!, took.at(-1)!)}`;
}

function tableOf(
  {trials: {done, now: running, goal}, chosen}: SeedPage,
  {number, text, digits, ascii}: Notation,
  words: SeedWords,
): TableContent {
  const {heads, outcomes} = words;
  const ended = (value: (trial: SeedTrial) => string, ongoing: string): readonly string[] => [
    ...done.map(value),
    ...(running === undefined ? [] : [ongoing]),
  ];
  const marked = new Set(done.length === 0 ? [] : [chosen]);
  const seeds = ended(({recipe}) => recipe.seed, running?.play.recipe.seed ?? '');
  const longest = Math.max(0, ...seeds.map(({length}) => length));
  const right = ended(({right, size}) => `${right}/${size}`, text('–'));
  return {
    title: text(words.table),
    columns: [
      {
        heading: heads.seed,
        texts: namesWithMarks(
          seeds.map((seed) => seed.padStart(longest)),
          marked,
          ascii,
        ),
        side: 'start',
      },
      {heading: heads.rounds, texts: ended(({rounds}) => String(rounds), String(running?.start.done ?? 0))},
      {
        heading: heads.loss,
        role: 'value',
        texts: alignNumbers(
          ended(({loss}) => (Number.isFinite(loss) ? number(loss) : text('–')), text('–')),
          digits,
        ),
      },
      ...(goal.below === undefined ? [{heading: heads.right, texts: right}] : []),
      {
        heading: heads.outcome,
        texts: ended(({outcome}) => text(outcomes[outcome]), text(outcomes.now)),
        side: 'start',
      },
    ],
    marked,
    below: [],
    more: (hidden) => [{text: text(` ${words.more(hidden)}`), role: 'dim'}],
  };
}
