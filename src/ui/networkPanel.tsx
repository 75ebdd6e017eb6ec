import {memo, type ReactElement} from 'react';
import type {NetworkView} from '../session/view/network.ts';
import {drawNetwork} from './drawing/network.ts';
import type {Paint} from './paint.ts';
import {Panel} from './panel.tsx';

export interface NetworkPanelProps {
  readonly view: NetworkView;
  /** In cells, border included. */
  readonly width: number;
  readonly height: number;
  readonly paint: Paint;
  readonly ascii: boolean;
  readonly words: {
    /** The panel's title. */
    readonly network: string;
  };
}

/** The net with its numbers: what is known stands in its place, what is not is a dash, what is computed now is marked. */
export const NetworkPanel = memo(function NetworkPanel(props: NetworkPanelProps): ReactElement {
  const {view, width, height, paint, ascii, words} = props;
  const lines = drawNetwork(view, {width: width - 2, height: height - 2, ascii});
  return (
    <Panel title={words.network} lines={lines} width={width} height={height} paint={paint} ascii={ascii} />
  );
});
