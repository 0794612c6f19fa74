import { ContractError } from '@roadbook/chaincode/api';
import fc from 'fast-check';
import { of } from '../../../chaincode/src/kit/money';
import type { Lot } from '../../../chaincode/src/payment/records';
import { shareOut } from '../../../chaincode/src/payment/share';
import { spend } from '../../../chaincode/src/payment/spend';
import { Refused } from '../../kit/ledger/ledger';
import { ana, at, eur, LENDER, openBank, wash } from './cast';

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

const ACTS = [
  'transfer',
  'bind',
  'authorise',
  'capture',
  'endHold',
  'escrow',
  'release',
  'refund',
  'redeem',
  'settle',
  'withdraw',
  'pass',
] as const;
const step = fc.record({ act: fc.constantFrom(...ACTS), back: fc.boolean(), amount: fc.bigInt(1n, 40n), of: fc.nat(3) });

test('over random histories the supply stays proven, and statements agree with the lots', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 25 }), async (steps) => {
      const bank = await openBank();
      const { ana: owner, wash: shop, desk, second, issue, ledger, held, proven } = bank;
      await issue(ana, 100n);
      await issue(wash, 100n);
      for (const [n, { act, back, amount, of: which }] of steps.entries()) {
        const [who, from, payee] = back ? ([shop, wash, ana] as const) : ([owner, ana, wash] as const);
        const lots = (await who.on.payment.listLots({ owner: from, size: 4 })).items.map(({ lotId }) => lotId);
        if (lots.length === 0) continue;
        const pay = { paymentId: `P-${n}`, from, lots };
        const [id, old, until] = [`X-${n}`, `X-${Math.max(0, n - 1 - which)}`, at(ledger, 3_600_000)];
        const milestones = [{ milestoneId: 'm', amount: eur(amount), conditions: [] }];
        const deeds = {
          transfer: () => who.on.payment.transfer({ ...pay, to: [{ party: payee, amount: eur(amount) }] }),
          bind: () =>
            who.on.payment.bind({
              ...pay,
              to: payee,
              amount: eur(amount),
              purpose: { merchants: [from], until, remainderTo: from },
            }),
          authorise: () => who.on.payment.authorise({ ...pay, holdId: id, payee, amount: eur(amount), until }),
          capture: () => who.on.payment.capture({ holdId: old, paymentId: `P-${n}`, amount: eur(amount), last: back }),
          endHold: () => who.on.payment.endHold({ holdId: old, paymentId: `P-${n}` }),
          escrow: async () => {
            await who.on.payment.openEscrow({
              escrowId: id,
              payer: from,
              payee,
              amount: eur(amount),
              milestones,
              deadline: until,
            });
            await who.on.payment.fundEscrow({ escrowId: id, paymentId: `P-${n}`, lots });
          },
          release: () => who.on.payment.releaseEscrow({ escrowId: old, milestoneId: 'm', paymentId: `P-${n}` }),
          refund: () => who.on.payment.refundEscrow({ escrowId: old, paymentId: `P-${n}` }),
          redeem: () => who.on.payment.askRedemption({ ...pay, orderId: id, issuer: LENDER, amount: eur(amount) }),
          settle: async () => {
            await desk.on.payment.checkRedemption({ orderId: old });
            await second.on.payment.settle({ orderId: old, paymentId: `P-${n}` });
          },
          withdraw: () => who.on.payment.withdrawOrder({ issuer: LENDER, orderId: old, paymentId: `P-${n}` }),
          pass: async () => ledger.pass(1_800_000),
        };
        await Promise.resolve(deeds[act]()).catch((error: unknown) => {
          if (!(error instanceof Refused)) throw error;
        });
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
    { numRuns: 12 },
  );
}, 60_000);
