import {Text} from 'ink';
import {memo, type ReactElement} from 'react';
import {fitLine, type Line, type Paint, paintLine} from './paint.ts';

export interface LinesProps {
  readonly lines: readonly Line[];
  /** In cells. */
  readonly width: number;
  readonly height: number;
  readonly paint: Paint;
}

/** Lines without a border: exactly width × height cells, one text. */
export const Lines = memo(function Lines({lines, width, height, paint}: LinesProps): ReactElement {
  const text = Array.from({length: height}, (_, row) =>
    paintLine(fitLine(lines[row] ?? [], width), paint),
  ).join('\n');
  return <Text wrap="truncate">{text}</Text>;
});
