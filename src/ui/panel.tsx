import {Text} from 'ink';
import {memo, type ReactElement} from 'react';
import {fitLine, type Line, lineWidth, type Paint, paintLine} from './paint.ts';

/** What a panel shows. */
export interface PanelContent {
  readonly title: string;
  /** Lines that are too long are cut, lines that are too many are left out. */
  readonly lines: readonly Line[];
}

export interface PanelProps extends PanelContent {
  /** In cells, border included. */
  readonly width: number;
  readonly height: number;
  readonly paint: Paint;
  readonly ascii: boolean;
}

/** A titled box of exactly width × height cells: one text, because many small ones cost Ink more. */
export const Panel = memo(function Panel(props: PanelProps): ReactElement {
  const text = panelLines(props)
    .map((line) => paintLine(line, props.paint))
    .join('\n');
  return <Text wrap="truncate">{text}</Text>;
});

const ROUND = {top: ['╭', '╮'], bottom: ['╰', '╯'], across: '─', down: '│'} as const;
const PLAIN = {top: ['+', '+'], bottom: ['+', '+'], across: '-', down: '|'} as const;

/** The panel's lines with its border: exactly `height` lines of `width` cells. */
export function panelLines({title, lines, width, height, ascii}: Omit<PanelProps, 'paint'>): Line[] {
  const inner = width - 2;
  if (inner < 1 || height < 2) {
    return Array.from({length: Math.max(0, height)}, (_, row) =>
      fitLine(lines[row] ?? [], width, ascii ? '~' : '…'),
    );
  }
  const {top, bottom, across, down} = ascii ? PLAIN : ROUND;
  const cutMark = ascii ? '...' : '…';
  const side = {text: down, role: 'dim'} as const;
  const body = Array.from(
    {length: height - 2},
    (_, row): Line => [side, ...fitLine(lines[row] ?? [], inner, cutMark), side],
  );
  return [
    [{text: top[0], role: 'dim'}, ...titleLine(title, inner, across, cutMark), {text: top[1], role: 'dim'}],
    ...body,
    [{text: bottom[0] + across.repeat(inner) + bottom[1], role: 'dim'}],
  ];
}

/** The title in the top border, with a piece of border after it where there is room. */
function titleLine(title: string, inner: number, across: string, cutMark: string): Line {
  const whole: Line = [{text: ' '}, {text: title, role: 'title'}, {text: ' '}];
  const width = lineWidth(whole);
  if (title === '' || inner < 4) return [{text: across.repeat(inner), role: 'dim'}];
  if (width > inner) return fitLine(whole, inner, cutMark);
  return [...whole, {text: across.repeat(inner - width), role: 'dim'}];
}
