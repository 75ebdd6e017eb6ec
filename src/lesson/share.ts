import {crc32, deflateRawSync} from 'node:zlib';
import type {Setup} from './lesson.ts';
import {limits} from './limits.ts';
import {listed, netFile} from './netFile.ts';
import {ofLength, tooManyListed, unwritable, type Written} from './writeNet.ts';
import {yamlLine} from './yamlText.ts';

/*
 * A net as a string that can be sent in a message: the prefix with its version, the length of the body (4 characters), the checksum of
 * all else (6), the body. The body is the net's file in one line, as `netFile` has it, compressed (RFC 1951) and written in the alphabet
 * of RFC 4648, section 5, which neither a shell nor an address takes for anything else.
 */

export const PREFIX = 'bpt';
export const VERSION = '1';
export const LENGTH = 4;
const CHECKSUM = 6;
export const BEGIN = PREFIX.length + VERSION.length + LENGTH + CHECKSUM;

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
export const DICTIONARY = Buffer.from(WORDS);

/** A setup as a string: named sets by their name, other samples one by one, every number in full. */
export function shareString(setup: Setup): Written {
  const words = unwritable(setup);
  if (words !== undefined) return {ok: false, words};
  const tooMany = (found: string): Written => {
    const {parameters, samples, test} = setup;
    const [size, most] = [parameters.length, samples.length + test.length];
    return {
      ok: false,
      words: {
        zh: `分享串最多 ${limits.shared} 个字符，这里要 ${found} 个（参数 ${size} 个，样本 ${most} 个）。请改为存盘后发送文件，或减少样本。`,
        en: `expected at most ${limits.shared} characters to share, found ${found}, for ${size} parameters and ${most} samples. Save the net and send the file, or use fewer samples.`,
      },
    };
  };
  // So many samples are not compressed only to find out.
  if (tooManyListed(setup, listed) !== undefined) return tooMany(`> ${limits.shared}`);
  const whole = ofLength(yamlLine(netFile(setup, listed)));
  if (!whole.ok) return whole;
  const body = deflateRawSync(whole.text, {level: 9, dictionary: DICTIONARY}).toString('base64url');
  const length = BEGIN + body.length;
  if (length > limits.shared) return tooMany(String(length));
  return {ok: true, text: sealed(body)};
}

const sealed = (body: string): string => {
  const length = numeral(body.length, LENGTH);
  return `${PREFIX}${VERSION}${length}${checksum(length, body)}${body}`;
};

/** Of the characters themselves: then also those bits count that decoding leaves out. */
export const checksum = (length: string, body: string): string =>
  numeral(crc32(`${PREFIX}${VERSION}${length}${body}`), CHECKSUM);

export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A whole number of less than 2^36 with so many digits of six bits. */
export const numeral = (value: number, digits: number): string =>
  Array.from({length: digits}, (_, i) => ALPHABET[Math.floor(value / 64 ** (digits - 1 - i)) % 64]).join('');
