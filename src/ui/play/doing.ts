import {output} from '../../engine/quantity.ts';
import {columnsOf} from '../../session/play/cursor.ts';
import {lighter} from '../../session/play/lighter.ts';
import {act, actAll, type Bench, type PlayAction} from '../../session/play/play.ts';
import {AT_TOP, type PlayScene} from './scene.ts';

/*
 * What is done in free play, whichever key or page asks for it.
 */

/** The scene with free play standing elsewhere: what belonged to the place before is gone. */
export function standing(scene: PlayScene, wanted: Bench): PlayScene {
  if (wanted === scene.bench) return scene;
  const bench = lighter(wanted, scene.allowance);
  const {network} = bench.now.state.start.setup;
  const isThere = columnsOf(network).some((items) => items.includes(scene.chosen));
  return {
    ...scene,
    bench,
    chosen: isThere ? scene.chosen : output(network.inputs[0]!),
    training: undefined,
    nudged: undefined,
    scroll: AT_TOP,
  };
}

/** After an action. */
export const done = (scene: PlayScene, action: PlayAction): PlayScene =>
  standing({...scene, training: undefined}, act(scene.bench, action));

/** Several actions as one that can be undone. */
export const doneAll = (scene: PlayScene, actions: readonly PlayAction[]): PlayScene =>
  standing(scene, actAll(scene.bench, actions));
