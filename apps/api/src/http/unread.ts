import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { BOUNDS } from './bound';

const lingering = new Set<Socket>();

/**
 * A large body that was refused unread is not received to its end: that would take the time of everybody who
 * waits. The sender is told that nothing else will be read on this connection, can read the answer, and some
 * seconds later the connection is closed: at once would be a reset, which may overtake the answer.
 */
export function receiveNoMore(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const said = Number(
    incoming.headers['content-length'] ??
      (incoming.headers['transfer-encoding'] ? Number.POSITIVE_INFINITY : 0),
  );
  if (said <= BOUNDS.receivedAnyway) return;
  const { socket } = incoming;
  const { destroySoon } = socket;
  const { shouldKeepAlive } = outgoing;
  outgoing.shouldKeepAlive = false;
  socket.destroySoon = () => socket.end();
  incoming.once('end', () => {
    outgoing.shouldKeepAlive = shouldKeepAlive;
    socket.destroySoon = destroySoon;
  });
  outgoing.once('finish', () => {
    if (incoming.complete) return;
    setImmediate(() => socket.pause());
    if (lingering.size >= BOUNDS.lingering) {
      socket.destroy();
      return;
    }
    lingering.add(socket);
    socket.once('close', () => lingering.delete(socket));
    setTimeout(() => socket.destroy(), BOUNDS.lingerMs).unref();
  });
}
