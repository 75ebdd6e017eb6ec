import type {ClassState, Student} from '../session/class/classState.ts';
import {nameKey} from './names.ts';
import {isSameSecret} from './secrets.ts';

/** Why somebody may not come in under a name. */
export type Refusal = 'taken' | 'full' | 'removed';

/** What a student shows to come back under a name. */
export interface Proof {
  readonly word?: string;
  /** Fingerprint of a key that was proved. */
  readonly key?: string;
}

/** Names that a class may have for each student that may be connected: whoever comes and goes fills no memory. */
const NAMES_PER_SEAT = 4;

/**
 * Why somebody may not come in under a name, if so. A name is nobody's until its first owner has come in.
 * @param present the keys of the names of those who are connected
 */
export function refusalOf(
  {students}: Pick<ClassState, 'students'>,
  present: {readonly size: number; has(key: string): boolean},
  maxStudents: number,
  name: string,
  proof: Proof,
): Refusal | undefined {
  const key = nameKey(name);
  const known = students.get(key);
  if (known?.removed === true) return 'removed';
  if (known !== undefined && !isProved(known, proof)) return 'taken';
  if (present.has(key)) return undefined;
  const isFull =
    present.size >= maxStudents || (known === undefined && students.size >= maxStudents * NAMES_PER_SEAT);
  return isFull ? 'full' : undefined;
}

function isProved({word, key}: Student, proof: Proof): boolean {
  if (key !== undefined && proof.key !== undefined && isSameSecret(key, proof.key)) return true;
  return proof.word !== undefined && isSameSecret(word, proof.word.trim().toLowerCase());
}
