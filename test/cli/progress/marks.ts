import fc from 'fast-check';
import {type Mark, outcomes} from '../../../src/session/progress.ts';

const lesson = fc.constantFrom('one-round', 'two-outputs', '/home/甲/my lesson.yaml');
const step = fc.integer({min: 1, max: 40});

/** Marks that nothing undoes: in whatever order they come, the same is known afterwards. */
export const lastingMark: fc.Arbitrary<Mark> = fc.oneof(
  fc.record({kind: fc.constant('done' as const), lesson}),
  fc.record({kind: fc.constant('answer' as const), lesson, step, outcome: fc.constantFrom(...outcomes)}),
);

export const anyMark: fc.Arbitrary<Mark> = fc.oneof(
  {weight: 6, arbitrary: lastingMark},
  {weight: 3, arbitrary: fc.record({kind: fc.constant('step' as const), lesson, step})},
  fc.record({
    kind: fc.constant('answer' as const),
    lesson,
    step,
    outcome: fc.constant('right' as const),
    text: fc.string(),
  }),
  fc.record({kind: fc.constantFrom('again' as const, 'reset' as const), lesson}),
  fc.constant({kind: 'reset' as const}),
);
