import { type Currency, money } from '@roadbook/chaincode/api';
import { openWorld, type OpenWorld, type Someone } from '@roadbook/ledger';

export const eur = (amount: bigint) => money.of(amount, 'EUR');
export const LENDER = 'lender';
export const vin = '1M8GDM9AXKP042788';
export const ana = 'registry/ana';
export const wash = 'registry/wash';

/** A lender with two clerks, an owner, a workshop and a car wash. */
export async function openBank(options: Parameters<typeof openWorld>[0] = {}) {
  const world = await openWorld(options);
  const { be } = world;
  const cast = {
    desk: await be('lender/desk', 'lender'),
    second: await be('lender/second', 'lender'),
    ana: await be(ana, 'owner'),
    ben: await be('registry/ben', 'owner'),
    wash: await be(wash, 'merchant'),
    workshop: await be('registry/workshop', 'workshop'),
    registrar: await be('registry/registrar', 'registrar'),
    auditor: await be('registry/auditor', 'auditor'),
    insurer: await be('insurer/desk', 'insurer'),
  };
  let issues = 0;
  /** New money in one lot; answers its id. */
  const issue = async (party: string, amount: bigint, currency: Currency = 'EUR'): Promise<string> => {
    const orderId = `I-${++issues}`;
    await cast.desk.on.payment.askIssue({ orderId, party, amount: money.of(amount, currency) });
    const { transfer } = await cast.second.on.payment.settle({ orderId, paymentId: `issue-${issues}` });
    return transfer?.made[0]?.lotId ?? 'none';
  };
  /** As if the consortium had voted the business in under the category. */
  const enlist = (merchant: string, category: string, status = 'active') => {
    const record = {
      merchant,
      businessName: 'Shop',
      category,
      requested: ['accept_payments'],
      status,
      papers: [],
      rounds: 0,
    };
    const stored = { kind: 'merchant', v: 1, updatedAt: '2026-01-01T00:00:00.000Z', made: '00' };
    const value = JSON.stringify({ ...stored, record: { ...record, appliedAt: '2026-01-01T00:00:00.000Z' } });
    const [org = '', name = ''] = merchant.split('/');
    world.ledger.world.state.set(`\u0000merchant\u0000${org}\u0000${name}\u0000`, {
      value: Buffer.from(value),
      version: '0.0',
    });
  };
  const held = async (someone: Someone, party: string): Promise<bigint> => {
    const { accounts } = await someone.on.payment.balance({ party });
    return accounts.reduce(
      (sum, { free, bound, frozen }) => sum + free.amount + bound.amount + frozen.amount,
      0n,
    );
  };
  const proven = async (): Promise<boolean> =>
    (await cast.auditor.on.payment.proveSupply({ issuer: LENDER, currency: 'EUR' })).proven;
  return { ...world, ...cast, issue, enlist, held, proven };
}

export type Bank = Awaited<ReturnType<typeof openBank>>;
export type { OpenWorld };
export const at = (ledger: { now: number }, millis: number): string =>
  new Date(ledger.now + millis).toISOString();
