import {Box} from 'ink';
import type {ReactElement} from 'react';
import {Lines} from '../lines.tsx';
import type {Line} from '../paint.ts';
import type {Look} from '../scene.ts';
import {type TableLayout, TablePanel} from '../tablePanel.tsx';

/** A page with a table between lines, which fill the screen together. */
export function TablePage({
  above,
  table,
  height,
  below,
  look,
}: {
  readonly above: readonly Line[];
  readonly table: TableLayout;
  /** Lines of the table. */
  readonly height: number;
  readonly below: readonly Line[];
  readonly look: Look;
}): ReactElement {
  const {columns, rows, ascii, paint} = look;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Lines lines={above} width={columns} height={above.length} paint={paint} />
      <TablePanel layout={table} width={columns} height={height} paint={paint} ascii={ascii} />
      <Lines lines={below} width={columns} height={below.length} paint={paint} />
    </Box>
  );
}
