import {workingText} from '../workingText.ts';
import type {Block} from './document.ts';
import type {TextLayout} from './text.ts';

/**
 * A block of a worked solution as GitHub-flavoured Markdown. Workings stand in code blocks, because only there symbols and numbers stay
 * under each other, and read the same raw as rendered; symbols elsewhere are code spans. Free text is escaped.
 */
export function blockMarkdown(block: Block, {width, ascii, colon}: TextLayout): string {
  switch (block.kind) {
    case 'heading':
      return `${block.level === 1 ? '' : '\n'}${'#'.repeat(block.level)} ${escaped(block.text)}\n`;
    case 'fact':
      return `\n**${escaped(block.label)}${colon.trimEnd()}** ${itemsOf(block)}\n`;
    case 'workings': {
      const workings = block.workings.map((working) => workingText(working, width, ascii).join('\n'));
      return `\n\`\`\`text\n${workings.join('\n\n')}\n\`\`\`\n`;
    }
    case 'table': {
      const rule = block.heads.map((_, i) => (i === 0 ? '---' : '---:'));
      const rows = block.rows.map((cells) => row(cells.map(escaped)));
      return `\n${row(block.heads.map(escaped))}${row(rule)}${rows.join('')}`;
    }
    case 'note':
      return `\n**${escaped(block.text)}**\n`;
  }
}

/** Items as code spans; items with signs of their own between them are one. */
const itemsOf = ({items, joined}: Extract<Block, {kind: 'fact'}>): string =>
  joined ? code(items.join(' ')) : items.map(code).join(', ');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

/** A code span: shows everything as it is. */
export function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length)) + 1);
  return fence.length === 1 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

/** Text in which Markdown and HTML find nothing to interpret. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>|~$#&^@]/g, '\\$&');

/** Free text of one or more lines, which stay lines. */
export function paragraphs(text: string): string {
  const lines = text
    .trim()
    .split(/ *\n */)
    .map(lineStart);
  return `${lines.join('\\\n').replaceAll(/(?:\\\n){2,}/g, '\n\n')}\n`;
}

/** A line that no sign at its start makes an item of a list, a rule or a heading. */
function lineStart(line: string): string {
  return escaped(line)
    .replace(/^[-+=:]/, '\\$&')
    .replace(/^(\(?(?:\d+|[a-z]|[ivxlcdm]+))([.)])(?=\s|$)/i, '$1\\$2');
}
