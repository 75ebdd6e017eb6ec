import type {Server, Socket} from 'node:net';

/** Milliseconds that connections have to say goodbye. */
const GOODBYE = 2000;

/** Takes nobody in any more, and resolves when all have gone: those who are still here after a while are cut off. */
export function closeGently(server: Pick<Server, 'close'>, sockets: Iterable<Socket>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, GOODBYE);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
