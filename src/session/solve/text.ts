import {cellsOf} from '../cells.ts';
import {textTable} from '../textTable.ts';
import {workingText} from '../workingText.ts';
import {wrapItems, wrapText} from '../wrap.ts';
import type {Block} from './document.ts';

export interface TextLayout {
  /** Cells of a line; more only where a number would have to be cut. */
  readonly width: number;
  readonly ascii: boolean;
  /** Between a label and what it labels. */
  readonly colon: string;
}

const INDENT = '  ';

/** A block of a worked solution as plain text, with an empty line before it where it begins something new. */
export function blockText(block: Block, {width, ascii, colon}: TextLayout): string {
  switch (block.kind) {
    case 'heading': {
      const lines = wrapText(block.text, width);
      const rule = {1: '=', 2: '-', 3: ''}[block.level];
      const cells = Math.max(...lines.map((line) => cellsOf(line)));
      return text([
        ...(block.level === 1 ? [] : ['']),
        ...lines,
        ...(rule === '' ? [] : [rule.repeat(cells)]),
      ]);
    }
    case 'fact':
      return text(wrapItems(`${block.label}${colon}`, block.items, block.joined ? '' : ',', width));
    case 'workings':
      return text(
        block.workings.flatMap((working, i) => [
          ...(i === 0 ? [] : ['']),
          ...workingText(working, width - INDENT.length, ascii).map((line) => INDENT + line),
        ]),
      );
    case 'table':
      return text(
        textTable(block.heads, block.rows, width - INDENT.length, colon).map((line) => INDENT + line),
      );
    case 'note':
      return text(['', ...wrapText(block.text, width)]);
  }
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
