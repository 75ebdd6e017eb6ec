import {wrongUsage} from '../failure.ts';
import {
  exportFormats,
  fileWanted,
  formatWanted,
  largestSize,
  lessonHelp,
  type Size,
  sizeWanted,
  smallestSize,
} from './shared.ts';
import type {Syntax} from './syntax.ts';
import {given, oneOf, textOf, wrongValue} from './values.ts';

export interface ExportCommand {
  readonly name: 'export';
  readonly lesson: string;
  readonly format: ExportFormat;
  /** Of a recording's screen. */
  readonly size: Size;
  /** The file to write; stdout where it is absent. */
  readonly output?: string;
}

type ExportFormat = (typeof exportFormats)[number];

export const exportLesson: Syntax<ExportCommand> = {
  name: 'export',
  summary: {en: 'Turn a lesson into a handout or a recording', zh: '把一课导出为讲义或录像'},
  operand: {name: 'LESSON', count: 'one', help: lessonHelp},
  options: {
    format: {
      help: {
        en: `${exportFormats.join(' | ')}: cast is a recording for asciinema (default text)`,
        zh: `${exportFormats.join(' | ')}：cast 是 asciinema 录像（默认 text）`,
      },
      wanted: formatWanted,
    },
    size: {
      help: {
        en: 'screen of a recording, columns x rows (default 80x24)',
        zh: '录像的屏幕大小，列数x行数（默认 80x24）',
      },
      wanted: sizeWanted,
    },
    output: {
      letter: 'o',
      help: {
        en: 'file to write, whole or not at all (default: standard output)',
        zh: '写入的文件，要么写完整要么不写（默认：标准输出）',
      },
      wanted: fileWanted,
    },
  },
  read(values) {
    const format = oneOf('format', values.format, exportFormats) ?? 'text';
    if (values.size !== undefined && format !== 'cast') throw sizeWithoutScreen(format);
    const output = textOf(values.output);
    if (output === '') throw wrongValue('output', output, fileWanted);
    return {
      name: 'export',
      lesson: String(values.LESSON),
      format,
      size: sizeOf(values.size),
      ...given('output', output),
    };
  },
};

function sizeOf(value: unknown): Size {
  if (value === undefined) return {columns: 80, rows: 24};
  const text = String(value);
  const [, columns, rows] = /^(\d+)[xX×](\d+)$/.exec(text) ?? [];
  const size = {columns: Number(columns), rows: Number(rows)};
  const fits =
    size.columns >= smallestSize.columns &&
    size.rows >= smallestSize.rows &&
    size.columns <= largestSize.columns &&
    size.rows <= largestSize.rows;
  if (!fits) throw wrongValue('size', text, sizeWanted);
  return size;
}

function sizeWithoutScreen(format: ExportFormat): Error {
  return wrongUsage({
    en: `--size: only a recording has a screen, but the format is ${format}. Leave it out or add --format cast.`,
    zh: `--size：只有录像才有屏幕，而格式是 ${format}。请去掉它，或加上 --format cast。`,
  });
}
