import type {Setup} from '../../../src/lesson/lesson.ts';
import {loadNetFile, type ReadFile} from '../../../src/lesson/load.ts';

/** The net of a file's text, which is right. */
export async function parseYamlNet(text: string, readFile: ReadFile): Promise<Setup> {
  const loaded = await loadNetFile('net.yaml', text, readFile);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.value;
}
