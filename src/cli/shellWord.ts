/** Characters that mean nothing to a shell, wherever they stand: letters and digits of all scripts, and a few signs. */
const PLAIN = /^[\p{L}\p{N}\p{M}_./+:@%,-]+$/u;

/**
 * A file's name as it is typed after a command: quoted where a shell would read it otherwise, and never taken for an option.
 * @param platform Windows has quotes of its own
 */
export function shellWord(file: string, platform: NodeJS.Platform): string {
  const named = file.startsWith('-') ? `./${file}` : file;
  // No name of a file holds a double quote there; a backslash is its way into a folder.
  if (platform === 'win32') return PLAIN.test(named.replaceAll('\\', '/')) ? named : `"${named}"`;
  return PLAIN.test(named) ? named : `'${named.replaceAll("'", "'\\''")}'`;
}
