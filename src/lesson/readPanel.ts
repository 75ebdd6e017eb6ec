import {output, parseQuantity, type Quantity} from '../engine/quantity.ts';
import type {Panel, RunName} from './lesson.ts';
import {limits} from './limits.ts';
import {type ProblemDetail, shorten} from './problem.ts';
import type {Salvaged} from './salvage.ts';
import type {PanelFile} from './schema.ts';
import type {Scope} from './scope.ts';
import type {Path} from './source.ts';

/** What a step's panel is read by. All paths begin at the panel. */
export interface PanelContext {
  /** The run on screen. */
  readonly current: RunName;
  /** The scope of a run; undefined where its net is not known: then its names are not checked. */
  scopeOf(run: RunName): Scope | undefined;
  complain(path: Path, detail: ProblemDetail): void;
  /** The canonical name of a quantity of the pass on screen. */
  quantity(name: string, path: Path): Quantity;
  /** Names of runs, each of them once. */
  runs(names: readonly (string | undefined)[], path: Path): readonly RunName[];
}

/** A panel with all that it shows, or undefined where that cannot be read. */
export function readPanel(file: Salvaged<PanelFile>, context: PanelContext): Panel | undefined {
  const given = typeof file === 'string' ? {kind: file} : file;
  const several = (): readonly RunName[] => {
    const runs = 'runs' in given ? given.runs : undefined;
    return runs === undefined ? [context.current] : context.runs(runs, ['runs']);
  };
  switch (given.kind) {
    case 'working':
    case 'table':
      return {kind: given.kind};
    case 'check':
      return check(context);
    case 'layers':
      if (scopeIsFunction(context)) context.complain([], {code: 'not-with-function', key: 'layers'});
      return {kind: given.kind, runs: several()};
    case 'loss':
    case 'operations':
      return {kind: given.kind, runs: several()};
    case 'map':
      if (scopeIsFunction(context)) {
        context.complain([], {code: 'not-with-function', key: 'map'});
        return undefined;
      }
      return map('of' in given && typeof given.of === 'string' ? given.of : undefined, context);
    case 'contributions': {
      if (scopeIsFunction(context)) {
        context.complain([], {code: 'not-with-function', key: 'contributions'});
        return undefined;
      }
      const layer = 'layer' in given ? given.layer : undefined;
      return contributions(layer, ('rule' in given && given.rule) || 'exact', context);
    }
    case 'paths': {
      if ('of' in given && Array.isArray(given.of)) return paths(given.of, several(), context);
      if (typeof file === 'string') context.complain([], {code: 'missing-key', key: 'of'});
      return undefined;
    }
    default:
      return undefined;
  }
}

const scopeIsFunction = ({current, scopeOf}: PanelContext): boolean => scopeOf(current)?.isFunction === true;

function check({current, scopeOf, complain}: PanelContext): Panel {
  const layers = scopeOf(current)?.layers ?? [];
  const weights = layers.slice(1).reduce((sum, {length}, i) => sum + length * layers[i]!.length, 0);
  if (weights > limits.checked)
    complain([], {code: 'check-too-large', found: weights, limit: limits.checked});
  return {kind: 'check'};
}

function map(written: string | undefined, {current, scopeOf, complain, quantity}: PanelContext): Panel {
  const scope = scopeOf(current);
  const inputs = scope?.layers[0]?.length;
  if (inputs !== undefined && inputs !== 2) complain([], {code: 'map-inputs', found: inputs});
  if (written === undefined) return {kind: 'map', of: output(scope?.layers.at(-1)?.[0] ?? '')};
  const of = quantity(written, ['of']);
  if (scope?.resolve(written) !== undefined && parseQuantity(of)?.kind !== 'output')
    complain(['of'], {code: 'not-an-output', name: shorten(written)});
  return {kind: 'map', of};
}

function contributions(
  written: number | undefined,
  rule: 'exact' | 'proportional',
  {current, scopeOf, complain}: PanelContext,
): Panel {
  const hidden = (scopeOf(current)?.layers.length ?? 3) - 2;
  const layer = written ?? hidden;
  const found = {kind: 'number', text: String(layer)} as const;
  if (hidden === 0) complain([], {code: 'no-hidden-layer'});
  else if (layer > hidden) complain(['layer'], {code: 'out-of-range', found, relation: '≤', bound: hidden});
  return {kind: 'contributions', layer, rule};
}

function paths(
  written: readonly (string | undefined)[],
  runs: readonly RunName[],
  {current, scopeOf, complain, quantity}: PanelContext,
): Panel | undefined {
  const [x, y] = written.map((name, i) => name && quantity(name, ['of', i]));
  if (!x || !y) return undefined;
  const isKnown = (run: RunName, name: Quantity): boolean => scopeOf(run)?.resolve(name) !== undefined;
  for (const [i, name] of [x, y].entries()) {
    if (!isKnown(current, name)) continue;
    const kind = parseQuantity(name)?.kind;
    if (kind !== 'weight' && kind !== 'bias' && kind !== 'node')
      complain(['of', i], {code: 'not-a-parameter', name: shorten(written[i] ?? name)});
    for (const run of runs)
      if (scopeOf(run) !== undefined && !isKnown(run, name))
        complain(['runs'], {code: 'unknown-quantity', name: `${name}@${run}`});
  }
  return {kind: 'paths', of: [x, y], runs};
}
