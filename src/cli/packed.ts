import type {Lesson} from '../lesson/lesson.ts';

/*
 * A shipped lesson is read and checked when the program is built, and lies beside it as JSON: reading YAML and checking every
 * value of it takes longer than everything else that happens before the first frame.
 */
interface Packed {
  /** The text of the lesson's file that this was made of. */
  readonly text: string;
  readonly lesson: Lesson;
}

/** The lesson as JSON, together with the text that it was read from. */
export function pack(text: string, lesson: Lesson): string {
  const packed: Packed = {text, lesson};
  return JSON.stringify(packed, (_key, value: unknown) => {
    if (value instanceof Map) return {$map: [...value]};
    if (value instanceof Set) return {$set: [...value]};
    return Object.is(value, -0) ? {$number: '-0'} : value;
  });
}

/**
 * The lesson that was packed; undefined where its file has another text by now.
 * @param json what `pack` made: it is not checked again
 */
export function unpack(json: string, text: string): Lesson | undefined {
  const packed: Packed = JSON.parse(json, (_key, value) => {
    if (Array.isArray(value?.$map)) return new Map(value.$map);
    if (Array.isArray(value?.$set)) return new Set(value.$set);
    return value?.$number === '-0' ? -0 : value;
  });
  return packed.text === text ? packed.lesson : undefined;
}
