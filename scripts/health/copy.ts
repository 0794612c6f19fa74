import { copiesOf } from '../node/copy';
import { complaint, running } from '../node/processes';
import { type Finding, type Look, well } from './finding';

interface Health {
  readonly following: boolean;
  readonly why?: string;
  readonly height: string;
  readonly peerHeight: string;
}

/** Blocks that a copy may be behind without being ill: it catches up. */
const BEHIND = 50n;

/** Whether the copies of the ledger follow it. Those that do not run are told with the other processes. */
export const copyLook: Look = async (home) => {
  const all = copiesOf(home).filter(({ id }) => running(home, id));
  return await Promise.all(
    all.map(async ({ id, port }): Promise<Finding> => {
      const health = await healthAt(port);
      if (!health)
        return {
          ...{
            about: 'copy',
            state: 'warning',
            what: `${id} does not answer yet; it says:\n    ${complaint(home, id)}`,
          },
          cure: `wait some seconds; then scripts/logs ${id}`,
        };
      const lag = BigInt(health.peerHeight) - BigInt(health.height);
      if (!health.following)
        return {
          about: 'copy',
          state: 'fault',
          what: `${id} does not follow: ${health.why ?? ''}`,
          cure: `scripts/logs ${id}`,
        };
      if (lag > BEHIND)
        return {
          about: 'copy',
          state: 'warning',
          what: `${id} is ${lag} blocks behind`,
          cure: 'wait; it catches up',
        };
      return well('copy', `${id} has all ${health.height} blocks`);
    }),
  );
};

async function healthAt(port: number): Promise<Health | undefined> {
  try {
    const answered = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(3_000) });
    return (await answered.json()) as Health;
  } catch {
    return undefined;
  }
}
