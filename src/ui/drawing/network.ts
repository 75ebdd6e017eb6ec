import {
  type Cell,
  edgesInto,
  type NetworkView,
  type NeuronView,
  type ParameterView,
} from '../../session/view/network.ts';
import {fitLine, type Line, lineWidth} from '../paint.ts';
import {drawChain, fitsChain} from './chain.ts';
import {drawFan, fitsFan} from './fan.ts';
import {fitNumber} from './fitNumber.ts';
import {createPen, type Size} from './pen.ts';
import {drawPorts, fitsPorts} from './ports.ts';

/**
 * A drawing of the net with its numbers: exactly `height` lines of `width` cells. Which drawing it is depends on the
 * net and the room, never on the numbers, so nothing moves when a number appears.
 */
export function drawNetwork(
  view: NetworkView,
  {width, height, ascii}: Size & {readonly ascii: boolean},
): readonly Line[] {
  const pen = createPen(view, {width: Math.max(0, width), height: Math.max(0, height)}, ascii);
  if (fitsChain(view, pen)) drawChain(view, pen);
  else if (fitsPorts(view, pen)) drawPorts(view, pen);
  else if (fitsFan(view, pen)) drawFan(view, pen);
  else return markedOnly(view, pen, ascii);
  return pen.lines();
}

/** Where there is no room for any drawing: what is marked, a line each, its name where it fits too. */
function markedOnly(view: NetworkView, {width, height}: Size, ascii: boolean): readonly Line[] {
  const marked = cellsOf(view).filter((cell) => cell.marked);
  return Array.from({length: height}, (_, row) => {
    const cell = marked[row];
    if (cell === undefined) return fitLine([], width);
    const number =
      cell.text === undefined ? (ascii ? '-' : '–') : fitNumber({...cell, text: cell.text}, width, ascii);
    const named: Line = [{text: `${cell.symbol} `}, {text: number ?? '', role: 'mark'}];
    return fitLine(lineWidth(named) <= width ? named : named.slice(1), width);
  });
}

/** Every number of the view. */
export function cellsOf(view: NetworkView): readonly Cell[] {
  const ofParameter = (parameter: ParameterView | undefined): readonly Cell[] =>
    parameter === undefined ? [] : [parameter, parameter.gradient, parameter.next];
  const ofNeuron = ({output, sum, bias, delta, target, loss}: NeuronView): readonly Cell[] => [
    ...[output, sum, delta, target, loss].filter((cell) => cell !== undefined),
    ...ofParameter(bias),
  ];
  const {layers} = view;
  return [
    ...layers.flat().flatMap(ofNeuron),
    ...layers.flatMap((_, layer) => edgesInto(view, layer).flatMap(ofParameter)),
  ];
}
