import {type Renderer, type Running, start} from '../terminal/program.ts';
import type {AppMessage, AppModel, AppSettings} from '../ui/app.tsx';
import {pictureKey} from '../ui/class/pictureKey.ts';
import type {AppRequest} from '../ui/requests.ts';
import type {Classroom, Seat} from './classroom.ts';
import type {Frames} from './frames.ts';
import type {Leaving, Who} from './sitting.ts';
import type {RemoteTerminal} from './streams.ts';

/** How a viewer's visit ended. */
export type VisitEnd = Leaving | 'left' | 'fault';

/**
 * Runs somebody's seat on a terminal that is somewhere else, until they leave, the class ends it or the terminal has gone. Never rejects: a fault is
 * this viewer's alone.
 */
export function visit(
  who: Who,
  terminal: RemoteTerminal,
  settings: AppSettings,
  {
    classroom,
    frames,
    isNew,
    onFault,
  }: {
    readonly classroom: Classroom;
    readonly frames: Frames;
    readonly isNew: boolean;
    onFault(error: unknown): void;
  },
): {readonly ended: Promise<VisitEnd>; stop(): void} {
  let why: VisitEnd = 'left';
  let running: Running<AppModel> | undefined;
  const stop = (reason: VisitEnd): void => {
    why = reason;
    running?.stop();
  };
  let seat: Seat;
  const onResize = (): void => seat.resized(terminal.size());
  try {
    seat = classroom.sit(who, settings, terminal.size(), {isNew, onLeave: stop});
  } catch (error) {
    onFault(error);
    return {ended: Promise.resolve('fault'), stop: () => {}};
  }
  const {app} = seat;
  const renderer: Renderer<AppModel> = {
    painter: frames.painter,
    draw(model, screen) {
      seat.seen(model);
      screen.draw(frames.frame(pictureKey(model), screen.size, () => app.view(model)));
    },
  };
  terminal.stdout.on('resize', onResize);
  try {
    running = start<AppModel, AppMessage, AppRequest>(app, {
      stdin: terminal.stdin,
      stdout: terminal.stdout,
      perform: (request) => seat.perform(request),
      outside: (over) => seat.outside(over),
      renderer,
      later: seat.later,
    });
  } catch (error) {
    seat.failed();
    seat.left();
    onFault(error);
    return {ended: Promise.resolve('fault'), stop: () => {}};
  }
  const ended = running.ended
    .then(
      () => why,
      (error: unknown): VisitEnd => {
        seat.failed();
        onFault(error);
        return 'fault';
      },
    )
    .finally(() => {
      terminal.stdout.off('resize', onResize);
      seat.left();
    });
  return {ended, stop: () => stop('left')};
}
