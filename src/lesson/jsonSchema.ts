import * as z from 'zod/mini';
import * as schema from './schema.ts';

/** What editors show of the parts of a lesson file. */
const parts: readonly (readonly [schema: z.core.$ZodType, id: string, description: string])[] = [
  [schema.words, 'words', 'Words in both languages; a plain text stands for both.'],
  [
    schema.quantity,
    'quantity',
    'A quantity: w.x->h, b.h, z.h, a.h, t.o, loss, grad.…, slope.h, next.…, or a display name.',
  ],
  [
    schema.network,
    'network',
    'The net: neurons by layer, activations, loss, and its first weights and biases.',
  ],
  [schema.init, 'init', 'How the first weights are drawn.'],
  [schema.optimizer, 'optimizer', 'What turns gradients into new weights, with its learning rate.'],
  [schema.batch, 'batch', 'Samples for one update: 1 if left out.'],
  [schema.regularization, 'regularization', 'How much an update draws the weights towards 0.'],
  [schema.data, 'data', 'The samples: a list, a named set, or a CSV file beside the lesson.'],
  [schema.step, 'step', 'One step: words, actions, what to look at, what must come out, a question.'],
  [schema.action, 'action', 'Something that a step does to the net.'],
  [schema.ask, 'ask', 'A question. Its true answer is computed.'],
  [schema.granularity, 'granularity', 'How far one movement goes.'],
];

/**
 * The format of lesson files as JSON Schema (draft 2020-12), for editors. It says less than the loader checks: not that names exist,
 * nor that lengths fit together.
 */
export function lessonJsonSchema(): object {
  const metadata = z.registry<{id?: string; title?: string; description?: string}>();
  for (const [part, id, description] of parts) metadata.add(part, {id, description});
  metadata.add(schema.lessonFile, {
    title: 'bp-tui lesson',
    description: 'A lesson of bp-tui: see lesson-format.md.',
  });
  return z.toJSONSchema(schema.lessonFile, {metadata, io: 'input', target: 'draft-2020-12'});
}
