import type {Setup} from '../../lesson/lesson.ts';
import type {SolvedRound} from './rounds.ts';

/**
 * A row for each round and a column for each quantity, for a spreadsheet (RFC 4180). The columns before the quantities are the round, from 1,
 * the sample's index, from 0, and the sample's name where any sample has one. All digits; what is not finite is NaN or Infinity.
 */
export function* solvedCsv(setup: Setup, rounds: Iterable<SolvedRound>): Generator<string> {
  const named = setup.samples.some(({name}) => name !== undefined);
  let heads: readonly string[] | undefined;
  for (const {number, sample, pass} of rounds) {
    if (heads === undefined) {
      heads = ['round', 'sample', ...(named ? ['name'] : []), ...pass.values.keys()];
      yield row(heads);
    }
    const name = named ? [setup.samples[sample]?.name ?? ''] : [];
    yield row([String(number), String(sample), ...name, ...Array.from(pass.values.values(), csvNumber)]);
  }
}

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const csvNumber = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));
