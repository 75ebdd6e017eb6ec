import {readFileSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {lessonJsonSchema} from '../../src/lesson/jsonSchema.ts';

const file = new URL('../../docs/lesson.schema.json', import.meta.url);
const made = `${JSON.stringify(lessonJsonSchema(), null, 2)}\n`;
// To make it anew: WRITE_SCHEMA=1 npx vitest run test/lesson/jsonSchema.test.ts && npm run format
if (process.env.WRITE_SCHEMA) writeFileSync(file, made);

test('docs/lesson.schema.json is made from the schema of the loader', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(made));
});

test('every part that editors know by name is used', () => {
  const {$defs} = JSON.parse(made);
  expect(Object.keys($defs).sort()).toEqual(
    [
      'action',
      'ask',
      'batch',
      'data',
      'granularity',
      'init',
      'network',
      'optimizer',
      'quantity',
      'regularization',
      'step',
      'words',
    ].sort(),
  );
  for (const name of Object.keys($defs)) expect(made).toContain(`"#/$defs/${name}"`);
});

test('what has a default need not be written', () => {
  const {required, properties} = JSON.parse(made);
  expect(required).not.toContain('updates');
  expect(properties.updates.default).toBe('after-backward');
  expect(required).toEqual(expect.arrayContaining(['format', 'optimizer', 'steps', 'title']));
});
