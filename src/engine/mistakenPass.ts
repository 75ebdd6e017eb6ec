import {afterUpdate, hasDiverged} from './afterUpdate.ts';
import type {Formula} from './formula.ts';
import type {MistakeName} from './mistakes.ts';
import type {Pass} from './pass.ts';
import {gradient, next, type Quantity} from './quantity.ts';
import {weightFlags} from './regularization.ts';
import {replay} from './replay.ts';
import {ruleOf} from './wrongRules.ts';

/** A right pass, with everything from the loss on computed again by a wrong rule. */
export function mistakenPass(pass: Pass, mistake: MistakeName): Pass {
  const {network, operations} = pass;
  const {at} = replay(pass, ruleOf(mistake, pass));
  const values = new Map(pass.values);
  const wrong = new Map<Quantity, Formula>();
  const look = (name: Quantity): void => {
    const {value, formula, wrong: isWrong} = at(name);
    values.set(name, value);
    if (isWrong && formula !== undefined) wrong.set(name, formula);
  };
  for (const {quantity, phase} of operations) if (phase !== 'forward') look(quantity);
  // What has no operation of its own, such as the gradient by an input.
  for (const name of pass.values.keys()) if (/^(grad|slope)\./.test(name)) look(name);

  const {memory, parameters} = afterUpdate(
    pass,
    network.parameters.map((name) => values.get(gradient(name))!),
    weightFlags(network),
  );
  // The optimiser's own arithmetic where the line of the update is as it should be.
  network.parameters.forEach((name, i) => {
    if (!wrong.has(next(name))) values.set(next(name), parameters[i]!);
  });
  const after = {parameters: network.parameters.map((name) => values.get(next(name))!), memory};
  return {...pass, mistake, values, wrong, after, diverged: hasDiverged(pass.loss, after)};
}
