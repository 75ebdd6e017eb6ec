import {output, parseQuantity, type Quantity} from '../../engine/quantity.ts';
import type {Run} from '../../lesson/lesson.ts';
import {createNotation} from '../../session/notation.ts';
import {MOST_AT_ONCE} from '../../session/play/checkInPieces.ts';
import {edgeRows} from '../../session/play/edges.ts';
import type {Focus} from '../../session/view/focus.ts';
import {outputCurve} from '../../session/view/outputCurve.ts';
import {withFittingDigits} from '../fittingDigits.ts';
import {outputCurveLines} from '../outputCurveLines.ts';
import {type OwnPanel, type OwnPanelSettings, ofTables, ownPanelOf, pictureOf} from '../ownPanel.ts';
import type {Look} from '../scene.ts';
import {screenWords} from '../words.ts';
import {edgeTable} from './edgeTable.ts';
import type {PlayScene} from './scene.ts';
import {playWords} from './words.ts';

/** The panel that is wanted, or the usual one where the net has become too large for it. */
const wantedIn = ({panel, bench}: PlayScene): PlayScene['panel'] =>
  panel === 'check' && bench.now.state.start.parameters.length > MOST_AT_ONCE ? 'map' : panel;

/** Whether the panel that is wanted stands in the lower place. */
export function isLower(scene: PlayScene): boolean {
  const panel = wantedIn(scene);
  return panel !== 'map' && panel !== 'none';
}

/** The panel that is wanted besides the usual ones; undefined where the net has none of that kind. */
export function playPanelOf(
  scene: PlayScene,
  focus: Focus,
  runs: ReadonlyMap<string, Run>,
  look: Look,
): OwnPanel | undefined {
  const {language, digits, ascii, paint} = look;
  const {state} = scene.bench.now;
  const {network, names} = state.start.setup;
  const words = screenWords[language];
  const settings: OwnPanelSettings = {
    lesson: {runs},
    digits,
    words,
    notation: (fewer) => createNotation(names, language, fewer, ascii),
    color: paint.color,
    otherRule: false,
  };
  const usual = (panel: Parameters<typeof ownPanelOf>[0]): OwnPanel | undefined =>
    ownPanelOf(panel, {state, focus}, settings);
  switch (wantedIn(scene)) {
    case 'runs':
      return usual({kind: 'loss', runs: [...runs.keys()]});
    case 'check':
      return usual({kind: 'check'});
    case 'edges': {
      const neuron = neuronOf(scene);
      return ofTables((width) => [
        withFittingDigits(
          (notation) =>
            edgeTable(
              edgeRows(state, neuron, notation) ?? [],
              notation.neuron(neuron),
              scene.chosen,
              notation,
              playWords[language],
            ),
          width,
          settings,
        ),
      ]);
    }
    case 'none':
      return undefined;
    case 'map': {
      const of = pictureOfNeuron(scene);
      if (network.inputs.length === 2) return usual({kind: 'map', of});
      const view = outputCurve(state, of);
      if (view === undefined) return undefined;
      const notation = settings.notation(digits);
      const title = `${playWords[language].curve} ${notation.symbol(of)}`;
      return pictureOf(({width, height}) => ({
        title,
        lines: outputCurveLines(view, {width, height, notation, words, color: paint.color}),
      }));
    }
  }
}

/** Of which neuron the picture is: the chosen one where it is no input, else the first output. */
function pictureOfNeuron({bench, chosen, looking}: PlayScene): Quantity {
  const {network} = bench.now.state.start.setup;
  const parts = parseQuantity(chosen);
  const neuron = looking && parts?.kind === 'output' ? parts.neuron : undefined;
  const isInner = neuron !== undefined && !network.inputs.includes(neuron);
  return output(isInner ? neuron : network.outputs[0]!);
}

/** The neuron that the cursor is on or at. */
function neuronOf({bench, chosen}: PlayScene): string {
  const parts = parseQuantity(chosen);
  if (parts?.kind === 'weight') return parts.to;
  return parts !== undefined && 'neuron' in parts
    ? parts.neuron
    : bench.now.state.start.setup.network.outputs[0]!;
}
