import type {ParsedKey} from 'ssh2';
import ssh2 from 'ssh2';

const KEY = /(?:^|\s)((?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) +[A-Za-z0-9+/]+=*)(?:\s|$)/;

/** The public keys of a file as sshd reads it, a line each; and the numbers of the lines, from 1, that hold none. Options before a key say nothing here. */
export function readAuthorizedKeys(text: string): {
  readonly keys: readonly ParsedKey[];
  readonly faulty: readonly number[];
} {
  const keys: ParsedKey[] = [];
  const faulty: number[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const found = KEY.exec(line)?.[1];
    const key = found === undefined ? undefined : ssh2.utils.parseKey(found);
    if (key === undefined || key instanceof Error || Array.isArray(key)) faulty.push(i + 1);
    else keys.push(key);
  }
  return {keys, faulty};
}
