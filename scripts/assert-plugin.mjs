/**
 * Some packages check an argument with Node's assert, which for its fine messages loads a good deal of Node (6 ms). They
 * get the four functions that they call, with plain messages.
 */
export const plainAssert = {
  name: 'plain-assert',
  setup(build) {
    build.onResolve({filter: /^(node:)?assert$/}, () => ({path: 'assert', namespace: 'plain-assert'}));
    build.onLoad({filter: /.*/, namespace: 'plain-assert'}, () => ({
      contents: `const hold = (holds, message) => {
  if (!holds) throw new Error(message ?? 'a package was called in a way that it does not expect');
};
export const ok = (value, message) => hold(Boolean(value), message);
export const equal = (actual, expected, message) => hold(Object.is(actual, expected), message);
export const strictEqual = equal;
export const notStrictEqual = (actual, expected, message) => hold(!Object.is(actual, expected), message);`,
    }));
  },
};
