import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** For the whole run: no program that a test starts keeps its progress in the tester's home. */
export default function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'bp-tui-state-'));
  process.env.XDG_STATE_HOME = folder;
  return () => rmSync(folder, {recursive: true, force: true});
}
