import { apis, ContractError, iso20022 } from '@roadbook/chaincode/api';
import {
  payPain001,
  readCamt053,
  receiptOf,
  type Rooms,
  roomsOver,
  type StatementRead,
  writeIso20022,
} from '@roadbook/gateway';
import type { Context } from 'hono';
import { z } from 'zod';
import { mustBeAllowed } from './call';
import { demandShape, readXml } from './http/body';
import { type App, type Env, onlyBy } from './http/guard';
import { Problem } from './http/problem';
import type { Lines } from './organisation/connection';

const { operations } = apis.payment;
const { statement, read, transfer } = operations;

/** What one may call below /iso20022: the address and its methods. */
export const isoAddresses: readonly (readonly [path: string, ...methods: string[]])[] = [
  ['/pain.001', 'POST'],
  ['/pain.001/:paymentId', 'GET'],
  ['/pacs.008/:paymentId', 'GET'],
  ['/camt.053', 'GET', 'POST'],
];

/**
 * Mounts ISO 20022 below /iso20022: what a bank's program sends and reads, as XML. Each call acts as the user of
 * the token, through the operations of room payment.
 */
export function mountIso20022(app: App, lines: Lines): void {
  app.post('/iso20022/pain.001', async (c) => {
    const on = await roomsAs(c, lines, 'transfer');
    const paid = await payPain001(
      { ...on, caller: `${lines.org}/${c.get('user')}` },
      await readXml(c.req.raw),
    );
    const payments = paid.map(({ paymentId, endToEndIds, transfer: moved }) => ({
      ...{ paymentId, endToEndIds, transfer: z.encode(transfer.response, moved) },
      transaction: receiptOf(moved)?.txId,
    }));
    return c.json({ payments });
  });
  for (const message of ['pain.001', 'pacs.008'] as const)
    app.get(`/iso20022/${message}/:paymentId`, async (c) => {
      const asked = { paymentId: c.req.param('paymentId'), ...queryOf(c, ['from']) };
      demandShape(read.request, asked, 'payment.read');
      const moved = await (await roomsAs(c, lines, 'read')).payment.read(asked);
      return xml(
        c,
        message === 'pacs.008'
          ? iso20022.pacs008(moved)
          : iso20022.pain001({ ...moved, lots: moved.spent }, moved.at),
      );
    });
  app.get('/iso20022/camt.053', async (c) => {
    const asked = queryOf(c, Object.keys(statement.request.shape));
    demandShape(statement.request, asked, 'payment.statement');
    const period = asked as z.output<typeof statement.request>;
    return xml(c, iso20022.camt053(await (await roomsAs(c, lines, 'statement')).payment.statement(period)));
  });
  app.post('/iso20022/camt.053', async (c) => {
    await roomsAs(c, lines, 'statement');
    return c.json({ statements: inWire(readable(await readXml(c.req.raw))) });
  });
  for (const [path, ...methods] of isoAddresses) app.all(`/iso20022${path}`, onlyBy(...methods));
}

/** The rooms as the user of the token, who must be one that may do this. */
async function roomsAs(
  c: Context<Env>,
  lines: Lines,
  name: 'transfer' | 'read' | 'statement',
): Promise<Rooms> {
  const user = c.get('user');
  const line = await lines.as(user);
  mustBeAllowed(lines, user, { room: 'payment', name, operation: operations[name] });
  return roomsOver((call, how) => line.carry(call, how));
}

function queryOf(c: Context<Env>, names: readonly string[]): Record<string, string> {
  const given = Object.entries(c.req.queries());
  const wrong = given.find(([name, values]) => !names.includes(name) || values.length > 1)?.[0];
  if (wrong !== undefined)
    throw new Problem(400, 'INVALID_REQUEST', {
      detail: `The field ${wrong.slice(0, 40)} is not asked for here, or given more than once.`,
      cure: `Give each of these once: ${names.join(', ')}.`,
      facts: { field: wrong.slice(0, 40) },
    });
  return Object.fromEntries(given.map(([name, [value = '']]) => [name, value]));
}

const xml = (c: Context<Env>, message: Parameters<typeof writeIso20022>[0]): Response =>
  c.body(writeIso20022(message), 200, { 'Content-Type': 'application/xml; charset=utf-8' });

function readable(text: string): StatementRead[] {
  try {
    return readCamt053(text);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    const { code, says, cure, facts, retry } = error;
    throw new Problem(422, code, { detail: says, cure, facts, retry });
  }
}

/** Amounts as on the wire: minor units as text. */
const inWire = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_name, one: unknown) => (typeof one === 'bigint' ? `${one}` : one)));
