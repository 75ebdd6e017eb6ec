import * as z from 'zod/mini';
import {nearest} from './nearest.ts';
import {type Collector, foundAt, type ProblemDetail, type Wanted} from './problem.ts';
import {wanted} from './schema.ts';
import type {Node} from './tree.ts';

/** What could be read of a value: any field of it may be missing, any item of a list be a hole. */
export type Salvaged<T> = T extends string | number | boolean
  ? T
  : T extends readonly (infer Item)[]
    ? readonly (Salvaged<Item> | undefined)[]
    : {readonly [Key in keyof T]?: Salvaged<T[Key]> | undefined};

type Schema = z.core.$ZodTypes;

/**
 * Reads a value that the schema refuses: tells the collector what is wrong with it, and returns what is right. It looks at each
 * part alone, so that one wrong part hides no other.
 */
export function salvage<T extends z.core.$ZodType>(
  schema: T,
  node: Node,
  collector: Collector,
): Salvaged<z.core.output<T>> | undefined {
  // The walk over schemas knows no types; here it meets the type that it has walked over.
  return read(schema, node, collector) as Salvaged<z.core.output<T>> | undefined;
}

function read(of: z.core.$ZodType, node: Node, collector: Collector): unknown {
  const schema = known(of);
  const {def} = schema._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
      return read(def.innerType, node, collector);
    case 'object':
      return readObject(def, node, collector);
    case 'record':
      return readRecord(def, node, collector);
    case 'array':
      return readArray(schema, def, node, collector);
    case 'tuple':
      return readTuple(def, node, collector);
    case 'union':
      return readUnion(schema, def, node, collector);
    default:
      return readLeaf(schema, node, collector);
  }
}

/** zod's own list of its schemas, which can be told apart by `def.type`. */
const known = (schema: z.core.$ZodType): Schema => schema as Schema;

function readObject({shape}: z.core.$ZodObjectDef, node: Node, collector: Collector): unknown {
  if (node.kind !== 'map') return wrongType('map', node, collector);
  const keys = Object.keys(shape);
  const made: Record<string, unknown> = {};
  for (const key of keys) {
    const field = known(shape[key]!);
    const entry = node.entries.get(key);
    if (entry !== undefined) made[key] = read(field, entry.value, collector);
    else if (field._zod.def.type === 'default') made[key] = field._zod.def.defaultValue;
    else if (field._zod.optin === undefined)
      collector.add(node.from, {code: 'missing-key', key, ...wantedOf(field)});
  }
  for (const [key, {key: at}] of node.entries)
    if (!keys.includes(key)) {
      const meant = nearest(key, keys);
      collector.add(at.from, {
        code: 'unknown-key',
        key,
        known: keys,
        ...(meant !== undefined && {nearest: meant}),
      });
    }
  return made;
}

function readRecord({valueType}: z.core.$ZodRecordDef, node: Node, collector: Collector): unknown {
  if (node.kind !== 'map') return wrongType('map', node, collector);
  const made: Record<string, unknown> = Object.create(null);
  for (const [key, {value}] of node.entries) made[key] = read(valueType, value, collector);
  return made;
}

function readArray(
  schema: Schema,
  {element}: z.core.$ZodArrayDef,
  node: Node,
  collector: Collector,
): unknown {
  if (node.kind !== 'list') return wrongType('list', node, collector);
  // Too long is said once, and not read: nobody wants the problems of a million items.
  const bounds = countProblem(schema, node.items.length);
  if (bounds !== undefined) {
    collector.add(node.from, bounds);
    if (bounds.relation === '≤') return undefined;
  }
  return node.items.map((item) => read(element, item, collector));
}

function countProblem(schema: Schema, found: number): (ProblemDetail & {code: 'wrong-count'}) | undefined {
  for (const check of schema._zod.def.checks ?? []) {
    const rule: unknown = check._zod.def;
    if (!isRule(rule)) continue;
    const {minimum = 0, maximum = Number.POSITIVE_INFINITY} = rule;
    if (found < minimum) return {code: 'wrong-count', found, relation: '≥', bound: minimum};
    if (found > maximum) return {code: 'wrong-count', found, relation: '≤', bound: maximum};
  }
  return undefined;
}

const isRule = (rule: unknown): rule is {readonly minimum?: number; readonly maximum?: number} =>
  typeof rule === 'object' && rule !== null && ('minimum' in rule || 'maximum' in rule);

function readTuple({items}: z.core.$ZodTupleDef, node: Node, collector: Collector): unknown {
  if (node.kind !== 'list') return wrongType('list', node, collector);
  if (node.items.length !== items.length) {
    collector.add(node.from, {
      code: 'wrong-count',
      found: node.items.length,
      relation: '=',
      bound: items.length,
    });
    return undefined;
  }
  return node.items.map((item, i) => read(items[i]!, item, collector));
}

function readUnion(schema: Schema, def: z.core.$ZodUnionDef, node: Node, collector: Collector): unknown {
  const options = def.options.map(known);
  if ('discriminator' in def && typeof def.discriminator === 'string')
    return readByKind(options, def.discriminator, node, collector);
  const fitting = options.filter((option) => fits(option, node));
  if (fitting.length === 1) return read(fitting[0]!, node, collector);
  // Of several maps: the one whose keys are there.
  const [best] = fitting
    .filter((option) => option._zod.def.type === 'object')
    .sort((a, b) => sharedKeys(b, node) - sharedKeys(a, node));
  if (best !== undefined) return read(best, node, collector);
  // A text where only certain ones are known; where a number could stand too, both are to be told.
  const choice = options.find(
    (option) => option._zod.def.type === 'enum' || option._zod.def.type === 'literal',
  );
  const isAlone = options.every((option) => option._zod.def.type !== 'number');
  if (node.kind === 'scalar' && typeof node.value === 'string' && choice !== undefined && isAlone)
    return readLeaf(choice, node, collector);
  return wrongType(wantedBy(schema), node, collector);
}

function readByKind(
  options: readonly Schema[],
  discriminator: string,
  node: Node,
  collector: Collector,
): unknown {
  if (node.kind !== 'map') return wrongType('map', node, collector);
  const entry = node.entries.get(discriminator);
  if (entry === undefined) {
    collector.add(node.from, {code: 'missing-key', key: discriminator});
    return undefined;
  }
  const kind = entry.value.kind === 'scalar' ? entry.value.value : undefined;
  const option = options.find(({_zod}) => kind !== undefined && _zod.propValues?.[discriminator]?.has(kind));
  if (option !== undefined) return read(option, node, collector);
  const kinds = options.flatMap(({_zod}) => [...(_zod.propValues?.[discriminator] ?? [])].map(String));
  const found = foundAt(entry.value);
  const meant = nearest(found.text, kinds);
  collector.add(entry.value.from, {
    code: 'not-one-of',
    options: kinds,
    found,
    ...(meant !== undefined && {nearest: meant}),
  });
  return undefined;
}

/** Whether a schema asks for this kind of value at all. */
function fits(schema: Schema, node: Node): boolean {
  const {def} = schema._zod;
  switch (def.type) {
    case 'object':
    case 'record':
      return node.kind === 'map';
    case 'array':
    case 'tuple':
      return node.kind === 'list';
    case 'union':
      return def.options.some((option) => fits(known(option), node));
    case 'number':
      return node.kind === 'scalar' && typeof node.value === 'number';
    case 'string':
      return node.kind === 'scalar' && typeof node.value === 'string';
    default:
      return node.kind === 'scalar' && z.safeParse(schema, node.value).success;
  }
}

/** How many of a schema's keys are there; one that it cannot do without counts twice. */
function sharedKeys(schema: Schema, node: Node): number {
  const {def} = schema._zod;
  if (def.type !== 'object' || node.kind !== 'map') return 0;
  return Object.entries(def.shape)
    .filter(([key]) => node.entries.has(key))
    .reduce((sum, [, field]) => sum + (known(field)._zod.optin === undefined ? 2 : 1), 0);
}

function wrongType(wanted: Wanted, node: Node, collector: Collector): undefined {
  collector.add(node.from, {code: 'wrong-type', wanted, found: foundAt(node)});
  return undefined;
}

function readLeaf(schema: Schema, node: Node, collector: Collector): unknown {
  if (node.kind !== 'scalar') return wrongType(wantedBy(schema), node, collector);
  const {success, data, error} = z.safeParse(schema, node.value);
  if (success) return data;
  for (const issue of error.issues.slice(0, 1)) collector.add(node.from, leafProblem(schema, issue, node));
  return undefined;
}

function leafProblem(schema: Schema, issue: z.core.$ZodIssue, node: Node & {kind: 'scalar'}): ProblemDetail {
  const found = foundAt(node);
  switch (issue.code) {
    case 'invalid_type':
      return typeof node.value === 'number' && !Number.isFinite(node.value)
        ? {code: 'not-finite', found}
        : {code: 'wrong-type', wanted: issue.expected === 'int' ? 'whole number' : wantedBy(schema), found};
    case 'too_small':
      return issue.origin === 'string'
        ? {code: 'blank-text'}
        : {code: 'out-of-range', found, relation: issue.inclusive ? '≥' : '>', bound: Number(issue.minimum)};
    case 'too_big':
      return issue.origin === 'string'
        ? {code: 'wrong-length', found: String(node.value).length, limit: Number(issue.maximum)}
        : {code: 'out-of-range', found, relation: issue.inclusive ? '≤' : '<', bound: Number(issue.maximum)};
    case 'invalid_format':
      return String(node.value).trim() === '' ? {code: 'blank-text'} : {code: 'bad-id', name: found.text};
    case 'invalid_value': {
      const options = issue.values.map((value) => (typeof value === 'number' ? value : String(value)));
      const meant = nearest(node.text, options.map(String));
      return {code: 'not-one-of', options, found, ...(meant !== undefined && {nearest: meant})};
    }
    default:
      return {code: 'invalid', message: issue.message};
  }
}

const wantedOf = (schema: Schema): {wanted?: Wanted} => {
  const it = wantedBy(schema);
  return it === 'value' ? {} : {wanted: it};
};

/** What kind of value a schema asks for, in a message. */
function wantedBy(schema: Schema): Wanted {
  const named = wanted.get(schema);
  if (named !== undefined) return named;
  const {def} = schema._zod;
  switch (def.type) {
    case 'optional':
    case 'default':
      return wantedBy(known(def.innerType));
    case 'number':
      return 'format' in def ? 'whole number' : 'number';
    case 'string':
      return 'text';
    case 'array':
    case 'tuple':
      return 'list';
    case 'object':
    case 'record':
      return 'map';
    case 'union':
      return 'discriminator' in def ? 'map' : 'value';
    default:
      return 'value';
  }
}

/** The value with its defaults where nothing of it is missing. */
export function complete<T extends z.core.$ZodType>(schema: T, value: unknown): z.core.output<T> | undefined {
  const result = z.safeParse(schema, value);
  return result.success ? result.data : undefined;
}
