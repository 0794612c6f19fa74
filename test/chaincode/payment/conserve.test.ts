import { ContractError, money } from '@roadbook/chaincode/api';
import { clawBack, freeze, limit } from '../../behaviour/court';
import { subKeysOf } from '@roadbook/gateway';
import fc from 'fast-check';
import { of } from '../../../chaincode/src/kit/value/money';
import type { Lot } from '../../../chaincode/src/payment/records/money';
import { shareOut } from '../../../chaincode/src/payment/rules/money/share';
import { spend } from '../../../chaincode/src/payment/rules/money/spending';
import { Refused, type Someone } from '@roadbook/ledger';
import { ana, at, eur, LENDER, openBank, wash } from './cast';

const HOUR = 3_600_000;
const usd = (amount: bigint) => money.of(amount, 'USD');

test('shares and fee always add up to the amount', () => {
  const share = fc.record({
    party: fc.constantFrom('a', 'b', 'c'),
    weight: fc.integer({ min: 0, max: 1_000_000 }),
  });
  const weighed = fc
    .array(share, { minLength: 1, maxLength: 19 })
    .filter((all) => all.some(({ weight }) => weight > 0));
  fc.assert(
    fc.property(
      fc.bigInt(1n, 10n ** 18n - 1n),
      weighed,
      fc.integer({ min: 0, max: 500_000 }),
      (amount, shares, ppm) => {
        const parts = shareOut(of(amount, 'EUR'), shares, { party: 'f', ppm });
        expect(parts.reduce((sum, part) => sum + part.amount.amount, 0n)).toBe(amount);
        expect(parts.every((part) => part.amount.amount > 0n)).toBe(true);
      },
    ),
  );
});

test('whatever is spent, what goes in comes out, and nothing is ever negative', () => {
  const amounts = fc.array(fc.bigInt(1n, 1000n), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(amounts, amounts, (held, wanted) => {
      const lots: Lot[] = held.map((amount, n) => ({
        owner: 'a',
        lotId: `P:${n}`,
        issuer: 'l',
        amount: of(amount, 'EUR'),
      }));
      const to = wanted.map((amount) => ({ party: 'b', amount: of(amount, 'EUR') }));
      const enough =
        held.reduce((left, right) => left + right) >= wanted.reduce((left, right) => left + right);
      const run = () =>
        spend(lots, { owner: 'a', lots: lots.map(({ lotId }) => lotId), to, stem: 'Q', at: '' });
      if (!enough) return expect(run).toThrow(ContractError);
      const { created, change } = run();
      const made = [...created, ...(change ? [change] : [])];
      expect(made.reduce((sum, { amount }) => sum + amount.amount, 0n)).toBe(
        held.reduce((left, right) => left + right),
      );
      expect(made.every(({ amount }) => amount.amount > 0n)).toBe(true);
      expect(new Set(made.map(({ lotId }) => lotId)).size).toBe(made.length);
    }),
  );
});

const opened = {
  hold: ['capture', 'captureLast', 'endHold', 'clawBack'],
  escrow: ['release', 'refund', 'waive', 'clawBack'],
  order: ['settle', 'withdraw', 'refuse', 'clawBack'],
  quote: ['exchange', 'withdrawQuote', 'returnQuoted', 'clawBack'],
  address: ['payByKey', 'payOnward', 'payByKey', 'clawBack'],
  plain: [],
} as const;
const kind = fc.constantFrom('hold', 'escrow', 'order', 'quote', 'address', 'plain');
const open = fc.record({
  do: fc.constant('open'),
  kind,
  back: fc.boolean(),
  amount: fc.bigInt(1n, 40n),
  bound: fc.boolean(),
});
const close = fc.record({
  do: fc.constant('close'),
  how: fc.nat(3),
  which: fc.nat(9),
  amount: fc.bigInt(1n, 12n),
  late: fc.constantFrom(false, false, false, true),
});
const steps = fc.array(fc.oneof({ arbitrary: open, weight: 2 }, { arbitrary: close, weight: 3 }), {
  minLength: 30,
  maxLength: 45,
});

const keys = subKeysOf(Buffer.alloc(32, 1), 'roadbook');
const CURRENCIES = ['EUR', 'USD'] as const;
const takes = { issuer: LENDER, currency: 'USD' } as const;

/** The boxes and addresses in which the money of a history waits. */
const boxOf = (name: keyof typeof opened, id: string, n: number): string =>
  ({
    ...{
      hold: `hold:${id}`,
      escrow: `escrow:${id}`,
      order: `redemption:${LENDER}.${id}`,
      quote: `quote:${id}`,
    },
    ...{ address: keys(n).address, plain: '' },
  })[name];

test('over random histories the supply stays proven, statements agree with the lots, and records with their boxes', async () => {
  const done: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const bank = await openBank();
      const { ana: owner, wash: shop, desk, second, registrar, auditor, insurer, issue, ledger } = bank;
      for (const party of [ana, wash]) for (const currency of CURRENCIES) await issue(party, 100n, currency);
      await limit(auditor, insurer, { currency: 'EUR', above: eur(1_000n), toAddress: eur(30n) });
      const inside = async (holder: string) =>
        (await auditor.on.payment.listLots({ owner: holder, size: 100 })).items;
      const openKey = async (index: number, holder: string): Promise<string> => {
        const { address, link } = keys(index);
        const { seal } = await registrar.on.payment.escrowLink({ address }, link(holder));
        return (await registrar.on.payment.openAddress({ address, seal })).address;
      };
      const waiting: {
        id: string;
        n: number;
        kind: keyof typeof opened;
        payer: Someone;
        payee: Someone;
        to: string;
      }[] = [];
      for (const [n, step] of history.entries()) {
        const [id, paymentId] = [`X-${n}`, `P-${n}`];
        const attempt = async (name: string, run: () => Promise<unknown>) => {
          try {
            await run();
            done[name] = (done[name] ?? 0) + 1;
          } catch (error) {
            if (!(error instanceof Refused)) throw error;
          }
        };
        if ('kind' in step) {
          const [payer, from, payee, to] = step.back
            ? ([shop, wash, owner, ana] as const)
            : ([owner, ana, shop, wash] as const);
          const euros = (await inside(from)).filter(({ amount }) => amount.currency === 'EUR');
          const largest = euros.toSorted((left, right) =>
            Number(right.amount.amount - left.amount.amount),
          )[0];
          if (!largest) continue;
          const [amount, until] = [eur(step.amount), at(ledger, HOUR)];
          const pay = { paymentId, from, lots: [largest.lotId] };
          const purpose = { merchants: [to], until, remainderTo: from };
          const deeds = {
            hold: () => payer.on.payment.authorise({ ...pay, holdId: id, payee: to, amount, until }),
            escrow: async () => {
              const milestones = [{ milestoneId: 'm', amount, conditions: [] }];
              await payer.on.payment.openEscrow({
                escrowId: id,
                payer: from,
                payee: to,
                amount,
                milestones,
                deadline: until,
              });
              await payer.on.payment.fundEscrow({ escrowId: id, paymentId, lots: pay.lots });
            },
            order: () => payer.on.payment.askRedemption({ ...pay, orderId: id, issuer: LENDER, amount }),
            quote: () => {
              const bounds = { minimum: usd(1n), maximum: usd(100n), ratePerBillion: 1_300_000_000, takes };
              return payer.on.payment.quoteExchange({
                ...pay,
                quoteId: id,
                amount,
                parts: 1,
                ...bounds,
                until,
              });
            },
            address: async () => {
              const party = await openKey(n, to);
              await payer.on.payment.transfer({ ...pay, to: [{ party, amount }] });
            },
            plain: () =>
              step.bound
                ? payer.on.payment.bind({ ...pay, to, amount, purpose })
                : payer.on.payment.transfer({ ...pay, to: [{ party: to, amount }] }),
          };
          await attempt(step.kind, deeds[step.kind]);
          waiting.push({ id, n, kind: step.kind, payer, payee, to });
        } else {
          const chosen = waiting[step.which % (waiting.length || 1)];
          const how = chosen && opened[chosen.kind][step.how];
          if (!how) continue;
          if (step.late) ledger.pass(HOUR / 2 + 10_000);
          const { payer, payee, to } = chosen;
          const box = boxOf(chosen.kind, chosen.id, chosen.n);
          const there = (await inside(box)).map(({ lotId }) => lotId);
          const lots = there.length > 0 ? there : ['none:0'];
          const signed = (party: string) =>
            keys(chosen.n).pay({
              paymentId,
              lots,
              to: [{ party, amount: eur(step.amount) }],
              until: at(ledger, HOUR),
            });
          const old = { paymentId, holdId: chosen.id };
          const escrow = { escrowId: chosen.id, paymentId };
          const closing = {
            capture: () => payee.on.payment.capture({ ...old, amount: eur(step.amount), last: false }),
            captureLast: () => payee.on.payment.capture({ ...old, amount: eur(1n), last: true }),
            endHold: () => payer.on.payment.endHold(old),
            release: () => payee.on.payment.releaseEscrow({ ...escrow, milestoneId: 'm' }),
            waive: () => payer.on.payment.releaseEscrow({ ...escrow, milestoneId: 'm' }),
            refund: () => (step.late ? payer : payee).on.payment.refundEscrow(escrow),
            settle: async () => {
              await desk.on.payment.checkRedemption({ orderId: chosen.id });
              await second.on.payment.settle({ orderId: chosen.id, paymentId });
            },
            withdraw: () => payer.on.payment.withdrawOrder({ issuer: LENDER, orderId: chosen.id, paymentId }),
            refuse: () => desk.on.payment.refuseOrder({ orderId: chosen.id, paymentId }),
            exchange: async () => {
              const [dollars] = (await inside(to)).filter(({ amount }) => amount.currency === 'USD');
              const giving = { from: to, lots: [dollars?.lotId ?? 'none:0'], amount: usd(step.amount) };
              await payee.on.payment.exchange({
                quoteId: chosen.id,
                paymentId,
                deliveryId: `D-${n}`,
                ...giving,
                parts: lots,
              });
            },
            withdrawQuote: () => payer.on.payment.withdrawQuote({ quoteId: chosen.id }),
            returnQuoted: () => payee.on.payment.returnQuoted({ quoteId: chosen.id, paymentId, parts: lots }),
            payByKey: () => payer.on.payment.payByKey(signed(to)),
            payOnward: async () => payee.on.payment.payByKey(signed(await openKey(1_000 + n, ana))),
            clawBack: async () => {
              const [lot] = await inside(box);
              const order = { courtOrderId: paymentId, lots: [lot?.lotId ?? 'none:0'] };
              await freeze(registrar, insurer, { ...order, holder: box });
              await clawBack(auditor, insurer, {
                ...order,
                paymentId,
                to: ana,
                amount: lot?.amount ?? eur(1n),
              });
            },
          };
          await attempt(how, closing[how]);
        }
      }
      for (const currency of CURRENCIES) {
        expect((await auditor.on.payment.proveSupply({ issuer: LENDER, currency })).proven).toBe(true);
        for (const party of [ana, wash]) {
          const asked = { party, issuer: LENDER, currency, from: '2026-03-01', until: '2026-12-31' };
          const { opening, closing } = await auditor.on.payment.statement(asked);
          expect([opening.amount, closing.amount]).toEqual([0n, sumOf(await inside(party), currency)]);
        }
      }
      for (const { id, n, kind: name } of waiting) {
        const left = await leftIn(auditor, name, id);
        if (left !== undefined)
          expect([name, left]).toEqual([name, sumOf(await inside(boxOf(name, id, n)), 'EUR')]);
      }
    }),
    { numRuns: 16, seed: 7 },
  );
  const acts = ['hold', 'escrow', 'order', 'quote', 'address', 'plain', ...Object.values(opened).flat()];
  expect(acts.filter((act) => !done[act])).toEqual([]);
}, 120_000);

const sumOf = (lots: readonly Pick<Lot, 'amount'>[], currency: string): bigint =>
  lots.reduce((sum, { amount }) => sum + (amount.currency === currency ? amount.amount : 0n), 0n);

/**
 * What a record says waits in its box; nothing of quotes and addresses, which keep no account, and of what
 * was never opened.
 */
async function leftIn({ on }: Someone, name: keyof typeof opened, id: string): Promise<bigint | undefined> {
  const read = {
    hold: async () => (await on.payment.readHold({ holdId: id })).left.amount,
    escrow: async () => (await on.payment.readEscrow({ escrowId: id })).left.amount,
    order: async () => {
      const { status, amount } = await on.payment.readOrder({ issuer: LENDER, orderId: id });
      return status === 'asked' || status === 'checked' ? amount.amount : 0n;
    },
    ...{ quote: undefined, address: undefined, plain: undefined },
  }[name];
  return read?.().catch((error: unknown) => {
    if (error instanceof Refused && error.code === 'NOT_FOUND') return undefined;
    throw error;
  });
}
