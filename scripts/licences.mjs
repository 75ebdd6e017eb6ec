import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';

/**
 * The licence texts of all packages of which something got into the bundle.
 * @param {import('esbuild').Metafile} metafile what esbuild says about its inputs
 * @returns {Promise<string>} name, version and licence text of each package, sorted by name
 * @throws if a package neither ships a licence text nor names its licence
 */
export async function licences(metafile) {
  const directories = [...new Set(Object.keys(metafile.inputs).flatMap(packageDirectory))].sort();
  const parts = await Promise.all(directories.map(describe));
  return [`Packages that are part of this program, and their licences.\n`, ...parts].join(
    `\n${'-'.repeat(78)}\n\n`,
  );
}

/** The package directory of a bundled file: up to the name behind the last `node_modules`. */
function packageDirectory(input) {
  const match = /^(?:[^:]*:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(input);
  return match ? [path.relative('.', match[1])] : [];
}

async function describe(directory) {
  const manifest = JSON.parse(await readFile(path.join(directory, 'package.json'), 'utf8'));
  const file = (await readdir(directory)).find((name) => /^licen[cs]e/i.test(name));
  if (!file && !manifest.license) throw new Error(`${directory} names no licence`);
  const text = file
    ? await readFile(path.join(directory, file), 'utf8')
    : `Licence: ${manifest.license}\nAuthor: ${person(manifest.author)}\n`;
  return `${manifest.name} ${manifest.version}\n\n${text.trim()}\n`;
}

function person(author) {
  return typeof author === 'object' && author !== null ? author.name : (author ?? 'not named');
}
