import {Box, Text} from 'ink';
import {isValidElement, type ReactElement, type ReactNode} from 'react';
import {Lines, type LinesProps} from '../../src/ui/lines.tsx';
import {lineText, lineWidth, textWidth} from '../../src/ui/paint.ts';
import {Panel, type PanelProps} from '../../src/ui/panel.tsx';
import {withoutStyles} from './frame.tsx';

/** A screen as text, and what its components were given that they have no room for. */
export interface QuickFrame {
  readonly lines: readonly string[];
  readonly cuts: readonly string[];
}

/**
 * Draws a screen without Ink, many times as fast: boxes of set sizes in rows and columns, and texts in them, which is all that the
 * screens consist of. A test holds a sample of its frames equal to Ink's.
 */
export function quickFrame(screen: ReactElement): QuickFrame {
  const cuts: string[] = [];
  return {lines: drawn(screen, cuts), cuts};
}

function drawn(node: ReactNode, cuts: string[]): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((child) => drawn(child, cuts));
  if (!isValidElement<BoxProps>(node)) return [];
  const {type, props} = node;
  if (type === Text) return withoutStyles(String(props.children)).split('\n');
  if (type === Box) return boxed(props, cuts);
  if (isPanel(node)) noteCuts(node.props, {width: node.props.width - 2, height: node.props.height - 2}, cuts);
  else if (isLines(node)) noteCuts(node.props, node.props, cuts);
  return drawn(rendered(type, props), cuts);
}

const is = (node: ReactElement, component: unknown): boolean => node.type === component;

const isPanel = (node: ReactElement): node is ReactElement<PanelProps> => is(node, Panel);

const isLines = (node: ReactElement): node is ReactElement<LinesProps> => is(node, Lines);

interface BoxProps {
  readonly children?: ReactNode;
  readonly flexDirection?: 'row' | 'column';
  readonly width?: number;
  readonly height?: number;
}

/** Children under each other, or beside each other with the width that each asks for. */
function boxed({children, flexDirection, width, height}: BoxProps, cuts: string[]): readonly string[] {
  const parts = (Array.isArray(children) ? children.flat() : [children]).map((child) => drawn(child, cuts));
  const lines =
    flexDirection === 'column' || parts.length < 2
      ? parts.flat()
      : Array.from({length: Math.max(...parts.map((part) => part.length))}, (_, row) =>
          parts.map((part) => part[row] ?? ' '.repeat(cellsOf(part[0] ?? ''))).join(''),
        );
  const wide = width === undefined ? lines : lines.map((line) => padded(line, width));
  if (height === undefined) return wide;
  if (wide.length > height) cuts.push(`${wide.length} lines in a box of ${height}`);
  const blank = width === undefined ? '' : ' '.repeat(width);
  return Array.from({length: height}, (_, row) => wide[row] ?? blank);
}

const padded = (line: string, width: number): string => line + ' '.repeat(Math.max(0, width - cellsOf(line)));

const known = new Map<string, number>();

/** Cells of a line, found once: most lines of a frame stand in the next one too. */
export function cellsOf(line: string): number {
  const cells = known.get(line) ?? textWidth(line);
  known.set(line, cells);
  return cells;
}

/** What a component of ours makes of its props, which depends on nothing else. */
function rendered(type: unknown, props: object): ReactNode {
  if (typeof type === 'object' && type !== null && 'type' in type) return rendered(type.type, props);
  if (typeof type !== 'function') throw new TypeError(`no component of the screens: ${String(type)}`);
  const {prototype} = type;
  return prototype?.isReactComponent === undefined ? type(props) : Reflect.construct(type, [props]).render();
}

/** Lines that are too long, and lines that are too many. */
function noteCuts(
  {title = '', lines}: {readonly title?: string; readonly lines: PanelProps['lines']},
  {width, height}: {readonly width: number; readonly height: number},
  cuts: string[],
): void {
  if (title !== '' && textWidth(title) + 2 > width) cuts.push(`title "${title}" in ${width} cells`);
  for (const line of lines)
    if (lineWidth(line) > width)
      cuts.push(`${title}: ${lineWidth(line)} cells in ${width}: "${lineText(line).trim()}"`);
  const hidden = lines
    .slice(height)
    .map(lineText)
    .filter((line) => line.trim() !== '');
  if (hidden.length > 0) cuts.push(`${title}: no line for "${hidden.join(' / ')}"`);
}
