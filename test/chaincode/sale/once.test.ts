import fc from 'fast-check';
import { BUYER, DAY, eur, openMarket, PLATFORM, SELLER, VIN } from './cast';

const steps = [
  'handOver',
  'accept',
  'reject',
  'giveBack',
  'settle',
  'dispute',
  'resolve',
  'pass',
  'tick',
  'wait',
] as const;

test('whatever the sides do, money is conserved, and title and price go the same way', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...steps), { minLength: 3, maxLength: 12 }),
      async (history) => {
        const market = await openMarket();
        const { seller, buyer, arbiter, platform, registrar, other, ledger, goTo, approve, held } = market;
        await goTo('funded');
        await approve();
        let count = 0;
        const ids = () => ({ tradeId: 'T-1', paymentId: `X-${++count}` });
        const acts: Record<(typeof steps)[number], () => Promise<unknown>> = {
          handOver: () => seller.on.sale.handOver({ tradeId: 'T-1', value: 1, unit: 'km' }),
          accept: () => buyer.on.sale.accept({ tradeId: 'T-1' }),
          reject: () => buyer.on.sale.reject({ tradeId: 'T-1', defects: [] }),
          giveBack: () => seller.on.sale.giveBack(ids()),
          settle: () => seller.on.sale.settle({ ...ids(), payoffs: [] }),
          dispute: () => buyer.on.sale.dispute({ tradeId: 'T-1' }),
          resolve: () =>
            arbiter.on.sale.resolve({ ...ids(), toBuyer: eur(400_000n), passTitle: false, payoffs: [] }),
          pass: () => arbiter.on.sale.resolve({ ...ids(), toBuyer: eur(0n), passTitle: true, payoffs: [] }),
          tick: () => other.on.sale.tick(ids()),
          wait: async () => ledger.pass(4 * DAY),
        };
        for (const step of history)
          await acts[step]().catch((error: { code?: string }) => expect(error.code).toBeDefined());
        const { status } = await buyer.on.sale.readTrade({ tradeId: 'T-1' });
        const [sold, paid, fee] = [
          await held(seller, SELLER),
          await held(buyer, BUYER),
          await held(platform, PLATFORM),
        ];
        const { owner } = await registrar.on.vehicle.read({ vin: VIN });
        const ended = ['settled', 'refunded', 'resolved'].includes(status);
        expect(sold + paid + fee).toBe(ended ? 1_000_000n : 0n);
        expect(owner).toBe(fee > 0n ? BUYER : SELLER);
        expect(
          (await market.auditor.on.payment.proveSupply({ issuer: 'lender', currency: 'EUR' })).proven,
        ).toBe(true);
      },
    ),
    { numRuns: 10 },
  );
}, 60_000);
