import {Terminal} from '@xterm/headless';
import {describe, expect, test} from 'vitest';
import {screenplay} from '../../src/session/export/screenplay.ts';
import {createNotation} from '../../src/session/notation.ts';
import {record} from '../../src/terminal/recording.ts';
import {createApp} from '../../src/ui/app.tsx';
import {drive, settings} from '../ui/frame.tsx';
import {firstLesson} from '../ui/lesson.ts';

type Event = readonly [seconds: number, code: 'o' | 'm', data: string];

const lesson = await firstLesson();

function recorded(language: 'zh' | 'en', size = {columns: 80, rows: 24}) {
  const notation = createNotation(lesson.setup.names, language, 4, false);
  const beats = [...screenplay(lesson, notation)];
  const app = createApp({...settings, ...size, language, color: '256'}, {open: {lesson}});
  const [header, ...events] = [...record(app, beats, size, 'A title')].map((line) => JSON.parse(line));
  return {header, events: events as readonly Event[], beats, size};
}

/** The screen after these events, as a terminal shows it. */
async function replayed(events: readonly Event[], {columns, rows}: {columns: number; rows: number}) {
  const terminal = new Terminal({cols: columns, rows, allowProposedApi: true});
  const bytes = events.map(([, code, data]) => (code === 'o' ? data : '')).join('');
  await new Promise<void>((resolve) => terminal.write(bytes, resolve));
  const {active} = terminal.buffer;
  return {
    lines: Array.from({length: rows}, (_, row) => active.getLine(row)?.translateToString(true) ?? ''),
    alternate: active.type === 'alternate',
  };
}

describe.each([
  ['zh', {columns: 80, rows: 24}],
  ['en', {columns: 120, rows: 36}],
] as const)('lesson 1 in %s', (language, size) => {
  const {header, events, beats} = recorded(language, size);
  const markers = events.flatMap(([, code], i) => (code === 'm' ? [i] : []));

  test('has the header of its size', () => {
    expect(header).toMatchObject({version: 2, width: size.columns, height: size.rows, title: 'A title'});
  });

  test('has a marker for each step, with its number and title', () => {
    expect(markers.map((i) => events[i]?.[2])).toEqual(
      lesson.steps.map(({title}, i) => `${i + 1} ${title[language]}`),
    );
  });

  test('has times that never go back', () => {
    const times = events.map(([seconds]) => seconds);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(times[0]).toBe(0);
  });

  test.each([1, 3, 14, 15, 20, 27, 35])(
    'a terminal shows at the end of step %i what the program shows',
    async (step) => {
      const driven = drive({open: {lesson}}, {...size, language});
      const until = beats.findIndex(({marker}) => marker?.startsWith(`${step + 1} `));
      const keys = beats.slice(0, until < 0 ? undefined : until).flatMap(({key}) => key ?? []);
      const wanted = driven.press(...keys).lines();
      // The last event of all gives the terminal back.
      const {lines} = await replayed(events.slice(0, markers[step] ?? -1), size);
      expect(lines).toEqual(wanted.map((line) => line.trimEnd()));
      expect(lines.join()).toContain(lesson.steps[step - 1]?.title[language]);
    },
  );

  test('gives the terminal back at its end', async () => {
    const {alternate, lines} = await replayed(events, size);
    expect(alternate).toBe(false);
    expect(lines.join('')).toBe('');
  });
});
