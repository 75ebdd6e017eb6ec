import type {SolvedRound} from './rounds.ts';

/** `{"rounds": [{"sample": 0, "values": {"a.x": 1, …}}, …]}`, a line for each round. A number that is not finite is null. */
export function* solvedJson(rounds: Iterable<SolvedRound>): Generator<string> {
  let before = '{"rounds": [\n';
  for (const {sample, pass} of rounds) {
    const values = Array.from(
      pass.values,
      ([name, value]) => `${JSON.stringify(name)}: ${jsonNumber(value)}`,
    );
    yield `${before}{"sample": ${sample}, "values": {${values.join(', ')}}}`;
    before = ',\n';
  }
  yield '\n]}\n';
}

/** All of the double: `JSON.stringify` drops the sign of −0. */
export const jsonNumber = (value: number): string => (Object.is(value, -0) ? '-0' : JSON.stringify(value));
