import fc from 'fast-check';
import { clawBack, freeze } from '../../behaviour/court';
import { saleAgreement } from '@roadbook/chaincode/api';
import { CLEAR, DAY, eur, nonce, SELLER } from './cast';
import { BUYER, MINUTE, openAuctions, OTHER } from './auctions';

const deposit = eur(20_000n);

test('who stakes nothing does not bid; losers have their deposit back, the winner once it has paid', async () => {
  const { buyer, other, seller, ledger, english, outbid, stake, settle, hammer, pay, held } =
    await openAuctions();
  await english({ deposit });
  await expect(outbid(buyer, 1, 500_000n)).rejects.toMatchObject({ code: 'DEPOSIT_MISSING' });
  await stake(buyer, BUYER);
  await stake(other, OTHER, 25_000n);
  await expect(stake(seller, SELLER)).rejects.toMatchObject({ code: 'TRADE_SIDES_WRONG' });
  await outbid(other, 1, 500_000n);
  await outbid(buyer, 2, 510_000n);
  expect((await settle(OTHER)).status).toBe('held');
  ledger.pass(DAY + 90 * MINUTE + CLEAR);
  await hammer();
  expect((await settle(OTHER)).status).toBe('returned');
  expect((await settle(OTHER)).status).toBe('returned');
  expect((await settle(BUYER)).status).toBe('held');
  expect([await held(other, OTHER), await held(buyer, BUYER)]).toEqual([25_000n, 0n]);
  await pay(510_000n);
  expect((await settle(BUYER)).status).toBe('returned');
  expect(await held(buyer, BUYER)).toBe(20_000n);
  const staked = async (who: typeof other) => (await who.on.sale.listDeposits({ auctionId: 'A-1' })).items;
  expect((await staked(seller)).map(({ status }) => status)).toEqual(['returned', 'returned']);
  expect((await staked(other)).map(({ bidder }) => bidder)).toEqual([OTHER]);
});

test.each(['lets the time pass', 'withdraws'])(
  'a winner who %s forfeits its deposit to the seller',
  async (way) => {
    const { buyer, seller, other, ledger, dutch, take, stake, settle, held } = await openAuctions();
    await dutch({ deposit });
    await stake(buyer, BUYER);
    await take(buyer, 1_000_000n);
    if (way === 'withdraws') await buyer.on.sale.withdraw({ tradeId: 'A-1' });
    else ledger.pass(3 * DAY + CLEAR);
    expect((await settle(BUYER)).status).toBe('forfeited');
    expect([await held(seller, SELLER), await held(buyer, BUYER)]).toEqual([20_000n, 0n]);
    expect((await other.on.sale.read({ listingId: 'S-1' })).status).toBe('listed');
    expect((await buyer.on.sale.readTrade({ tradeId: 'A-1' })).status).toBe('withdrawn');
  },
);

test.each(['the seller withdraws', 'a new fact arrives'])(
  'a winner who cannot pay because %s forfeits nothing',
  async (way) => {
    const { buyer, seller, workshop, ledger, dutch, take, stake, settle, held, at, list } =
      await openAuctions();
    await dutch({ deposit });
    await stake(buyer, BUYER);
    await take(buyer, 1_000_000n);
    const { vin } = await seller.on.sale.read({ listingId: 'S-1' });
    if (way === 'the seller withdraws') await seller.on.sale.withdraw({ tradeId: 'A-1' });
    else
      await workshop.on.vehicle.recordReading({
        vin,
        readingId: 'km',
        value: 9,
        unit: 'km',
        at: at(0),
        source: 'service',
      });
    ledger.pass(3 * DAY + CLEAR);
    expect((await settle(BUYER)).status).toBe('returned');
    expect(await held(buyer, BUYER)).toBe(20_000n);
    expect((await list({ listingId: 'S-2' })).status).toBe('listed');
  },
);

test.each(['before', 'after'])(
  'a deposit that a court took %s the bid counts for nothing and says so',
  async (when) => {
    const { buyer, be, dutch, take, stake, settle, ledger } = await openAuctions();
    const [registrar, insurer] = [
      await be('registry/court', 'registrar'),
      await be('insurer/desk', 'insurer'),
    ];
    await dutch({ deposit });
    await stake(buyer, BUYER);
    if (when === 'after') await take(buyer, 1_000_000n);
    const { lot = '' } = (await buyer.on.sale.listDeposits({ auctionId: 'A-1' })).items[0] ?? {};
    const [box = ''] = ledger.events.flatMap(({ facts }) =>
      facts.flatMap((fact) => JSON.stringify(fact).match(/escrow:deposit:[0-9a-f]{1,64}/) ?? []),
    );
    await freeze(registrar, insurer, { courtOrderId: 'C-1', holder: box, lots: [lot] });
    const taking = {
      courtOrderId: 'C-1',
      paymentId: 'X-1',
      lots: [lot],
      to: 'registry/victim',
      amount: deposit,
    };
    await clawBack(registrar, insurer, taking);
    if (when === 'before')
      await expect(take(buyer, 1_000_000n)).rejects.toMatchObject({ code: 'DEPOSIT_MISSING' });
    expect((await settle(BUYER)).status).toBe('clawedBack');
    expect((await settle(BUYER)).status).toBe('clawedBack');
  },
);

test('saying the same word again gains a winner no time, and another word is refused', async () => {
  const { buyer, ledger, dutch, take, stake, settle, word } = await openAuctions();
  await dutch({ deposit });
  await stake(buyer, BUYER);
  await take(buyer, 1_000_000n);
  ledger.pass(2 * DAY);
  await expect(word(buyer, 1_000_000n, { tradeId: 'A-1' })).rejects.toMatchObject({ code: 'PRICES_DIFFER' });
  const { nonce: open = '' } = (await buyer.on.sale.listBids({ auctionId: 'A-1' })).items[0] ?? {};
  const price = eur(1_000_000n);
  const { seal } = await buyer.on.sale.keepPrice({ tradeId: 'A-1', round: 2 }, { price, nonce: open });
  const { certificate } = await buyer.on.sale.read({ listingId: 'S-1' });
  const agreement = saleAgreement({ tradeId: 'A-1', price, nonce: open });
  await buyer.on.sale.agree({ tradeId: 'A-1', round: 2, seal, agreement, certificateHash: certificate.hash });
  ledger.pass(DAY + CLEAR);
  expect((await settle(BUYER)).status).toBe('forfeited');
});

test('a sealed bid that is not opened forfeits its deposit; anybody who knows price and nonce may open it', async () => {
  const { buyer, other, dealer, ledger, begin, seal, stake, settle, hammer } = await openAuctions();
  await begin({ deposit });
  await expect(seal(dealer, 900_000n)).rejects.toMatchObject({ code: 'DEPOSIT_MISSING' });
  for (const [who, name] of [
    [buyer, BUYER],
    [other, OTHER],
  ] as const)
    await stake(who, name);
  await seal(other, 950_000n);
  await seal(buyer, 900_000n);
  ledger.pass(DAY + CLEAR);
  await dealer.on.sale.reveal({ auctionId: 'A-1', bidder: BUYER, price: eur(900_000n), nonce });
  await expect(stake(dealer, 'manufacturer/dealer')).rejects.toMatchObject({ code: 'AUCTION_CLOSED' });
  ledger.pass(90 * MINUTE);
  expect((await hammer()).best?.bidder).toBe(BUYER);
  expect([(await settle(OTHER)).status, (await settle(BUYER)).status]).toEqual(['forfeited', 'held']);
});

test('when the auditor annuls an auction every deposit goes back, and an auction without one takes none', async () => {
  const { buyer, auditor, seller, begin, seal, stake, settle, times } = await openAuctions();
  await begin({ deposit });
  await stake(buyer, BUYER);
  await seal(buyer, 900_000n);
  await auditor.on.sale.forceEnd({ auctionId: 'A-1', reason: 'error' });
  expect((await settle(BUYER)).status).toBe('returned');
  await seller.on.sale.openAuction({ auctionId: 'A-2', listingId: 'S-1', ...times });
  const unwanted = { auctionId: 'A-2', paymentId: 'P-2', lots: ['P-1:0'] };
  await expect(buyer.on.sale.placeDeposit(unwanted)).rejects.toMatchObject({ code: 'DEPOSIT_UNWANTED' });
});

const steps = [
  'bid',
  'outbid',
  'hammer',
  'pay',
  'leave',
  'sellerLeaves',
  'annul',
  'settleAll',
  'settleWinner',
  'wait',
] as const;

test('whatever happens, each deposit ends at most once, and in the end exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...steps), { minLength: 4, maxLength: 14 }),
      async (history) => {
        const hall = await openAuctions();
        const { buyer, other, seller, auditor, ledger, english, outbid, stake, settle, hammer, pay, held } =
          hall;
        await english({ deposit });
        await stake(buyer, BUYER);
        await stake(other, OTHER);
        const next = async () =>
          (await buyer.on.sale.readAuction({ auctionId: 'A-1' })).live.next ?? { no: 1, least: eur(1n) };
        const bidBy = async (who: typeof buyer) =>
          next().then(({ no, least }) => outbid(who, no, least.amount));
        const acts: Record<(typeof steps)[number], () => Promise<unknown>> = {
          bid: () => bidBy(buyer),
          outbid: () => bidBy(other),
          hammer,
          pay: async () =>
            pay((await buyer.on.sale.readAuction({ auctionId: 'A-1' })).best?.price.amount ?? 1n),
          leave: () => buyer.on.sale.withdraw({ tradeId: 'A-1' }),
          sellerLeaves: () => seller.on.sale.withdraw({ tradeId: 'A-1' }),
          annul: () => auditor.on.sale.forceEnd({ auctionId: 'A-1', reason: 'error' }),
          settleAll: async () => [await settle(OTHER), await settle(BUYER)],
          settleWinner: () => settle(BUYER),
          wait: async () => ledger.pass(DAY),
        };
        for (const step of history)
          await acts[step]().catch((error: { code?: string }) => expect(error.code).toBeDefined());
        ledger.pass(5 * DAY);
        await hammer().catch(() => undefined);
        ledger.pass(5 * DAY);
        const ends = [(await settle(BUYER)).status, (await settle(OTHER)).status];
        expect(ends).not.toContain('held');
        const moved = await Promise.all([SELLER, BUYER, OTHER].map((party) => held(auditor, party)));
        const { proven } = await auditor.on.payment.proveSupply({ issuer: 'lender', currency: 'EUR' });
        expect([proven, moved.reduce((sum, each) => sum + each) >= 40_000n]).toEqual([true, true]);
        expect(moved[0]).toBe(20_000n * BigInt(ends.filter((end) => end === 'forfeited').length));
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);

test('who ends a deposit of another learns its status alone', async () => {
  const { begin, stake, buyer, settle, other } = await openAuctions();
  await begin({ deposit: eur(20_000n) });
  await stake(buyer, BUYER);
  expect((await other.on.sale.listDeposits({ auctionId: 'A-1' })).items).toEqual([]);
  expect(await settle(BUYER)).toEqual({ auctionId: 'A-1', bidder: BUYER, status: 'held' });
});
