import { ContractError } from '@roadbook/chaincode/api';
import fc from 'fast-check';
import { of } from '../../../chaincode/src/kit/money';
import type { Lot } from '../../../chaincode/src/payment/records';
import { shareOut } from '../../../chaincode/src/payment/share';
import { spend } from '../../../chaincode/src/payment/spend';
import { Refused } from '../../kit/ledger/ledger';
import type { Someone } from '../../kit/ledger/world';
import { ana, at, eur, LENDER, openBank, wash } from './cast';

const HOUR = 3_600_000;

test('shares and fee always add up to the amount', () => {
  const share = fc.record({ party: fc.constantFrom('a', 'b', 'c'), weight: fc.integer({ min: 0, max: 1_000_000 }) });
  const weighed = fc.array(share, { minLength: 1, maxLength: 19 }).filter((all) => all.some(({ weight }) => weight > 0));
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 18n - 1n), weighed, fc.integer({ min: 0, max: 500_000 }), (amount, shares, ppm) => {
      const parts = shareOut(of(amount, 'EUR'), shares, { party: 'f', ppm });
      expect(parts.reduce((sum, part) => sum + part.amount.amount, 0n)).toBe(amount);
      expect(parts.every((part) => part.amount.amount > 0n)).toBe(true);
    }),
  );
});

test('whatever is spent, what goes in comes out, and nothing is ever negative', () => {
  const amounts = fc.array(fc.bigInt(1n, 1000n), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(amounts, amounts, (held, wanted) => {
      const lots: Lot[] = held.map((amount, n) => ({ owner: 'a', lotId: `P:${n}`, issuer: 'l', amount: of(amount, 'EUR') }));
      const to = wanted.map((amount) => ({ party: 'b', amount: of(amount, 'EUR') }));
      const enough = held.reduce((left, right) => left + right) >= wanted.reduce((left, right) => left + right);
      const run = () => spend(lots, { owner: 'a', lots: lots.map(({ lotId }) => lotId), to, paymentId: 'Q', at: '' });
      if (!enough) return expect(run).toThrow(ContractError);
      const { created, change } = run();
      const made = [...created, ...(change ? [change] : [])];
      expect(made.reduce((sum, { amount }) => sum + amount.amount, 0n)).toBe(held.reduce((left, right) => left + right));
      expect(made.every(({ amount }) => amount.amount > 0n)).toBe(true);
      expect(new Set(made.map(({ lotId }) => lotId)).size).toBe(made.length);
    }),
  );
});

const opened = {
  hold: ['capture', 'captureLast', 'endHold'],
  escrow: ['release', 'refund', 'waive'],
  order: ['settle', 'withdraw', 'refuse'],
  plain: [],
} as const;
const kind = fc.constantFrom('hold', 'escrow', 'order', 'plain');
const open = fc.record({ do: fc.constant('open'), kind, back: fc.boolean(), amount: fc.bigInt(1n, 40n), bound: fc.boolean() });
const close = fc.record({
  do: fc.constant('close'),
  how: fc.nat(2),
  which: fc.nat(9),
  amount: fc.bigInt(1n, 40n),
  late: fc.boolean(),
});
const steps = fc.array(fc.oneof(open, close), { minLength: 16, maxLength: 30 });

test('over random histories the supply stays proven, and statements agree with the lots', async () => {
  const done: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      const { ana: owner, wash: shop, desk, second, issue, ledger, held, proven } = await openBank();
      await issue(ana, 100n);
      await issue(wash, 100n);
      const waiting: { id: string; kind: keyof typeof opened; payer: Someone; payee: Someone }[] = [];
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
          const [payer, from, payee, to] = step.back ? ([shop, wash, owner, ana] as const) : ([owner, ana, shop, wash] as const);
          const { items } = await payer.on.payment.listLots({ owner: from, size: 100 });
          const largest = items.toSorted((left, right) => Number(right.amount.amount - left.amount.amount))[0];
          if (!largest) continue;
          const [amount, until] = [eur(step.amount), at(ledger, HOUR)];
          const pay = { paymentId, from, lots: [largest.lotId] };
          const purpose = { merchants: [to], until, remainderTo: from };
          const deeds = {
            hold: () => payer.on.payment.authorise({ ...pay, holdId: id, payee: to, amount, until }),
            escrow: async () => {
              const milestones = [{ milestoneId: 'm', amount, conditions: [] }];
              await payer.on.payment.openEscrow({ escrowId: id, payer: from, payee: to, amount, milestones, deadline: until });
              await payer.on.payment.fundEscrow({ escrowId: id, paymentId, lots: pay.lots });
            },
            order: () => payer.on.payment.askRedemption({ ...pay, orderId: id, issuer: LENDER, amount }),
            plain: () =>
              step.bound
                ? payer.on.payment.bind({ ...pay, to, amount, purpose })
                : payer.on.payment.transfer({ ...pay, to: [{ party: to, amount }] }),
          };
          await attempt(step.kind, deeds[step.kind]);
          waiting.push({ id, kind: step.kind, payer, payee });
        } else {
          const chosen = waiting[step.which % (waiting.length || 1)];
          const how = chosen && opened[chosen.kind][step.how];
          if (!how) continue;
          if (step.late) ledger.pass(HOUR / 2);
          const { payer, payee } = chosen;
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
          };
          await attempt(how, closing[how]);
        }
      }
      expect(await proven()).toBe(true);
      for (const [who, party] of [
        [owner, ana],
        [shop, wash],
      ] as const) {
        const asked = { party, issuer: LENDER, currency: 'EUR', from: '2026-03-01', until: '2026-12-31' } as const;
        const { opening, closing } = await who.on.payment.statement(asked);
        expect([opening.amount, closing.amount]).toEqual([0n, await held(who, party)]);
      }
    }),
    { numRuns: 10, seed: 7 },
  );
  const acts = ['hold', 'escrow', 'order', 'plain', ...Object.values(opened).flat()];
  expect(acts.filter((act) => !done[act])).toEqual([]);
}, 60_000);
