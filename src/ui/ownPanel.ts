import type {Lesson, Panel} from '../lesson/lesson.ts';
import type {Scene} from '../session/player.ts';
import {checkView} from '../session/view/check.ts';
import {compareView} from '../session/view/compare.ts';
import {contributionsView, type Rule} from '../session/view/contributions.ts';
import {layersView} from '../session/view/layers.ts';
import {mapView} from '../session/view/map.ts';
import {operationsView} from '../session/view/operations.ts';
import {pathsView} from '../session/view/paths.ts';
import {checkTable} from './checkTable.ts';
import {compareLines} from './compareLines.ts';
import {contributionsTable} from './contributionsTable.ts';
import {type Writing, withFittingDigits} from './fittingDigits.ts';
import {layersHeight, layersPanel} from './layersPanel.ts';
import {mapLines} from './mapLines.ts';
import {operationsTable} from './operationsTable.ts';
import type {PanelContent} from './panel.tsx';
import {pathLines} from './pathLines.ts';
import type {Height} from './screenPlan.ts';
import {
  fitTable,
  type ScrollRange,
  TABLE_FRAME,
  type TableContent,
  type TableLayout,
  type TableSize,
} from './tablePanel.tsx';

/** A panel that a step brings along, beside those that are always there. */
export interface OwnPanel {
  /** Beside the net, or below it. */
  readonly place: 'side' | 'lower';
  /** Whether it shows losses, so that the usual loss panel would say the same again. */
  readonly showsLoss: boolean;
  /** Whether it can show another rule. */
  readonly hasRules: boolean;
  /** Lines that it needs to show what the step wants, and those that it can use, its borders included. */
  height(width: number): Height;
  layout(size: TableSize, scroll: number): OwnLayout;
}

export type OwnLayout =
  | (PanelContent & {readonly kind: 'lines'; readonly scrolls: ScrollRange})
  /** One under the other. */
  | {
      readonly kind: 'tables';
      readonly tables: readonly {readonly layout: TableLayout; readonly height: number}[];
      readonly scrolls: ScrollRange;
    };

export interface OwnPanelSettings extends Writing {
  readonly lesson: Pick<Lesson, 'runs'>;
  readonly color: boolean;
  /** Whether the learner wants the other rule than the step's. */
  readonly otherRule: boolean;
}

/** A panel that is wanted beside the usual ones; undefined where none is, or one that is always there. */
export function ownPanelOf(
  panel: Panel | undefined,
  {state, focus}: Pick<Scene, 'state' | 'focus'>,
  settings: OwnPanelSettings,
): OwnPanel | undefined {
  const {lesson, digits, words, color} = settings;
  const notation = settings.notation(digits);
  switch (panel?.kind) {
    case undefined:
    case 'working':
    case 'table':
      return undefined;
    case 'loss': {
      if (panel.runs.length === 1 && panel.runs[0] === state.run) return undefined;
      const view = compareView(state, lesson, panel.runs, notation);
      return {
        ...ofLines('lower', {enough: 10, most: 13}, ({width, height}) => ({
          title: words.panels.loss,
          lines: compareLines(view, {width, height, notation, words}),
        })),
        showsLoss: true,
      };
    }
    case 'map': {
      const view = mapView(state, panel.of);
      if (view === undefined) return undefined;
      const title = `${words.panels.map} ${notation.symbol(panel.of)}`;
      return pictureOf(({width, height}) => ({
        title,
        lines: mapLines(view, {width, height, notation, words, color}),
      }));
    }
    case 'paths': {
      const view = pathsView(state, lesson, panel.of, panel.runs, notation);
      if (view === undefined) return undefined;
      return pictureOf(({width, height}) => ({
        title: words.panels.paths,
        lines: pathLines(view, {width, height, notation, words, color}),
      }));
    }
    case 'layers': {
      const view = layersView(state, lesson, panel.runs, notation);
      const lines = layersHeight(view) + 2;
      return ofLines('lower', {enough: lines, most: lines}, (size) =>
        layersPanel(view, {...size, notation, words}),
      );
    }
    case 'operations': {
      const view = operationsView(state, lesson, panel.runs, notation);
      return ofTables((width) => [operationsTable(view, width, notation, words)]);
    }
    case 'check':
      return ofTables((width) => [
        withFittingDigits(
          (written) => checkTable(checkView(state, written, focus), width, written, words),
          width,
          settings,
        ),
      ]);
    case 'contributions': {
      // A step that is about to switch runs may still show a net without that layer.
      if (panel.layer >= state.start.setup.network.plan.length) return undefined;
      const first = settings.otherRule ? OTHER[panel.rule] : panel.rule;
      const table = (rule: Rule, width: number): TableContent =>
        contributionsTable(
          (written) => contributionsView(state, written, focus, {layer: panel.layer, rule}),
          width,
          settings,
        );
      return {...ofTables((width) => [table(first, width), table(OTHER[first], width)]), hasRules: true};
    }
  }
}

const OTHER: Readonly<Record<Rule, Rule>> = {exact: 'proportional', proportional: 'exact'};

const NO_SCROLL: ScrollRange = {least: 0, most: 0};
/** Of a picture that has to stand below the net. */
const PICTURE: Height = {enough: 14, most: 30};

/** A picture beside the net. `content` is asked with the size inside of border and margin. */
export const pictureOf = (content: (size: TableSize) => PanelContent): OwnPanel =>
  ofLines('side', PICTURE, content);

/** A panel of lines, which get a margin. `content` is asked with the size inside of border and margin. */
const ofLines = (
  place: OwnPanel['place'],
  height: Height,
  content: (size: TableSize) => PanelContent,
): OwnPanel => ({
  place,
  showsLoss: false,
  hasRules: false,
  height: () => height,
  layout(size) {
    const {title, lines} = content({width: size.width - 4, height: size.height - 2});
    return {kind: 'lines', title, lines: lines.map((line) => [{text: ' '}, ...line]), scrolls: NO_SCROLL};
  },
});

/** A panel of tables, one under the other where there is room for all, else the first alone. */
export function ofTables(contents: (width: number) => readonly TableContent[]): OwnPanel {
  const whole = ({columns, below}: TableContent): number =>
    columns[0]!.texts.length + TABLE_FRAME + below.length;
  const together = (tables: readonly TableContent[]): number =>
    tables.reduce((total, table) => total + whole(table), 0);
  return {
    place: 'lower',
    showsLoss: false,
    hasRules: false,
    height(width) {
      const all = contents(width);
      return {enough: whole(all[0]!), most: together(all)};
    },
    layout({width, height}, scroll) {
      const all = contents(width);
      const [first, ...others] = all;
      const shown = together(all) <= height ? all : [first!];
      const rest = others.length === 0 || shown.length === 1 ? height : undefined;
      const tables = shown.map((content) => {
        const own = rest ?? whole(content);
        return {layout: fitTable(content, {width, height: own}, scroll), height: own};
      });
      return {kind: 'tables', tables, scrolls: tables[0]!.layout.scrolls};
    },
  };
}
