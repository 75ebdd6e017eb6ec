import type {Expression} from '../engine/expression.ts';
import {createFunction} from '../engine/functionGraph.ts';
import {createNetwork, type NetworkShape} from '../engine/network.ts';
import {type Lesson, MAIN} from '../lesson/lesson.ts';

/*
 * A shipped lesson is read and checked when the program is built, and lies beside it as JSON: reading YAML and checking every
 * value of it takes longer than everything else that happens before the first frame.
 */
interface Packed {
  /** The text of the lesson's file that this was made of. */
  readonly text: string;
  /** Without its setup, which is that of its main run. */
  readonly lesson: Omit<Lesson, 'setup'>;
}

/** What JSON has no way to write stands as a map with one key, `$` and its kind. */
const made = {
  $map: (entries: [unknown, unknown][]) => new Map(entries),
  $set: (items: unknown[]) => new Set(items),
  // Far shorter than all that follows from it.
  $network: (shape: NetworkShape) => createNetwork(shape),
  $function: ({expression, given}: {expression: Expression; given: readonly string[]}) =>
    createFunction(expression, given),
  $number: Number,
} as const;

/** The lesson as JSON, together with the text that it was read from. */
export function pack(text: string, {setup: _, ...lesson}: Lesson): string {
  const packed: Packed = {text, lesson};
  return JSON.stringify(packed, (_key, value: unknown) => {
    if (value instanceof Map) return {$map: [...value]};
    if (value instanceof Set) return {$set: [...value]};
    if (isObject(value) && 'parameterIndex' in value) {
      const {expression, inputs} = value;
      if (expression !== undefined) return {$function: {expression, given: inputs}};
      const {layers, activations, loss, biased} = value;
      return {$network: {layers, activations, loss, biased}};
    }
    return Object.is(value, -0) ? {$number: '-0'} : value;
  });
}

/**
 * The lesson that was packed; undefined where its file has another text by now.
 * @param json what `pack` made: it is not checked again
 */
export function unpack(json: string, text: string): Lesson | undefined {
  const packed: Packed = JSON.parse(json);
  if (packed.text !== text) return undefined;
  const {runs, ...lesson}: Packed['lesson'] = revive(packed.lesson);
  const setup = runs.get(MAIN)?.setup;
  return setup && {...lesson, setup, runs};
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Puts back, in place, what JSON could not write. (JSON's own reviver is called for every number and text, and takes twice as long.) */
function revive<T>(value: T): T {
  if (!isObject(value)) return value;
  for (const key of Object.keys(value)) {
    const inner = revive(value[key]);
    if (key in made) return (made[key as keyof typeof made] as (inner: unknown) => T)(inner);
    (value as Record<string, unknown>)[key] = inner;
  }
  return value;
}
