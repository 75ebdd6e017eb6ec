import {inflateRawSync} from 'node:zlib';
import type {Bilingual, Setup} from './lesson.ts';
import {limits} from './limits.ts';
import {loadNetFile} from './load.ts';
import {printable, problemWords} from './problemWords.ts';
import {ALPHABET, BEGIN, checksum, DICTIONARY, LENGTH, numeral, PREFIX, VERSION} from './share.ts';

/** What a string held, or why it holds nothing. */
export type Shared =
  | {readonly ok: true; readonly setup: Setup}
  | {readonly ok: false; readonly words: Bilingual};

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
    zh: `分享串完整，但其中没有可用的网络：${printable(reason.zh)}请用同一版本的 bp-tui 重新生成。`,
    en: `expected a net in the shared string, found that it is whole but none: ${printable(reason.en)} Make it anew with this version of bp-tui.`,
  });
}

const noFile = (): Promise<string> => Promise.reject(new Error('a shared net has no files'));

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
