import {crc32, deflateRawSync} from 'node:zlib';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Setup} from '../../src/lesson/lesson.ts';
import {limits} from '../../src/lesson/limits.ts';
import {readShared} from '../../src/lesson/readShare.ts';
import {shareString} from '../../src/lesson/share.ts';
import {withSamples} from '../../src/lesson/withSamples.ts';
import {setupOf} from '../../src/session/play/build.ts';
import {firstRecipe} from '../../src/session/play/recipe.ts';
import {loadShipped, shippedFiles} from '../lessons/shipped.ts';
import {bitsOf, randomSetup} from './randomSetup.ts';

function stringOf(setup: Setup): string {
  const written = shareString(setup);
  if (!written.ok) throw new Error(written.words.en);
  return written.text;
}

async function setupOfString(string: string): Promise<Setup> {
  const shared = await readShared(string);
  if (!shared.ok) throw new Error(shared.words.en);
  return shared.setup;
}

async function refusal(string: string): Promise<string> {
  const shared = await readShared(string);
  if (shared.ok) return '';
  expect(shared.words.zh).toMatch(/[\u4e00-\u9fff].*。$/);
  expect(shared.words.en).toMatch(/^expected .*found.*\.$/);
  return shared.words.en;
}

const made = setupOf({...firstRecipe, seed: '3'}, undefined);
const {setup: small} = made as {setup: Setup};
const string = stringOf(small);

/** A body with the head that belongs to it, worked out from the documented form. */
function sealed(body: string, version = '1'): string {
  const base64 = (value: number, digits: number): string => {
    const bytes = Buffer.alloc(6);
    bytes.writeUIntBE(value, 0, 6);
    return bytes.toString('base64url').slice(-digits);
  };
  const length = base64(body.length, 4);
  return `bpt${version}${length}${base64(crc32(`bpt${version}${length}${body}`), 6)}${body}`;
}

const packed = (text: string | Buffer): string => sealed(deflateRawSync(text).toString('base64url'));

test('a string is one word that no shell and no address takes for anything else', () => {
  expect(string).toMatch(/^bpt1[A-Za-z0-9_-]+$/);
  expect(string.length).toBeLessThan(300);
});

test('any net comes out of its string as it went in, to the last bit', async () => {
  await fc.assert(
    fc.asyncProperty(randomSetup, async (promised) => {
      const setup = await promised;
      const again = await setupOfString(stringOf(setup));
      expect(again).toEqual(setup);
      expect(bitsOf(again)).toEqual(bitsOf(setup));
    }),
    {numRuns: 100},
  );
});

describe.each(shippedFiles)('the nets of %s', (file) => {
  test('come out as they went in', async () => {
    const {runs} = await loadShipped(file);
    for (const {setup} of runs.values()) expect(await setupOfString(stringOf(setup))).toEqual(setup);
  });
});

test('a string that was made once is read for ever', async () => {
  const {parameters, samples, source} = await setupOfString(
    'bpt1AABUBmw2DpIz7iMKIJGj9ERo8hLBCMLc0tjSxMTCxNLCwtLc0tTSEBCg4scyNzE2NLE0sDA0NzM3NTS-QAo1OgJOal1AIA',
  );
  const and = setupOf({...firstRecipe, net: '2-1', data: 'and'}, undefined) as {setup: Setup};
  expect({parameters, samples, source}).toEqual({
    parameters: and.setup.parameters,
    samples: and.setup.samples,
    source: {set: 'and'},
  });
});

test('what chat programs put into a long word does not count', async () => {
  const space = fc.constantFrom(' ', '\n', '\r\n', '\t', '\u00a0', '\u200b', '\u00ad', '\u2028', '\ufeff');
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(string.length), space), {maxLength: 8}), async (spaces) => {
      let spaced = string;
      for (const [at, put] of spaces) spaced = spaced.slice(0, at) + put + spaced.slice(at);
      expect(await setupOfString(spaced)).toEqual(small);
    }),
    {numRuns: 60},
  );
});

describe('a damaged string is refused, or holds the same net', () => {
  const place = fc.nat(string.length - 1);
  const character = fc.oneof(
    fc.constantFrom(...'ABCxyz019-_'),
    fc.constantFrom(...'+/=.–—“"\'`{}\u0000\u001b隐'),
    fc.string({unit: 'binary', minLength: 1, maxLength: 1}),
  );

  async function survives(damaged: string): Promise<void> {
    const shared = await readShared(damaged);
    if (shared.ok) expect(shared.setup).toEqual(small);
    else await refusal(damaged);
  }

  test('with one character changed', async () => {
    await fc.assert(
      fc.asyncProperty(place, character, (at, put) =>
        survives(string.slice(0, at) + put + string.slice(at + 1)),
      ),
      {numRuns: 2000},
    );
  });

  test('with any one character left out or twice', async () => {
    for (let at = 0; at < string.length; at++) {
      await survives(string.slice(0, at) + string.slice(at + 1));
      await survives(string.slice(0, at) + string[at] + string.slice(at));
    }
  });

  test('with any two neighbours exchanged', async () => {
    for (let at = 0; at + 1 < string.length; at++)
      await survives(string.slice(0, at) + string[at + 1] + string[at] + string.slice(at + 2));
  });

  test('with any two characters exchanged, or a stretch of it lost', async () => {
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const characters = [...string];
        [characters[from], characters[to]] = [characters[to]!, characters[from]!];
        await survives(characters.join(''));
        await survives(string.slice(0, from) + string.slice(to));
      }),
      {numRuns: 1000},
    );
  });

  test('with a text inside that would reach the terminal', async () => {
    expect(await refusal('bpt1AAAID6CxEz0-DiYgAA')).not.toMatch(/\p{Cc}/u);
  });

  test('whatever it is', async () => {
    const any = fc.oneof(
      fc.string({unit: 'binary', maxLength: 60}),
      fc.stringMatching(/^bpt1[A-Za-z0-9_-]{0,60}$/),
      fc.base64String({maxLength: 80}).map((body) => sealed(body.replaceAll(/[+/=]/g, '-'))),
      fc.string({unit: 'binary', maxLength: 60}).map(packed),
    );
    await fc.assert(
      fc.asyncProperty(any, async (text) => {
        expect(await refusal(text)).not.toBe('');
      }),
      {numRuns: 1000},
    );
  });
});

describe('is told why:', () => {
  test.each([
    ['nothing', '', /begins with bpt1, found nothing/],
    ['something else', 'https://example.org', /begins with bpt1, found "https:\/\/"/],
    ['control characters', '\u001b[2Jbpt1', /found "\?\[2Jbpt1"/],
    ['a later version', sealed('AAAA', '2'), /version 1, .*found "bpt2.*newer bp-tui/],
    [
      'the end lost',
      string.slice(0, -7),
      new RegExp(`expected ${string.length} characters .*found ${string.length - 7}`),
    ],
    [
      'something more',
      `${string}abc`,
      new RegExp(`expected ${string.length} characters .*found ${string.length + 3}`),
    ],
    ['hardly begun', 'bpt1A', /checksum differs/],
    ['another character', string.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')), /checksum differs/],
    ['a dash of a chat program', `${string.slice(0, 30)}—${string.slice(31)}`, /found "—" as character 31/],
    ['too long', 'a'.repeat(limits.shared + 1), /at most 30000 characters .*found 30001/],
    ['far too long', ' '.repeat(10 * limits.shared), /at most 30000 characters/],
    ['no compressed body', sealed('AAAA'), /whole but none: its body cannot be unpacked/],
    ['a bomb', packed(Buffer.alloc(15_000_000)), /cannot be unpacked/],
    ['no text', packed(Buffer.from([0xff, 0xfe, 0xff])), /cannot be unpacked/],
    ['no net', packed('{format: 1}'), /whole but none: expected the key/],
    ['no YAML', packed('{'), /whole but none: expected/],
    [
      'a file beside it',
      packed(
        '{format: 1, network: {layers: [[a], [b]], activation: tanh, loss: half-squared-error, init: {kind: zeros}}, optimizer: {kind: sgd, rate: 1}, data: {csv: x.csv}}',
      ),
      /a shared net has no files/,
    ],
  ])('%s', async (_what, damaged, words) => {
    expect(await refusal(damaged)).toMatch(words);
  });
});

describe('what is not shared', () => {
  const refusedWords = (setup: Setup): string => {
    const written = shareString(setup);
    return written.ok ? '' : written.words.en;
  };

  test('too many samples or parameters: the file is sent then', () => {
    const samples = Array.from({length: 3000}, (_, i) => ({
      input: [Math.sin(i), Math.cos(i)],
      target: [i % 2],
    }));
    expect(refusedWords(withSamples(small, {samples}))).toMatch(
      /at most 30000 characters to share, found \d+, for 17 parameters and 3000 samples\. Save/,
    );
    expect(stringOf(withSamples(small, {samples: samples.slice(0, 300)})).length).toBeLessThan(limits.shared);
  });

  test('what is no file either, however short its string would be', () => {
    const samples = Array.from({length: 36_000}, () => ({input: [0, 0], target: [0]}));
    expect(refusedWords(withSamples(small, {samples}))).toMatch(
      /file of at most 1000000 characters, found \d{7}\./,
    );
  });

  test('a net that has diverged', () => {
    expect(refusedWords({...small, parameters: small.parameters.with(0, Number.NaN)})).toMatch(/diverged/);
  });
});

test('samples of a CSV file are in the string themselves', async () => {
  const setup: Setup = {...small, source: {csv: '/home/me/data.csv'}};
  const again = await setupOfString(stringOf(setup));
  expect(again.samples).toEqual(small.samples);
  expect(again).not.toHaveProperty('source');
});
