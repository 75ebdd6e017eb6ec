/** Gives a function its first arguments: `bind(f, a, b)` is `(last) => f(a, b, last)`. */
export type Binder = <Fixed extends unknown[], Last extends unknown[], Result>(
  f: (...args: [...Fixed, ...Last]) => Result,
  ...fixed: Fixed
) => (...last: Last) => Result;

/** The plain way to do it. */
export const closure: Binder =
  (f, ...fixed) =>
  (...last) =>
    f(...fixed, ...last);

/**
 * The fast way: the same function as code of its own.
 *
 * It is what makes loops over `Float64Array`s as fast as C's. V8 optimises a function's code once for all of its callers, and then
 * works out where an array lies, and how long it is, at every single access. A function that exists once, and whose arrays are
 * constants, gets their addresses and lengths (and the loops' bounds) compiled in: up to three times as fast. An ordinary
 * closure does not do, because all closures made at one place share their code.
 *
 * Where Node forbids code from strings (--disallow-code-generation-from-strings) it falls back to the plain way.
 */
export const hardwire: Binder = (f, ...fixed) => {
  const names = fixed.map((_, i) => `x${i}`);
  const given = {f, ...Object.fromEntries(names.map((name, i) => [name, fixed[i]]))};
  const last = Array.from({length: f.length - fixed.length}, (_, i) => `y${i}`);
  return ownCode(given, `(${last}) => f(${[...names, ...last]})`) ?? closure(f, ...fixed);
};

let copies = 0;

/**
 * The value of a JavaScript expression over `given` names, as code that no other function shares. Only ever for texts made of our own
 * words and numbers: nothing that a user or a file says may get into one. Undefined where Node forbids code from strings.
 */
export function ownCode<F>(given: Readonly<Record<string, unknown>>, expression: string): F | undefined {
  // V8 recognises a text that it has seen before and would share the code after all; a number makes each text new.
  copies++;
  try {
    return new Function(...Object.keys(given), `'use strict'; return (${expression}); // ${copies}`)(
      ...Object.values(given),
    );
  } catch (error) {
    if (error instanceof EvalError) return undefined;
    throw error;
  }
}
