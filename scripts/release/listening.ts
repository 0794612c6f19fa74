import { connect as dial } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../fault';

/** Waits until something listens at a port of this machine. */
export async function listens(port: number, patience = 60_000): Promise<void> {
  for (const until = performance.now() + patience; ; await sleep(100)) {
    const isOpen = await new Promise<boolean>((answer) => {
      const socket = dial(port, '127.0.0.1', () => answer(true)).on('error', () => answer(false));
      socket.on('connect', () => socket.end());
    });
    if (isOpen) return;
    if (performance.now() > until)
      throw new Fault(`nothing listens at port ${port}`, 'see the logs beside it');
  }
}
