import type {Beat} from '../session/export/screenplay.ts';
import {castEvent, castHeader} from './asciicast.ts';
import {mount} from './mount.ts';
import type {Program} from './program.ts';
import {createScreen, type Size} from './screen.ts';

/**
 * A program played to nobody, as an asciicast: the bytes are those that it sends to a terminal of this size, at the times that the beats
 * give. Line by line, for a long one is large.
 */
export function* record<Model, Message, Request extends object>(
  {start, update, view}: Program<Model, Message, Request>,
  beats: Iterable<Beat>,
  size: Size,
  title: string,
): Generator<string, void> {
  let sent = '';
  const write = (text: string): boolean => {
    sent += text;
    return true;
  };
  // Nobody is slow here: what waits for a drain never waits.
  const screen = createScreen({write, once: () => {}}, size);
  const mounted = mount(screen);
  let time = 0;
  function* shown(): Generator<string> {
    if (sent !== '') yield castEvent(time, 'o', sent);
    sent = '';
  }
  yield castHeader(size, title);
  screen.enter();
  let model = update(start, {type: 'resize', ...size});
  for (const {key, stays, marker} of beats) {
    if (key !== undefined) model = update(model, {type: 'key', key});
    mounted.draw(view(model));
    if (marker !== undefined) yield castEvent(time, 'm', marker);
    yield* shown();
    time += stays;
  }
  screen.leave();
  yield* shown();
  mounted.unmount();
}
