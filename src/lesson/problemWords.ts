import type {Bilingual, Language} from './lesson.ts';
import type {DetailOf, Found, Problem, ProblemCode, ProblemDetail, Wanted} from './problem.ts';

/** One readable line: `file:line:column: what was expected, what was found, what to do`. */
export function formatProblem(problem: Problem, language: Language): string {
  return printable(`${problem.file}:${problem.line}:${problem.column}: ${problemWords(problem)[language]}`);
}

/** The line after the last problem that is printed. */
export function formatMore(more: number, language: Language): string {
  return language === 'zh'
    ? `另有 ${more} 个问题未列出。`
    : `${more} more ${more === 1 ? 'problem is' : 'problems are'} not listed.`;
}

/** One line, and nothing in it that a terminal would obey: names and values come from the file. */
export function printable(text: string): string {
  return text.replace(/[\r\n\t]+/g, ' ').replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (found) => `\\u${hex(found.charCodeAt(0))}`,
  );
}

const hex = (code: number): string => code.toString(16).padStart(4, '0');

/** What is wrong, in words: expected, found, what to do. */
export function problemWords(problem: ProblemDetail): Bilingual {
  // The table has an entry for every code, made for just that detail.
  const say = table[problem.code] as (problem: ProblemDetail) => Bilingual;
  return say(problem);
}

const quoted = (text: string): string => `"${text}"`;

const list = (items: readonly (string | number)[], shown = 12): string =>
  items.length > shown
    ? `${items.slice(0, shown - 1).join(', ')}, … (+${items.length - shown + 1})`
    : items.join(', ');

/** "Did you mean", or what to do where nothing is near. */
function meant(nearest: string | undefined, otherwise: Bilingual): Bilingual {
  return nearest === undefined
    ? otherwise
    : {zh: `是不是想写 ${quoted(nearest)}？`, en: `Did you mean ${quoted(nearest)}?`};
}

function found({kind, text}: Found): Bilingual {
  switch (kind) {
    case 'nothing':
      return {zh: '空值', en: text === '' ? 'nothing' : `the empty value ${text}`};
    case 'text':
      return {zh: `文字 ${quoted(text)}`, en: `the text ${quoted(text)}`};
    case 'number':
      return {zh: `数 ${text}`, en: `the number ${text}`};
    case 'truth':
      return {zh: `真假值 ${text}`, en: `the truth value ${text}`};
    case 'list':
      return {zh: '一个列表', en: 'a list'};
    case 'map':
      return {zh: '一组键值', en: 'a map'};
  }
}

const wanted: Readonly<Record<Wanted, Bilingual>> = {
  number: {zh: '一个数', en: 'a number'},
  'whole number': {zh: '一个整数', en: 'a whole number'},
  text: {zh: '文字', en: 'a text'},
  list: {zh: '一个列表 […]', en: 'a list […]'},
  map: {zh: '一组键值 {…}', en: 'a map {…}'},
  value: {zh: '一个值', en: 'a value'},
  words: {zh: '文字，或 {zh: …, en: …}', en: 'a text, or {zh: …, en: …}'},
  name: {zh: '神经元的名字', en: "a neuron's name"},
  activation: {
    zh: '一个激活函数的名字，或每层一个的列表',
    en: 'the name of an activation, or a list with one for each layer',
  },
  biases: {zh: '{神经元: 数}，或单词 init', en: '{neuron: number}, or the word init'},
  batch: {zh: '不小于 1 的整数，或单词 all', en: 'a whole number from 1, or the word all'},
  column: {zh: '列名，或列号（从 1 数起）', en: "a column's name, or its number counted from 1"},
  data: {
    zh: '样本的列表、数据集的名字、{set: …} 或 {csv: …}',
    en: 'a list of samples, the name of a data set, {set: …} or {csv: …}',
  },
  test: {
    zh: '写法同 data 的样本，或 {fraction: …, seed: …}',
    en: 'samples written like data, or {fraction: …, seed: …}',
  },
  expectation: {zh: '一个数，或 {value: …, within: …}', en: 'a number, or {value: …, within: …}'},
  quantities: {zh: '一个量的名字，或几个的列表', en: 'the name of a quantity, or a list of some'},
  label: {zh: '名字，或 {zh: …, en: …}', en: 'a name, or {zh: …, en: …}'},
  sample: {zh: '样本的编号（从 1 数起）或名字', en: "a sample's number, counted from 1, or its name"},
  panel: {zh: '面板的名字，或 {kind: …}', en: 'the name of a panel, or {kind: …}'},
};

/** What mends a value of the wrong type. */
function mend(want: Wanted, {kind, text}: Found): Bilingual {
  if (kind === 'text' && (want === 'number' || want === 'whole number')) {
    if (text !== '' && Number.isFinite(Number(text))) return {zh: '请去掉引号。', en: 'Remove the quotes.'};
    if (/^[+-]?\d+,\d+$/.test(text)) return {zh: '小数点请用 "."。', en: 'Write the decimal point as ".".'};
    // Copied from a worked solution, or typed with a Chinese input method.
    if (text !== '' && Number.isFinite(Number(text.normalize('NFKC').replace(/^[−–﹣]/, '-'))))
      return {zh: '请用半角数字和减号 "-"。', en: 'Write it with plain digits and the minus sign "-".'};
  }
  if ((kind === 'number' || kind === 'truth') && (want === 'text' || want === 'words' || want === 'name'))
    return {zh: `要当作文字，请加引号：'${text}'。`, en: `Put it in quotes to make it a text: '${text}'.`};
  if (kind === 'nothing') return {zh: '请在冒号后写上它。', en: 'Write it after the colon.'};
  return {zh: '请改成这样的值。', en: 'Write such a value here.'};
}

const unknownName = (
  what: Bilingual,
  name: string,
  nearest: string | undefined,
  otherwise: Bilingual,
): Bilingual => {
  const advice = meant(nearest, otherwise);
  return {
    zh: `应为${what.zh}，但写的是 ${quoted(name)}。${advice.zh}`,
    en: `expected ${what.en}, found ${quoted(name)}. ${advice.en}`,
  };
};

type Table = {
  readonly [Code in ProblemCode]: (problem: DetailOf<Code>) => Bilingual;
};

const table: Table = {
  'too-large': ({size, limit}) => ({
    zh: `文件最多 ${limit} 个字符，这个文件有 ${size} 个。请缩短，或把数据放进 CSV 文件。`,
    en: `expected at most ${limit} characters, found ${size}. Shorten the file, or move its data into a CSV file.`,
  }),
  'control-character': ({codePoint}) => ({
    zh: `只能有可见文字，但这里有控制字符 U+${hex(codePoint).toUpperCase()}。请删除它。`,
    en: `expected visible text, found the control character U+${hex(codePoint).toUpperCase()}. Delete it.`,
  }),
  syntax: ({kind, message, quote}) => syntaxWords(kind, message, quote),
  'too-deep': ({limit}) => ({
    zh: `嵌套最多 ${limit} 层，这里更深。请检查括号和缩进。`,
    en: `expected at most ${limit} levels of nesting, found more. Check brackets and indentation.`,
  }),
  'too-many-values': ({limit}) => ({
    zh: `文件最多有 ${limit} 个值（引用 * 按其全部内容计算），这里更多。请减少引用或数据。`,
    en: `expected at most ${limit} values (an alias * counts as all that it stands for), found more. Use fewer aliases or less data.`,
  }),
  'unknown-alias': ({name}) => ({
    zh: `引用 *${name} 之前应有 &${name}，但没有找到。请先定义它；以 * 开头的文字要加引号。`,
    en: `expected &${name} before the alias *${name}, found none. Define it first; a text that begins with * needs quotes.`,
  }),
  'several-documents': () => ({
    zh: '一个文件只能有一份内容，这里开始了第二份。请删除 "---" 及其后的内容，或分成两个文件。',
    en: 'expected one document in the file, found a second one. Delete "---" and what follows, or make it a file of its own.',
  }),
  'empty-file': () => ({
    zh: '应为一课的内容，但文件是空的。请从 docs/lesson-format.md 的例子开始。',
    en: 'expected a lesson, found an empty file. Start from the example in docs/lesson-format.md.',
  }),
  tag: ({tag}) => ({
    zh: `这里不能有 YAML 标签，但写了 ${quoted(tag)}。请删除它；以 ! 开头的文字要加引号。`,
    en: `expected no YAML tag, found ${quoted(tag)}. Delete it; a text that begins with ! needs quotes.`,
  }),
  'key-not-text': () => ({
    zh: '键应为文字，但这里是列表、键值组或引用。请写成文字；含 "{{ }}" 的文字要加引号。',
    en: 'expected a text as key, found a list, a map or an alias. Write a text; words with "{{ }}" need quotes.',
  }),
  'duplicate-key': ({key, firstLine}) => ({
    zh: `每个键只能写一次，但 ${quoted(key)} 在第 ${firstLine} 行已经有了。请删除其中一个。`,
    en: `expected each key once, found ${quoted(key)} again, which is in line ${firstLine} already. Delete one of them.`,
  }),
  'forbidden-key': ({key}) => ({
    zh: `不能用 ${quoted(key)} 作键。请换一个名字。`,
    en: `expected another key, found ${quoted(key)}, which is not allowed. Choose another name.`,
  }),

  'missing-key': ({key, wanted: want}) => {
    const value =
      want === undefined ? {zh: '', en: ''} : {zh: `（${wanted[want].zh}）`, en: ` (${wanted[want].en})`};
    return {
      zh: `应有键 ${quoted(key)}${value.zh}，但没有。请加上它。`,
      en: `expected the key ${quoted(key)}${value.en}, found none. Add it.`,
    };
  },
  'unknown-key': ({key, known, nearest}) => {
    const advice = meant(nearest, {zh: '请删除它或换一个。', en: 'Delete it or use one of these.'});
    return {
      zh: `应为 ${list(known)} 之一，但键是 ${quoted(key)}。${advice.zh}`,
      en: `expected one of the keys ${list(known)}, found ${quoted(key)}. ${advice.en}`,
    };
  },
  'wrong-type': ({wanted: want, found: it}) => {
    const advice = mend(want, it);
    return {
      zh: `应为${wanted[want].zh}，但这里是${found(it).zh}。${advice.zh}`,
      en: `expected ${wanted[want].en}, found ${found(it).en}. ${advice.en}`,
    };
  },
  'not-one-of': ({options, found: it, nearest}) => {
    const advice = meant(nearest, {zh: '请改成其中一个。', en: 'Write one of these.'});
    const one = options.length === 1;
    return {
      zh: `应为 ${list(options)}${one ? '' : ' 之一'}，但这里是${found(it).zh}。${one ? `请写 ${options[0]}。` : advice.zh}`,
      en: `expected ${one ? '' : 'one of '}${list(options)}, found ${found(it).en}. ${one ? `Write ${options[0]}.` : advice.en}`,
    };
  },
  'not-finite': ({found: {text}}) => ({
    zh: `应为有限的数，但这里是 ${text}。请写一个普通的数。`,
    en: `expected a finite number, found ${text}. Write an ordinary number.`,
  }),
  'out-of-range': ({found: {text}, relation, bound}) => ({
    zh: `应为 ${relation} ${bound} 的数，但这里是 ${text}。请改成范围内的数。`,
    en: `expected a number ${relation} ${bound}, found ${text}. Write one within the bounds.`,
  }),
  'wrong-count': ({found, relation, bound}) => ({
    zh: `列表应有${relation === '=' ? '' : relation === '≥' ? '至少' : '最多'} ${bound} 项，但这里有 ${found} 项。请${found < bound ? '补上' : '减少'}。`,
    en: `expected a list of ${relation === '=' ? 'exactly' : relation === '≥' ? 'at least' : 'at most'} ${bound}, found ${found}. ${found < bound ? 'Add some' : 'Remove some'}.`,
  }),
  'wrong-length': ({found, limit}) => ({
    zh: `文字最多 ${limit} 个字符，这里有 ${found} 个。请缩短它。`,
    en: `expected a text of at most ${limit} characters, found ${found}. Shorten it.`,
  }),
  'blank-text': () => ({
    zh: '应有文字，但这里是空白。请写上文字。',
    en: 'expected a text, found a blank one. Write something visible.',
  }),
  'bad-id': ({name}) => ({
    zh: `应为小写字母、数字和连字符，例如 one-round，但这里是 ${quoted(name)}。请改名。`,
    en: `expected small letters, digits and single hyphens, as in one-round, found ${quoted(name)}. Rename it.`,
  }),
  'bad-neuron-name': ({name}) => badName({zh: '神经元的名字', en: "a neuron's name"}, name),
  'bad-display-name': ({name}) => badName({zh: '显示名', en: 'a display name'}, name),
  'bad-csv-path': ({name}) => ({
    zh: `CSV 文件应与课程文件同在一个文件夹或其子文件夹中，但写的是 ${quoted(name)}。请把它移过来，只写相对路径。`,
    en: `expected a CSV file beside the lesson or in a folder below it, found ${quoted(name)}. Move it there and write the relative path.`,
  }),
  invalid: ({message}) => ({
    zh: `值无效（${message}）。请对照 docs/lesson-format.md。`,
    en: `expected another value, found this one (${message}). Compare it with docs/lesson-format.md.`,
  }),

  'duplicate-neuron': ({name}) => ({
    zh: `每个神经元的名字只能用一次，但 ${quoted(name)} 又出现了。请改名。`,
    en: `expected every neuron's name once, found ${quoted(name)} again. Rename one of them.`,
  }),
  'activation-count': ({found, expected}) => ({
    zh: `输入层之后的每一层应有一个激活函数，共 ${expected} 个，但列出了 ${found} 个。请改正列表，或只写一个名字。`,
    en: `expected ${expected} activations, one for each layer after the input, found ${found}. Correct the list, or write a single name.`,
  }),
  'softmax-not-last': () => ({
    zh: 'softmax 只能用在输出层，但这里的隐藏层用了它。请写成列表，隐藏层另选一个。',
    en: 'expected softmax in the output layer only, found it in a hidden one. Write a list with another activation for the hidden layers.',
  }),
  'loss-outputs': ({loss, activation}) => ({
    zh: `${loss} 要求输出在 0 与 1 之间（sigmoid 或 softmax），但输出层是 ${activation}。请换激活函数或损失函数。`,
    en: `expected sigmoid or softmax outputs for ${loss}, found ${activation}. Change the last activation or the loss.`,
  }),
  'too-many-neurons': ({found, limit}) => ({
    zh: `神经元最多 ${limit} 个，这里有 ${found} 个。请减少。`,
    en: `expected at most ${limit} neurons, found ${found}. Use fewer.`,
  }),
  'softmax-alone': () => ({
    zh: '只有一个输出神经元时，binary-cross-entropy 前面应为 sigmoid，但这里是 softmax：单个神经元的 softmax 总是 1，损失会是无穷大。请改用 sigmoid。',
    en: 'expected sigmoid for binary-cross-entropy with one output neuron, found softmax, which is always 1 there: the loss would be infinite. Use sigmoid.',
  }),
  'too-many-parameters': ({found, limit}) => ({
    zh: `权重和偏置最多共 ${limit} 个，这里有 ${found} 个。请缩小网络。`,
    en: `expected at most ${limit} weights and biases, found ${found}. Use a smaller net.`,
  }),
  'no-weights': () => ({
    zh: '应有 "weights" 或 "init"，但两个都没有。请加上其中一个。',
    en: 'expected "weights" or "init", found neither. Add one of them.',
  }),
  'biases-without-init': () => ({
    zh: '"biases: init" 要求有 "init"，但没有。请写出每个偏置：{神经元: 数}，或改用 init。',
    en: 'expected "init" beside "biases: init", found none. Write the biases as {neuron: number}, or add "init".',
  }),
  'range-order': () => ({
    zh: '范围应先小后大，但这里不是。请交换或改正两端。',
    en: 'expected the smaller end of the range first, found it not so. Swap or correct the ends.',
  }),
  expression: ({at, zh, en}) => ({
    zh: `函数第 ${at} 列有误：${zh}`,
    en: `expected a function, found a mistake at its column ${at}: ${en}`,
  }),
  'not-with-function': ({key}) => ({
    zh: `有 function 的地方不能有 ${quoted(key)}。请去掉其中一个。`,
    en: `expected no ${quoted(key)} beside a function, found it. Take one of them out.`,
  }),
  'only-with-function': ({key}) => ({
    zh: `${quoted(key)} 只能和 function 一起用，但没有 function。请去掉它。`,
    en: `expected ${quoted(key)} only beside a function, found no function. Take it out.`,
  }),
  'mistake-with-batch': () => ({
    zh: '有 mistake 时每轮都应更新（batch: 1），但这里一批不止一个样本。请去掉其中一个；在 runs 里可写 "batch: 1" 或 "mistake: none"。',
    en: 'expected an update in every round (batch: 1) beside a mistake, found a batch of more than one sample. Take one of them out; in a run write "batch: 1" or "mistake: none".',
  }),
  'missing-weights': ({names}) => ({
    zh: `应有每条连接的权重，但缺少 ${list(names)}。请补上。`,
    en: `expected a weight for every connection, found none for ${list(names)}. Add ${names.length === 1 ? 'it' : 'them'}.`,
  }),
  'unknown-connection': ({name, nearest}) =>
    unknownName(
      {zh: '相邻两层之间的连接 from->to', en: 'a connection from->to of neighbouring layers'},
      name,
      nearest,
      {
        zh: '请删除它或改正名字。',
        en: 'Delete it or correct the names.',
      },
    ),
  'bias-of-input': ({name}) => ({
    zh: `偏置属于输入层之后的神经元，但 ${quoted(name)} 是输入。请删除它。`,
    en: `expected biases of neurons after the input layer, found the input ${quoted(name)}. Delete it.`,
  }),
  'unknown-neuron': ({name, nearest}) =>
    unknownName({zh: '网络中的一个神经元', en: 'a neuron of the net'}, name, nearest, {
      zh: '请删除它或改正名字。',
      en: 'Delete it or correct the name.',
    }),

  'sample-width': ({of, found, expected}) => {
    const input = of === 'input';
    return {
      zh: `网络有 ${expected} 个${input ? '输入' : '输出'}神经元，${input ? 'input' : 'target'} 应有同样多的数，但有 ${found} 个。请改正样本或网络。`,
      en: `expected as many numbers as ${input ? 'input' : 'output'} neurons, ${expected}, found ${found}. Correct the sample or the net.`,
    };
  },
  'set-fit': ({set, inputs, targets, expectedInputs, expectedTargets}) => ({
    zh: `网络有 ${expectedInputs} 个输入和 ${expectedTargets} 个输出，但 ${set} 有 ${inputs} 个输入和 ${targets} 个目标。请换数据集或改网络。`,
    en: `expected samples for ${expectedInputs} inputs and ${expectedTargets} outputs, found ${set} with ${inputs} and ${targets}. Take another set or change the net.`,
  }),
  'set-option': ({set, option}) => ({
    zh: `数据集 ${set} 没有选项 ${quoted(option)}。请删除它。`,
    en: `expected no ${quoted(option)} for the set ${set}, found one. Delete it.`,
  }),
  'set-size': ({set, found, limit}) => ({
    zh: `${set} 的 size 最大为 ${limit}，这里是 ${found}。请改小。`,
    en: `expected a size of at most ${limit} for ${set}, found ${found}. Make it smaller.`,
  }),
  'split-too-few': ({found}) => ({
    zh: `要留出一部分作测试，data 至少应有 2 个样本，但有 ${found} 个。请增加样本，或把测试样本写出来。`,
    en: `expected at least 2 samples in data to put some aside, found ${found}. Add samples, or write test as a list.`,
  }),
  'csv-unreadable': ({path, reason}) => ({
    zh: `无法读取 CSV 文件 ${quoted(path)}（${reason}）。请检查路径和权限。`,
    en: `expected a readable CSV file ${quoted(path)}, found: ${reason}. Check its path and permissions.`,
  }),
  'csv-syntax': ({path, row, reason}) => ({
    zh: `CSV 文件 ${quoted(path)} 第 ${row} 行的引号有误（${reason}）。请改正。`,
    en: `expected properly quoted cells in ${quoted(path)}, found broken quotes in line ${row} (${reason}). Correct them.`,
  }),
  'csv-cell': ({path, row, cell, found, name}) => {
    const isDecimalComma = /^[+-]?\d*,\d+$/.test(found);
    return {
      zh: `${path}:${row}:${cell}（行:列${name === undefined ? '' : `，${quoted(name)}`}）应为数，但是 ${quoted(found)}。${isDecimalComma ? '小数点请用 "."。' : '请改成普通的数。'}`,
      en: `expected a number in ${path}:${row}:${cell} (row:column${name === undefined ? '' : `, ${quoted(name)}`}), found ${quoted(found)}. ${isDecimalComma ? 'Write the decimal point as ".".' : 'Write an ordinary number there.'}`,
    };
  },
  'csv-row': ({path, row, found, expected}) => ({
    zh: `${path} 第 ${row} 行应像第一行一样有 ${expected} 列，但有 ${found} 列。请改正这一行。`,
    en: `expected ${expected} columns in line ${row} of ${path}, as in its first row, found ${found}. Correct the line.`,
  }),
  'csv-columns': ({path, found, inputs, targets}) => ({
    zh: `${path} 应有 ${inputs + targets} 列（网络有 ${inputs} 个输入、${targets} 个输出），但有 ${found} 列。请改文件，或改 layers。`,
    en: `expected ${inputs + targets} columns in ${path}, for a net with ${inputs} inputs and ${targets} outputs, found ${found}. Correct the file, its separator or the layers.`,
  }),
  'csv-no-inputs': ({path, found}) => ({
    zh: `${path} 除目标外至少还应有一列输入，但一共只有 ${found} 列。请加上输入列，检查分隔符，或少写目标。`,
    en: `expected a column of inputs beside the targets in ${path}, found ${found} in all. Add a column, check the separator or name fewer targets.`,
  }),
  'csv-name-twice': ({path, name, first, second}) => ({
    zh: `${path} 的列名不能重复，但第 ${first} 列和第 ${second} 列都叫 ${quoted(name)}。请改一个。`,
    en: `expected every column name of ${path} once, found ${quoted(name)} for columns ${first} and ${second}. Rename one of them.`,
  }),
  'csv-target': ({path, name, columns, nearest}) =>
    unknownName({zh: `${path} 的一列`, en: `a column of ${path}`}, name, nearest, {
      zh: `请写第一行里的列名，或 1 到 ${columns} 的列号。`,
      en: `Write a name of its first row, or a column's number from 1 to ${columns}.`,
    }),
  'csv-target-twice': ({path, name}) => ({
    zh: `${path} 的每一列只能作一次目标，但 ${quoted(name)} 写了两次。请删除一个。`,
    en: `expected each column of ${path} as a target once, found ${quoted(name)} again. Delete one of them.`,
  }),
  'csv-target-count': ({found, expected}) => ({
    zh: `应有 ${expected} 个目标列（每个输出神经元一个），但写了 ${found} 个。请改 targets 或 layers。`,
    en: `expected ${expected} target columns, one for each output neuron, found ${found}. Correct targets or the layers.`,
  }),
  'csv-empty': ({path}) => ({
    zh: `CSV 文件 ${quoted(path)} 应有样本，但一行也没有。请加上数据。`,
    en: `expected samples in ${quoted(path)}, found none. Add rows of numbers.`,
  }),
  'csv-too-many': ({path, found, limit}) => ({
    zh: `样本最多 ${limit} 个，但 ${quoted(path)} 有 ${found} 个。请减少。`,
    en: `expected at most ${limit} samples, found ${found} in ${quoted(path)}. Use fewer.`,
  }),
  'csv-too-large': ({path, found, limit}) => ({
    zh: `CSV 文件最多 ${limit} 个字符，但 ${quoted(path)} 有 ${found} 个。请缩短。`,
    en: `expected at most ${limit} characters, found ${found} in ${quoted(path)}. Shorten the file.`,
  }),

  'unknown-quantity': ({name, nearest}) =>
    unknownName({zh: '这个网络或函数的一个量', en: 'a quantity of this net or function'}, name, nearest, {
      zh: '请改正名字，写法如 w.x->h、z.h、grad.z.h，函数里如 v.c、v.#3、grad.v.c。',
      en: 'Correct the name; names look like w.x->h, z.h, grad.z.h, in a function v.c, v.#3, grad.v.c.',
    }),
  'display-name-taken': ({name, by}) => ({
    zh: `显示名不能重复，但 ${quoted(name)} 已经是 ${by} 的名字。请换一个。`,
    en: `expected every display name once, found ${quoted(name)}, which is the name of ${by} already. Choose another.`,
  }),
  'display-name-is-quantity': ({name}) => ({
    zh: `显示名不能是另一个量的名字，但 ${quoted(name)} 是。请换一个。`,
    en: `expected a display name of its own, found ${quoted(name)}, which is the name of something else. Choose another.`,
  }),
  'quantity-twice': ({name, first}) => ({
    zh: `每个量只能写一次，但 ${quoted(name)} 就是上面的 ${quoted(first)}。请删除一个。`,
    en: `expected each quantity once, found ${quoted(name)}, which is ${quoted(first)} above. Delete one of them.`,
  }),
  'given-quantity': ({name}) => ({
    zh: `应为一个要算出来的量，但 ${quoted(name)} 是给定的。请写一个后面会算出的量。`,
    en: `expected a quantity that is computed, found ${quoted(name)}, which is given. Name one that comes up on the way.`,
  }),
  'not-settable': ({name}) => ({
    zh: `只能设置权重、偏置、输入（a.x）或目标（t.o），但这里是 ${quoted(name)}。请换成其中一种。`,
    en: `expected a weight, a bias, an input (a.x) or a target (t.o), found ${quoted(name)}, which is computed. Set one of those.`,
  }),
  'not-in-pass': ({name}) => ({
    zh: `应为屏幕上这一轮里的量，但 ${quoted(name)} 不是。请写 z.h、grad.w.x->h 这样的量，不带 @。`,
    en: `expected a quantity of the round on screen, found ${quoted(name)}. Name one like z.h or grad.w.x->h, without @.`,
  }),
  'not-a-parameter': ({name}) => ({
    zh: `应为权重或偏置，但这里是 ${quoted(name)}。请写 w.x->h 或 b.h 这样的参数。`,
    en: `expected a weight or a bias, found ${quoted(name)}. Name a parameter like w.x->h or b.h.`,
  }),
  'not-an-output': ({name}) => ({
    zh: `应为一个神经元的输出，但这里是 ${quoted(name)}。请写 a.h 这样的量。`,
    en: `expected the output of a neuron, found ${quoted(name)}. Name one like a.h.`,
  }),
  'bad-run-name': ({name}) => ({
    zh: `训练的名字应为小写字母、数字和连字符，例如 slow，但这里是 ${quoted(name)}。请改名。`,
    en: `expected small letters, digits and single hyphens as the name of a run, as in slow, found ${quoted(name)}. Rename it.`,
  }),
  'unknown-run': ({name, nearest}) =>
    unknownName({zh: '一个训练（runs）的名字', en: 'the name of a run'}, name, nearest, {
      zh: '请先在 runs 里写上它。',
      en: 'Add it to runs first.',
    }),
  'main-run': ({key}) => ({
    zh: `main 就是文件本身的网络，只能有 title，但写了 ${quoted(key)}。请写在文件里，或换一个训练。`,
    en: `expected only a title, since main is the file's own net, found ${quoted(key)}. Write it in the file itself, or make another run.`,
  }),
  'too-many-runs': ({found, limit}) => ({
    zh: `最多 ${limit} 个训练，但有 ${found} 个。请减少。`,
    en: `expected at most ${limit} runs, found ${found}. Leave some out.`,
  }),
  'show-one': ({found}) => ({
    zh: `应恰好写 sample 和 test 中的一个，但写了 ${found} 个。`,
    en: `expected exactly one of sample and test, found ${found}. Keep one.`,
  }),
  'choice-one': ({found}) => ({
    zh: `应恰好写 of 和 pick 中的一个，但写了 ${found} 个。`,
    en: `expected exactly one of of and pick, found ${found}. Keep one.`,
  }),
  'unknown-sample': ({name, of, count}) =>
    count === 0
      ? {
          zh: `${of === 'test' ? 'test' : 'data'} 里应有这个样本，但一个样本也没有。请先写上样本。`,
          en: `expected a sample of ${of === 'test' ? 'test' : 'data'}, found ${quoted(name)} where there are none. Add samples first.`,
        }
      : {
          zh: `${of === 'test' ? 'test' : 'data'} 里应有这个样本，但共 ${count} 个样本，没有 ${quoted(name)}。请写 1 到 ${count} 的编号，或样本的 name。`,
          en: `expected one of the ${count} samples of ${of === 'test' ? 'test' : 'data'}, found ${quoted(name)}. Write its number from 1 to ${count}, or its name.`,
        },
  'map-inputs': ({found}) => ({
    zh: `分类图要求网络有 2 个输入，但这里有 ${found} 个。请换一个面板。`,
    en: `expected a net with 2 inputs for a map, found ${found}. Choose another panel.`,
  }),
  'no-hidden-layer': () => ({
    zh: '应有隐藏层，但这个网络没有。请换一个面板。',
    en: 'expected a net with a hidden layer, found none. Choose another panel.',
  }),
  'check-too-large': ({found, limit}) => ({
    zh: `梯度检查最多用于 ${limit} 个参数的网络，但这里有 ${found} 个。请换一个面板，或换小一点的网络。`,
    en: `expected a net of at most ${limit} parameters for a gradient check, found ${found}. Choose another panel, or a smaller net.`,
  }),
  'wrong-lines': ({found}) => ({
    zh: `among 里应恰好有一行被 mistake 改错，但有 ${found} 行。请改 among，或给这个训练写上 mistake。`,
    en: `expected exactly one line of among that the run's mistake changes, found ${found}. Correct among, or give the run a mistake.`,
  }),
  template: ({found}) => ({
    zh: `模板应写成 {{ 量 }} 或 {{ 量:位数 }}，但这里是 ${quoted(found)}。请改正。`,
    en: `expected a template {{ quantity }} or {{ quantity:digits }}, found ${quoted(found)}. Correct it.`,
  }),
  digits: ({found}) => ({
    zh: `位数应为 1 到 17 的整数，但这里是 ${quoted(found)}。请改正。`,
    en: `expected 1 to 17 digits, found ${quoted(found)}. Correct the number after the colon.`,
  }),

  'expectation-failed': ({quantity, wanted: value, within, found}) => {
    if (Number.isNaN(found))
      return {
        zh: `${quantity} 应为 ${value}（允许相差 ${within}），但没有这个数。请删去这一项，或改正步骤。`,
        en: `expected ${quantity} = ${value} within ${within}, found no such number. Delete it or correct the step.`,
      };
    const off = Number(Math.abs(found - value).toPrecision(3));
    return {
      zh: `${quantity} 应为 ${value}（允许相差 ${within}），但算出的是 ${found}，相差 ${off}。请改正这里的数，或改正步骤。`,
      en: `expected ${quantity} = ${value} within ${within}, found ${found}, which is ${off} off. Correct the number or the step.`,
    };
  },
  'not-computed': ({quantity, last}) => ({
    zh: `${quantity} 此时应已算出，但还没有（${last === undefined ? '什么都还没算' : `最后算出的是 ${last}`}）。请让步骤走到那里，或换一个量。`,
    en: `expected ${quantity} to be computed by now, found ${last === undefined ? 'nothing computed yet' : `that the last one was ${last}`}. Let the steps go that far or name another quantity.`,
  }),
  'no-answer': ({quantity, found}) => ({
    zh: `要问的 ${quantity} 应是有限的数，但${Number.isNaN(found) ? '没有这个数' : `它是 ${found}`}。请换一个量，或改正步骤。`,
    en: `expected a finite number ${quantity} to ask for, found ${Number.isNaN(found) ? 'none' : found}. Ask for another or correct the steps.`,
  }),
  'right-options': ({found, quantity, truth}) => ({
    zh: `应恰好有一个选项等于 ${quantity} = ${truth}，但有 ${found} 个。请改正选项的 "is"。`,
    en: `expected exactly one option whose number is ${quantity} = ${truth}, found ${found}. Correct the options' "is".`,
  }),
  'too-many-operations': ({limit}) => ({
    zh: `所有步骤合起来最多 ${limit} 次运算，这里超过了。请用 train，或减少 times。`,
    en: `expected all steps together to take at most ${limit} operations, found more. Use train, or fewer times.`,
  }),
  'too-much-training': ({limit}) => ({
    zh: `所有 train 合起来最多 ${limit} 轮（这个网络的参数越多，上限越小），这里超过了。请减少轮数，或缩小网络。`,
    en: `expected at most ${limit} rounds of training in the whole file (the fewer, the more weights a net has), found more. Use fewer rounds or a smaller net.`,
  }),
  diverged: ({round, run}) => ({
    zh: `网络的数应为有限，但 ${run} 在第 ${round} 轮发散了。请减小学习率或轮数；若是有意的，请写 expect: {diverged: ${round}}。`,
    en: `expected finite numbers, found that ${run} diverges in round ${round}. Use a smaller rate or fewer rounds; if it is meant, write expect: {diverged: ${round}}.`,
  }),
};

function badName(what: Bilingual, name: string): Bilingual {
  return {
    zh: `${what.zh}应为 1 到 20 个可见字符，不含空格和 . , : ; > { } [ ] ( ) | " ' \` # & * ! % @，但这里是 ${quoted(name)}。请改名。`,
    en: `expected ${what.en} of 1 to 20 visible characters without spaces and . , : ; > { } [ ] ( ) | " ' \` # & * ! % @, found ${quoted(name)}. Rename it.`,
  };
}

/** The commonest slips in YAML, by the parser's code for them. */
function syntaxWords(kind: string, message: string, quote: boolean): Bilingual {
  if (quote)
    return {
      zh: 'YAML 读不出这一行：文字中有 "{{"、": "、" #" 或特殊开头。请给整段文字加引号。',
      en: 'expected YAML, found a text that it takes for something else ("{{", ": ", " #" or a special first character). Put the whole text into quotes.',
    };
  switch (kind) {
    case 'TAB_AS_INDENT':
      return {
        zh: '缩进应为空格，但这里是制表符。请换成空格。',
        en: 'expected spaces as indentation, found a tab. Replace it with spaces.',
      };
    case 'BAD_INDENT':
      return {
        zh: '这一行的缩进与上下不合。请与同级的行对齐。',
        en: 'expected the same indentation as the lines beside it, found another. Align this line with its neighbours.',
      };
    case 'MISSING_CHAR':
      return {
        zh: `缺少一个符号（${message}）。请补上，或改正缩进。`,
        en: `expected a character that is missing (${message}). Add it, or correct the indentation.`,
      };
    case 'BAD_DIRECTIVE':
      return {
        zh: '不应有以 % 开头的 YAML 指令。请删除它；以 % 开头的文字要加引号。',
        en: 'expected no YAML directive, found one. Delete it; a text that begins with % needs quotes.',
      };
    case 'BAD_DQ_ESCAPE':
      return {
        zh: '双引号中的转义写法有误。请写两个反斜杠，或改用单引号。',
        en: 'expected a known escape in double quotes, found another. Write two backslashes, or use single quotes.',
      };
    default:
      return {
        zh: `YAML 语法有误（${message}）。请检查缩进、括号和引号。`,
        en: `expected YAML, found a mistake in it (${message}). Check indentation, brackets and quotes.`,
      };
  }
}
