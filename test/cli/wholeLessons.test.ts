import process from 'node:process';
import {afterEach, describe, expect, test} from 'vitest';
import {loadShipped, shippedFiles} from '../lessons/shipped.ts';
import {journeyThrough, type Leg} from '../lessons/toTheEnd.ts';
import {endTerminals, type Session, startInTerminal} from '../pty.ts';
import {program} from './bp-tui.ts';

/* Whole lessons in the built program, in a terminal: each key leads to the very screen that the model has there. */

afterEach(endTerminals);

const keys: Readonly<Record<Leg['key'], string>> = {space: ' ', s: 's', b: 'b'};

/** Waits until the terminal shows this, and else says what it shows in its place. */
async function expectShown(session: Session, screen: string): Promise<void> {
  const wanted = screen.split('\n').map((line) => line.trimEnd());
  const isShown = (): boolean => session.screen().join('\n') === wanted.join('\n');
  await session.waitFor(isShown).catch(() => expect(session.screen()).toEqual(wanted));
}

describe.each([
  ['02', ['--no-motion']],
  ['05', ['--no-motion']],
  ['08', ['--no-motion']],
  // Training is seen going on, and ends in the same pictures.
  ['07', []],
])('lesson %s %j', (number, options) => {
  test('is played to its end and back', async () => {
    const file = shippedFiles.find((name) => name.startsWith(number));
    expect(file).toBeDefined();
    const {first, there, back} = journeyThrough(await loadShipped(file!), Number(number));
    const args = [program, 'lesson', String(Number(number)), '--lang', 'en', ...options];
    const session = startInTerminal(process.execPath, args);
    await expectShown(session, first);
    for (const {key, screen} of [...there, ...back]) {
      session.write(keys[key]);
      await expectShown(session, screen);
    }
    session.write('q');
    expect(await session.exit).toEqual({code: 0, signal: 0});
  }, 60_000);
});
