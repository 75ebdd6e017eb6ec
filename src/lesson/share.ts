import {crc32, deflateRawSync, inflateRawSync} from 'node:zlib';
import type {Bilingual, Setup} from './lesson.ts';
import {limits} from './limits.ts';
import {loadNetFile} from './load.ts';
import {listed, netFile} from './netFile.ts';
import {problemWords} from './problemWords.ts';
import {unwritable, type Written} from './writeNet.ts';
import {yamlLine} from './yamlText.ts';

/*
 * A net as a string that can be sent in a message: the prefix with its version, the length of the body (4 characters), the checksum of
 * all else (6), the body. The body is the net's file in one line, as `netFile` has it, compressed (RFC 1951) and written in the alphabet
 * of RFC 4648, section 5, which neither a shell nor an address takes for anything else.
 */

/** What a string held, or why it holds nothing. */
export type Shared =
  | {readonly ok: true; readonly setup: Setup}
  | {readonly ok: false; readonly words: Bilingual};

const PREFIX = 'bpt';
const VERSION = '1';
const LENGTH = 4;
const CHECKSUM = 6;
const BEGIN = PREFIX.length + VERSION.length + LENGTH + CHECKSUM;

/** What a body begins with and is full of: with it in the compressor's memory the string of a small net is less than half as long. It belongs to the version. */
const WORDS =
  'mean-absolute-errormean-squared-errorbinary-cross-entropylayer-by-layerafter-backwardleaky-relusoftplussoftmaxidentityrelu' +
  'function: , at: {, given: {, neurons: {: {zh: , en: names: {w.b.z.a.t.mistake: mean: 0, deviation: 1, range: [-1, 1]kind: uniform' +
  'momentum, rate: 0.5, momentum: 0.9nesterovrmsprop, decay: 0.9, epsilon: 1e-8adagradadam, rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8' +
  'test: {fraction: 0.3, seed: 1data: {set: spiral, size: 200, noise: 0.1, seed: symmetry, encodercirclegausslinessine' +
  '[{input: [0, 0], target: [0]}, {input: [0, 1], target: [1]}, {input: [1, 0], target: [1]}, {input: [1, 1], target: [0]}], updates: ' +
  '{format: 1, network: {layers: [[x1, x2], [h1, h2, h3, h4], [o]], activation: [tanh, sigmoid], loss: half-squared-error, weights: ' +
  '{x->h: 0.2, h->o: 0.3x1->h1: 0., x2->h1: -0., x1->h2: 0., x2->h2: -0., x1->h3: 0., x2->h3: -0., x1->h4: 0., x2->h4: -0., ' +
  'h1->o: 0., h2->o: -0., h3->o: 0., h4->o: -0.}, biases: {h1: 0, h2: 0, h3: 0, h4: 0, o: 0}, ' +
  'init: {kind: xavier, distribution: uniform, seed: 1}}, optimizer: {kind: sgd, rate: 0.5}, data: xor}';
const DICTIONARY = Buffer.from(WORDS);

/** A setup as a string: named sets by their name, other samples one by one, every number in full. */
export function shareString(setup: Setup): Written {
  const words = unwritable(setup);
  if (words !== undefined) return {ok: false, words};
  const text = yamlLine(netFile(setup, listed));
  const body = deflateRawSync(text, {level: 9, dictionary: DICTIONARY}).toString('base64url');
  const length = BEGIN + body.length;
  if (length > limits.shared || text.length > limits.text) {
    const {parameters, samples, test} = setup;
    const [size, most] = [parameters.length, samples.length + test.length];
    return {
      ok: false,
      words: {
        zh: `分享串最多 ${limits.shared} 个字符，这里要 ${length} 个（参数 ${size} 个，样本 ${most} 个）。请改为存盘后发送文件，或减少样本。`,
        en: `expected at most ${limits.shared} characters to share, found ${length}, for ${size} parameters and ${most} samples. Save the net and send the file, or use fewer samples.`,
      },
    };
  }
  return {ok: true, text: sealed(body)};
}

/**
 * The setup of a string. Spaces and line breaks, which programs put into long words, do not count.
 * @returns in words what is wrong with a string that is not as it was made
 */
export async function readShared(written: string): Promise<Shared> {
  const refused = (words: Bilingual): Shared => ({ok: false, words});
  if (written.length > 4 * limits.shared) return refused(tooLong(written.length));
  const string = written.replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff]/g, '');
  if (string.length > limits.shared) return refused(tooLong(string.length));
  const body = opened(string);
  if (typeof body !== 'string') return refused(body);
  const text = inflated(body);
  const loaded = text === undefined ? undefined : await loadNetFile('--from', text, noFile);
  if (loaded?.ok === true) return {ok: true, setup: loaded.value};
  const [first] = loaded?.problems ?? [];
  const reason =
    first === undefined ? {zh: '内容无法解压。', en: 'its body cannot be unpacked.'} : problemWords(first);
  return refused({
    zh: `分享串完整，但其中没有可用的网络：${reason.zh}请用同一版本的 bp-tui 重新生成。`,
    en: `expected a net in the shared string, found that it is whole but none: ${reason.en} Make it anew with this version of bp-tui.`,
  });
}

const noFile = (): Promise<string> => Promise.reject(new Error('a shared net has no files'));

const sealed = (body: string): string => {
  const length = numeral(body.length, LENGTH);
  return `${PREFIX}${VERSION}${length}${checksum(length, body)}${body}`;
};

/** Of the characters themselves: then also those bits count that decoding leaves out. */
const checksum = (length: string, body: string): string =>
  numeral(crc32(`${PREFIX}${VERSION}${length}${body}`), CHECKSUM);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A whole number of less than 2^36 with so many digits of six bits. */
const numeral = (value: number, digits: number): string =>
  Array.from({length: digits}, (_, i) => ALPHABET[Math.floor(value / 64 ** (digits - 1 - i)) % 64]).join('');

/** The body of a string that is as it was made, or what is wrong with it. */
function opened(string: string): string | Bilingual {
  const known = PREFIX + VERSION;
  if (!string.startsWith(PREFIX))
    return {
      zh: `分享串应以 ${known} 开头，但${string === '' ? '这里是空的' : `开头是 "${begin(string)}"`}。请完整复制整个分享串。`,
      en: `expected a shared net, which begins with ${known}, found ${string === '' ? 'nothing' : `"${begin(string)}"`}. Copy the whole string.`,
    };
  if (!string.startsWith(known) && /^\d/.test(string.slice(PREFIX.length)))
    return {
      zh: `这个 bp-tui 能读版本 ${VERSION} 的分享串（以 ${known} 开头），但开头是 "${begin(string)}"。请升级 bp-tui，或重新复制。`,
      en: `expected a shared net of version ${VERSION}, which begins with ${known}, found "${begin(string)}". Use a newer bp-tui, or copy the string again.`,
    };
  const place = string.search(/[^A-Za-z0-9_-]/);
  if (place >= 0) {
    const found = String.fromCodePoint(string.codePointAt(place)!);
    return {
      zh: `分享串只含字母、数字、"-" 和 "_"，但第 ${place + 1} 个字符是 ${shown(found)}。聊天软件可能改动了它，请重新复制，或改发文件。`,
      en: `expected only letters, digits, - and _ in a shared net, found ${shown(found)} as character ${place + 1}. A chat program may have changed it: copy it again, or send a file.`,
    };
  }
  const length = string.slice(known.length, known.length + LENGTH);
  const body = string.slice(BEGIN);
  const isSealed =
    string.startsWith(known) && string.slice(known.length + LENGTH, BEGIN) === checksum(length, body);
  if (isSealed && length === numeral(body.length, LENGTH)) return body;
  const wanted = BEGIN + numberIn(length);
  // A length that no string has was damaged itself.
  if (
    string.startsWith(known) &&
    wanted !== string.length &&
    wanted <= limits.shared &&
    string.length >= known.length + LENGTH
  )
    return {
      zh: `分享串应有 ${wanted} 个字符，但有 ${string.length} 个，${string.length < wanted ? '少了一部分' : '多了或被改动过'}。请完整复制整个分享串。`,
      en: `expected ${wanted} characters in this shared net, found ${string.length}. Copy the whole string, and nothing else.`,
    };
  return {
    zh: '分享串应与生成时完全一样，但校验和不符：有字符被改动、丢失或交换了。请重新复制整个分享串。',
    en: 'expected the shared net as it was made, found that its checksum differs: a character was changed, lost or exchanged. Copy the whole string again.',
  };
}

/** The number that `numeral` writes so. */
const numberIn = (digits: string): number =>
  Array.from(digits).reduce((value, digit) => value * 64 + ALPHABET.indexOf(digit), 0);

const begin = (string: string): string => Array.from(string.slice(0, 12)).slice(0, 8).map(visible).join('');

const visible = (character: string): string =>
  /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? character : '?';

const shown = (character: string): string =>
  visible(character) === character
    ? `"${character}"`
    : `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

const tooLong = (found: number): Bilingual => ({
  zh: `分享串最多 ${limits.shared} 个字符，但这里有 ${found} 个。请只复制分享串本身。`,
  en: `expected at most ${limits.shared} characters of a shared net, found ${found}. Copy the string alone.`,
});

/** The text of a body, which may say of itself that it is far larger; undefined where it is none. */
function inflated(body: string): string | undefined {
  try {
    // Of what fits into a file, each unit takes three bytes at most.
    const bytes = inflateRawSync(Buffer.from(body, 'base64url'), {
      dictionary: DICTIONARY,
      maxOutputLength: 3 * limits.text,
    });
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    return undefined;
  }
}
