import {Box} from 'ink';
import type {ReactElement} from 'react';
import {toAscii} from '../session/notation.ts';
import {graphPicture} from './graphPicture.ts';
import {
  type LessonLayout,
  type LessonScene,
  layoutLesson,
  type ScreenSettings,
  withPrompt,
} from './lessonLayout.ts';
import {Lines} from './lines.tsx';
import {NetworkPanel} from './networkPanel.tsx';
import type {OwnLayout} from './ownPanel.ts';
import type {Line, Paint} from './paint.ts';
import {Panel} from './panel.tsx';
import type {Part} from './screenPlan.ts';
import {TablePanel} from './tablePanel.tsx';
import {screenWords} from './words.ts';

export interface LessonScreenProps {
  readonly lesson: LessonScene;
  readonly settings: ScreenSettings;
  readonly paint: Paint;
  /** Stands in the place of the footer, and over the end of the words where it has several lines. */
  readonly prompt: readonly Line[];
}

/** A lesson: the net, its loss, working and parameters, the words and the keys, each in its place. */
export function LessonScreen({lesson, settings, paint, prompt}: LessonScreenProps): ReactElement {
  const layout = layoutLesson(lesson, settings);
  return <PanelsScreen layout={layout} settings={settings} paint={paint} prompt={prompt} />;
}

export interface PanelsScreenProps {
  readonly layout: LessonLayout;
  readonly settings: ScreenSettings;
  readonly paint: Paint;
  readonly prompt: readonly Line[];
}

/** Panels, each in its place. */
export function PanelsScreen({layout: laidOut, settings, paint, prompt}: PanelsScreenProps): ReactElement {
  const layout = withPrompt(laidOut, prompt);
  return (
    <Box flexDirection="column">
      {layout.plan.map(({height, parts}) => (
        <Box key={parts[0]!.part} height={height} flexShrink={0}>
          {parts.map(({part, width}) => (
            <Box key={part} width={width} flexShrink={0}>
              {regionOf(part, layout, {width, height}, settings, paint)}
            </Box>
          ))}
        </Box>
      ))}
    </Box>
  );
}

function regionOf(
  part: Part,
  layout: LessonLayout,
  size: {readonly width: number; readonly height: number},
  settings: ScreenSettings,
  paint: Paint,
): ReactElement | null {
  const {language, ascii} = settings;
  const words = screenWords[language];
  const common = {...size, paint, ascii};
  switch (part) {
    case 'header':
    case 'footer':
      return <Lines lines={[layout[part]]} {...size} paint={paint} />;
    case 'network':
      if (layout.graph !== undefined)
        return (
          <Panel
            title={ascii ? toAscii(words.panels.graph) : words.panels.graph}
            lines={
              graphPicture(layout.graph, {
                width: size.width - 2,
                height: size.height - 2,
                ascii,
                digits: settings.digits,
              }).lines
            }
            {...common}
          />
        );
      return <NetworkPanel view={layout.network} words={words.panels} {...common} />;
    case 'working':
    case 'loss': {
      const content = layout[part];
      return content === undefined ? null : <Panel {...content} {...common} />;
    }
    case 'own':
      return layout.own === undefined ? null : ownRegion(layout.own, common);
    case 'table':
      return layout.table === undefined ? null : <TablePanel layout={layout.table} {...common} />;
    case 'lower':
      return layout.lower === undefined ? null : regionOf(layout.lower, layout, size, settings, paint);
    case 'words':
      return layout.words.bordered ? (
        <Panel {...layout.words.content} {...common} />
      ) : (
        <Lines lines={layout.words.content.lines} {...size} paint={paint} />
      );
  }
}

type RegionProps = {
  readonly width: number;
  readonly height: number;
  readonly paint: Paint;
  readonly ascii: boolean;
};

function ownRegion(own: OwnLayout, common: RegionProps): ReactElement {
  if (own.kind === 'lines') return <Panel title={own.title} lines={own.lines} {...common} />;
  return (
    <Box flexDirection="column">
      {own.tables.map(({layout, height}) => (
        <TablePanel key={layout.title} layout={layout} {...common} height={height} />
      ))}
    </Box>
  );
}
