import type { Roadbook } from '@roadbook/gateway';
import { eur } from '../../../stories/terms';
import { attemptsOf, type Cast, openOwners } from '../cast';
import { bothWays, chunksOf, numbers, poolOf, type Row, rowOf } from '../row';

/** Payees that one transfer names. */
const PORTIONS = 20;
const EACH = 1_000_000;

/** One lot of 10,000.00 for every party named: issued under four eyes, then shared out in two steps. */
async function handOut(
  { mark, lender, approver }: Cast,
  round: number,
  parties: readonly string[],
): Promise<string[]> {
  const orderId = `${mark}-O${round}`;
  const chunks = chunksOf(parties, PORTIONS);
  const whole = eur(EACH * parties.length);
  await lender.payment.askIssue({ orderId, party: 'lender', amount: whole });
  const { transfer } = await approver.payment.settle({ orderId, paymentId: `${orderId}-i` });
  const split = await lender.payment.transfer({
    ...{ paymentId: `${orderId}-s`, from: 'lender', lots: [transfer?.made[0]?.lotId ?? ''] },
    to: chunks.map((some) => ({ party: 'lender', amount: eur(EACH * some.length) })),
  });
  const { results } = await lender.payment.transferMany({
    items: chunks.map((some, at) => ({
      ...{ paymentId: `${orderId}-${at}`, from: 'lender', lots: [split.made[at]?.lotId ?? ''] },
      to: some.map((party) => ({ party, amount: eur(EACH) })),
    })),
  });
  return results.flatMap(({ made }) => made.map(({ lotId }) => lotId));
}

/** One lot for every party named, however many. */
export async function lotsFor(cast: Cast, parties: readonly string[]): Promise<string[]> {
  const lots: string[] = [];
  for (const [round, some] of chunksOf(parties, PORTIONS * PORTIONS).entries())
    lots.push(...(await handOut(cast, round, some)));
  return lots;
}

const payee = 'registry/workshop';

/** Transfers of 1.00 out of lots whose change is the next lot. */
export async function moneyRows(
  cast: Cast,
  batches: number,
  sizes: readonly number[],
  lists?: Lists,
): Promise<Row[]> {
  const { owner, mark, inFlight } = cast;
  const most = Math.max(inFlight * 2, batches * Math.max(0, ...sizes, ...(lists?.sizes ?? [])));
  const lots = poolOf(
    await lotsFor(
      cast,
      numbers(most).map(() => owner.caller),
    ),
  );
  let count = 0;
  const transfer = (lot: string) => ({
    ...{ paymentId: `${mark}-T${count++}`, from: owner.caller, lots: [lot] },
    to: [{ party: payee, amount: eur(100) }],
  });
  const row = { name: 'transfer', says: 'transfer money', inFlight };
  const single = bothWays(row, owner, cast.single.owner, (by) =>
    lots.use(1, async (taken) => {
      const moved = await by.payment.transfer(transfer(taken[0] ?? ''));
      return { next: [moved.made[1]?.lotId ?? ''], answer: attemptsOf(moved) };
    }),
  );
  const many = sizes.map((items) =>
    rowOf({
      ...{
        name: `transfer×${items}`,
        says: `transfer money ${items} times in one transaction`,
        sort: 'batch',
      },
      ...{ inFlight: batches, items },
      act: () =>
        lots.use(items, async (taken) => {
          const moved = await owner.payment.transferMany({ items: taken.map(transfer) });
          return { next: moved.results.map(({ made }) => made[1]?.lotId ?? ''), answer: attemptsOf(moved) };
        }),
    }),
  );
  const together = (lists?.sizes ?? []).map((items) =>
    rowOf({
      ...{
        name: `together×${items}`,
        says: `${items} calls of two rooms in one transaction`,
        sort: 'together',
      },
      ...{ inFlight: batches, items },
      act: () =>
        lots.use(items / 2, async (taken) => {
          const answers = await owner.together((rooms) => [
            ...taken.map((lot) => rooms.payment.transfer(transfer(lot))),
            ...taken.flatMap(() => (lists ? [rooms.claim.notify(lists.notice())] : [])),
          ]);
          const moved = answers.slice(0, taken.length) as Awaited<
            ReturnType<typeof owner.payment.transfer>
          >[];
          return { next: moved.map(({ made }) => made[1]?.lotId ?? ''), answer: attemptsOf(moved[0] ?? {}) };
        }),
    }),
  );
  return [...single, ...together, ...many];
}

/** Lists of so many calls, half of them transfers, half of them notices. */
export interface Lists {
  readonly sizes: readonly number[];
  readonly notice: () => Notice;
}
type Notice = Parameters<Roadbook['claim']['notify']>[0];

export type Till = {
  readonly row: Row;
  readonly audit: () => Promise<{ confirmed: number; received: number }>;
  close: () => Promise<void>;
};

/**
 * Many payers, each with a key of its own, pay one merchant at once. The audit compares what they were told
 * with what the merchant holds.
 */
export async function openTill(cast: Cast, payers: number): Promise<Till> {
  const { mark, merchant } = cast;
  const owners = await openOwners(cast, payers);
  const lots = await lotsFor(
    { ...cast, mark: `${mark}-H` },
    owners.map(({ caller }) => caller),
  );
  const purses = poolOf(owners.map((owner, at) => ({ owner, lot: lots[at] ?? '' })));
  const before = await held(merchant);
  let [count, confirmed] = [0, 0];
  const act = () =>
    purses.use(1, async ([purse]) => {
      if (!purse) throw new Error('nobody pays');
      const moved = await purse.owner.payment.transfer({
        ...{ paymentId: `${mark}-M${count++}`, from: purse.owner.caller, lots: [purse.lot] },
        to: [{ party: merchant.caller, amount: eur(100) }],
      });
      confirmed++;
      return { next: [{ ...purse, lot: moved.made[1]?.lotId ?? '' }], answer: attemptsOf(moved) };
    });
  const row = rowOf({
    name: 'hot',
    says: `${payers} payers pay one merchant at once`,
    sort: 'hot',
    inFlight: payers,
    act,
  });
  const audit = async () => ({ confirmed, received: Number((await held(merchant)) - before) / 100 });
  return { row, audit, close: async () => void (await Promise.all(owners.map((owner) => owner.close()))) };
}

async function held(merchant: Roadbook): Promise<bigint> {
  const { accounts } = await merchant.payment.balance({ party: merchant.caller });
  return accounts.reduce((sum, { free }) => sum + free.amount, 0n);
}
