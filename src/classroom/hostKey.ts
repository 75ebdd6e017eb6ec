import {createHash, randomBytes} from 'node:crypto';
import {link, readFile, stat, unlink, writeFile} from 'node:fs/promises';
import path from 'node:path';
import ssh2 from 'ssh2';

/** What the server proves itself with. */
export interface HostKey {
  readonly privateKey: string;
  /** As ssh shows it: `SHA256:…`. */
  readonly fingerprint: string;
}

/** Something about the host key that its owner must mend. */
export class HostKeyError extends Error {
  readonly file: string;
  readonly reason: 'open' | 'unreadable';
  constructor(file: string, reason: 'open' | 'unreadable') {
    super(`${file}: ${reason}`);
    this.file = file;
    this.reason = reason;
  }
}

/**
 * The ed25519 host key that is kept in a folder; made the first time, whole or not at all, for its owner's eyes.
 * @throws a `HostKeyError` where others can read it, or where it is no key
 */
export async function hostKeyIn(folder: string): Promise<HostKey> {
  const file = fileIn(folder);
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) await create(file, newKey());
  else if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) throw new HostKeyError(file, 'open');
  const privateKey = await readFile(file, 'utf8');
  const key = keyOf(privateKey);
  if (key === undefined) throw new HostKeyError(file, 'unreadable');
  return {privateKey, fingerprint: fingerprintOf(key.getPublicSSH())};
}

const fileIn = (folder: string): string => path.join(folder, 'host_key');

/** Writes a host key into a folder that has lost its own: who has been here knows it. */
export async function keepHostKey(folder: string, {privateKey}: HostKey): Promise<void> {
  const file = fileIn(folder);
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) await create(file, privateKey);
}

/** The ed25519 key that a text is, if it is one that signs what it verifies. */
function keyOf(text: string): ssh2.ParsedKey | undefined {
  const key = ssh2.utils.parseKey(text);
  if (key instanceof Error || Array.isArray(key) || key.type !== 'ssh-ed25519') return undefined;
  const said = Buffer.from('bp-tui');
  const signature: unknown = key.sign(said);
  return Buffer.isBuffer(signature) && key.verify(said, signature) === true ? key : undefined;
}

/** Of ssh2's own keys one in some 250 is none: it leaves out a first byte that is 0. */
function newKey(): string {
  for (;;) {
    const {private: text} = ssh2.utils.generateKeyPairSync('ed25519', {comment: 'bp-tui'});
    if (keyOf(text) !== undefined) return text;
  }
}

/** Of two that make one at once, the first counts for both. */
async function create(file: string, text: string): Promise<void> {
  const made = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(made, text, {mode: 0o600, flag: 'wx', flush: true});
  try {
    await link(made, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await unlink(made);
  }
}

/** A public key's fingerprint as ssh shows it. */
export const fingerprintOf = (publicKey: Buffer): string =>
  `SHA256:${createHash('sha256').update(publicKey).digest('base64').replace(/=+$/, '')}`;
