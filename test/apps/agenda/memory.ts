import { type Role, type WireCall } from '@roadbook/chaincode/api';
import { List } from '@roadbook/agenda';
import type { Write } from '@roadbook/gateway';
import { clientsOf, type Ledger, openWorld, type Person } from '@roadbook/ledger';
import { callFor } from '../../../apps/agenda/src/send';
import { nameOf, recordOf } from '../../../gateway/src/ledger/decoded';
import { together } from '../../../gateway/src/call/together';
import { vinOf } from '../../../stories/vin';
import type { World } from '../../behaviour/world';

const writeOf = ([key, value]: readonly [string, Buffer | Uint8Array | undefined]): Write => ({
  ...nameOf(key),
  ...(value && { after: recordOf(Buffer.from(value).toString('utf8')) }),
  removed: value === undefined,
  key,
});

/** What became of a call that was due. */
export interface Sent {
  readonly operation: string;
  readonly of: string;
  readonly code: string;
}

/** The agenda of an organisation beside a ledger in memory, which is sent when a test says so. */
export async function agendaOn(ledger: Ledger, org = 'registry') {
  const list = new List(org);
  const unread = list.take([...ledger.world.state].map(([key, { value }]) => writeOf([key, value])));
  const commit = ledger.commit.bind(ledger);
  ledger.commit = (...transactions) => {
    const verdicts = commit(...transactions);
    for (const [at, { set }] of transactions.entries())
      if (verdicts[at] === 'VALID') unread.push(...list.take([...set.writes].map(writeOf)));
    return verdicts;
  };
  const agenda = await ledger.enrol(org, 'agenda', 'timekeeper');
  const now = () => new Date(ledger.now).toISOString();
  const due = () => list.before(now());
  /** Sends all that is due now, once each. */
  const send = async (): Promise<Sent[]> => {
    const sent: Sent[] = [];
    for (const item of due()) {
      if (!list.has(item)) continue;
      const about = { operation: `${item.room}.${item.operation}`, of: item.id.join('/') };
      const code = await ledger.call(agenda, callFor(item, now())).then(
        () => 'SENT',
        (error: { code?: string; message: string }) => error.code ?? error.message,
      );
      if (code === 'SENT') list.finish(item);
      sent.push({ ...about, code });
    }
    return sent;
  };
  return { list, unread, due, send, agenda };
}

/** A consortium in memory with the agenda of an organisation. */
export async function openAgenda() {
  let count = 0;
  const { ledger, be } = await openWorld({ at: Date.now() });
  const carry = (person: Person) => async (call: WireCall) => ({ text: await ledger.call(person, call) });
  const world: World = {
    be: async (member: string, role: Role) => {
      const person = await be(member, role);
      const on = clientsOf((call) => ledger.call(person, call));
      return { on: { ...on, together: (act) => together(carry(person), act) } };
    },
    fresh: (prefix) => `${prefix}-${++count}`,
    vin: () => vinOf('1M8', ++count),
    now: () => new Date(ledger.now).toISOString(),
    wait: async (until) => ledger.pass(Math.max(0, Date.parse(until) - ledger.now)),
  };
  return { world, ledger, ...(await agendaOn(ledger)) };
}
