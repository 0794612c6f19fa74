import { apis } from '@roadbook/chaincode/api';
import { receiptOf, type Roadbook, type Rooms } from '@roadbook/gateway';

type Method = (...given: unknown[]) => Promise<object>;

/**
 * People who act one after the other. Each organisation's peer has a new block a moment sooner or later, so whoever comes next waits until the
 * own peer has what the one before wrote. Answers what makes the rooms of a connection walk in step with the others.
 */
export function inStep(): (connection: Roadbook) => Rooms {
  let last: { readonly txId: string; readonly by: Roadbook } | undefined;
  const step =
    (connection: Roadbook, method: Method): Method =>
    async (...given) => {
      if (last && last.by !== connection) await connection.outcome(last.txId);
      const answer = await method(...given);
      const receipt = receiptOf(answer);
      if (receipt) last = { txId: receipt.txId, by: connection };
      return answer;
    };
  return (connection) => {
    const rooms = Object.keys(apis).map((room) => {
      const methods = Object.entries(connection[room as keyof Rooms] as unknown as Record<string, Method>);
      return [room, Object.fromEntries(methods.map(([name, method]) => [name, step(connection, method)]))];
    });
    return Object.fromEntries(rooms) as Rooms;
  };
}
