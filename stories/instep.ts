import type { Roadbook } from '@roadbook/gateway';

/**
 * People who act one after the other. Each organisation's peer has a new block a moment sooner or later, so
 * whoever comes next waits until the own peer has what the one before wrote. Answers what puts a connection
 * in step with the others; each is put so once.
 */
export function inStep(): (connection: Roadbook) => Roadbook {
  let last: { readonly txId: string; readonly by: Roadbook } | undefined;
  return (connection) => {
    const carry = connection.carry.bind(connection);
    connection.carry = async (call, how) => {
      const after = last && last.by !== connection ? { after: last.txId } : {};
      const answer = await carry(call, { ...after, ...how });
      if (answer.receipt) last = { txId: answer.receipt.txId, by: connection };
      return answer;
    };
    return connection;
  };
}
