import fc from 'fast-check';
import { saleAgreement } from '@roadbook/chaincode/api';
import type { Someone } from '@roadbook/ledger';
import { eur, nonce } from '../sale/cast';
import { BUYER, ENGLISH, openAuctions, OTHER } from '../sale/auctions';
import { anyClock, attempt, byClock, type Event, holdBack, play, SECOND, WINDOW } from './harness';

const MINUTE = 60 * SECOND;
const CLOSES = 10 * MINUTE;
/** Two windows until an opening is taken, and half a minute more. */
const REVEALS = CLOSES + 50 * SECOND;
const deposit = eur(20_000n);
/** Until the last millisecond, and often in the last seconds. */
const before = (end: number) =>
  fc.oneof(fc.integer({ min: 0, max: end - 1 }), fc.integer({ min: end - WINDOW, max: end - 1 }));

/**
 * A sealed auction that closes after ten minutes, for bidders with deposits; the buyer's clock is right, and
 * nobody else's word is good.
 */
async function openSealed() {
  const hall = await openAuctions();
  const { at, begin, buyer, other, dealer, stake, ledger } = hall;
  const reserve = saleAgreement({ tradeId: 'A-1', price: eur(300_000n), nonce });
  await begin({ closesAt: at(CLOSES), revealUntil: at(REVEALS), reserve, deposit });
  for (const [who, name] of [
    [buyer, BUYER],
    [other, OTHER],
    [dealer, 'manufacturer/dealer'],
  ] as const)
    await stake(who, name);
  const seal = (cents: bigint) => async (on: Someone['on']) => {
    const price = eur(cents);
    const { seal: kept } = await on.sale.keepBid({ auctionId: 'A-1' }, { price, nonce });
    const agreement = saleAgreement({ tradeId: 'A-1', price, nonce });
    return on.sale.bid({ auctionId: 'A-1', seal: kept, agreement, certificateHash: hall.certificate.hash });
  };
  const open = (cents: bigint) => (on: Someone['on']) =>
    on.sale.reveal({ auctionId: 'A-1', price: eur(cents), nonce });
  const openReserve = (on: Someone['on']) =>
    on.sale.revealReserve({ auctionId: 'A-1', price: eur(300_000n), nonce });
  const hammer = (on: Someone['on']) => on.sale.hammer({ auctionId: 'A-1' });
  return { ...hall, seal, open, openReserve, hammer, start: ledger.now };
}

describe('a sealed auction', () => {
  test('whose seller opens the reserve by a hurried clock takes nothing from an honest bidder', async () => {
    const { ledger, buyer, other, seller, seal, open, openReserve, hammer, settle } = await openSealed();
    await seal(900_000n)(buyer.on);
    await seal(800_000n)(other.on);
    ledger.pass(CLOSES + WINDOW);
    await openReserve(byClock(ledger, seller, WINDOW).on);
    ledger.pass(WINDOW);
    await open(900_000n)(buyer.on);
    await open(800_000n)(byClock(ledger, other, -WINDOW).on).catch(() => undefined);
    await open(800_000n)(other.on);
    ledger.pass(60 * SECOND);
    expect(await hammer(buyer.on)).toMatchObject({
      status: 'sold',
      best: { bidder: BUYER },
      reservePrice: eur(300_000n),
    });
    expect((await settle(OTHER)).status).toBe('returned');
  });

  test('takes no bid after the first opening, however many were endorsed before and held back', async () => {
    const { ledger, buyer, other, dealer, seal, open, hammer } = await openSealed();
    await seal(900_000n)(buyer.on);
    ledger.pass(CLOSES - SECOND);
    const held = [];
    for (const cents of [900_001n, 910_000n, 950_000n])
      held.push(await holdBack(ledger, other, 0, seal(cents)));
    const late = await holdBack(ledger, dealer, -WINDOW, seal(990_000n));
    ledger.pass(SECOND + 2 * WINDOW);
    await open(900_000n)(buyer.on);
    expect([...held, late].map((release) => release())).toEqual(
      Array.from({ length: 4 }, () => ['MVCC_READ_CONFLICT']),
    );
    await expect(seal(905_000n)(byClock(ledger, other, -WINDOW).on)).rejects.toMatchObject({
      code: 'AUCTION_CLOSED',
    });
    ledger.pass(60 * SECOND);
    expect((await hammer(buyer.on)).best).toMatchObject({ bidder: BUYER, price: eur(900_000n) });
  });

  test('is closed before anything is opened by whoever fears for its price', async () => {
    const { ledger, buyer, other, seal, open } = await openSealed();
    await seal(900_000n)(buyer.on);
    const late = await holdBack(ledger, other, 0, seal(900_001n));
    ledger.pass(CLOSES + WINDOW);
    await expect(other.on.sale.close({ auctionId: 'A-1' })).rejects.toMatchObject({
      code: 'AUCTION_NOT_CLOSED',
    });
    ledger.pass(WINDOW);
    const closed = await buyer.on.sale.close({ auctionId: 'A-1' });
    ledger.pass(SECOND);
    expect(await other.on.sale.close({ auctionId: 'A-1' })).toEqual(closed);
    expect(late()).toEqual(['MVCC_READ_CONFLICT']);
    await open(900_000n)(buyer.on);
  });

  test('counts every opening that is recorded before the hammer, and none after it', async () => {
    const { ledger, buyer, other, seal, open, hammer } = await openSealed();
    await seal(900_000n)(buyer.on);
    await seal(800_000n)(other.on);
    ledger.pass(REVEALS - SECOND);
    await open(800_000n)(other.on);
    const opening = await holdBack(ledger, buyer, 0, open(900_000n));
    ledger.pass(SECOND + 2 * WINDOW);
    const early = await holdBack(ledger, other, 0, hammer);
    expect([opening(), early()]).toEqual([['VALID'], ['PHANTOM_READ_CONFLICT']]);
    expect((await hammer(buyer.on)).best?.bidder).toBe(BUYER);
  });

  test('lets a hundred open in one block', async () => {
    const { ledger, buyer, other, dealer, seal, open } = await openSealed();
    const bids = [buyer, other, dealer].map((who, at) => ({ who, cents: 500_000n + BigInt(at) }));
    for (const { who, cents } of bids) await seal(cents)(who.on);
    ledger.pass(CLOSES + 2 * WINDOW);
    await buyer.on.sale.close({ auctionId: 'A-1' });
    const openings = [];
    for (const { who, cents } of bids) openings.push(await holdBack(ledger, who, 0, open(cents)));
    expect(openings.flatMap((release) => release())).toEqual(['VALID', 'VALID', 'VALID']);
    expect((await buyer.on.sale.readAuction({ auctionId: 'A-1' })).best?.bidder).toBe('manufacturer/dealer');
  });

  const moments = [-30, -11, -9, -5, -1, 1, 9, 11, 19, 21, 30, 49, 51, 60, 69].map(
    (seconds) => CLOSES + seconds * SECOND,
  );
  const hostile = fc.record({
    at: fc.constantFrom(...moments),
    off: fc.oneof(anyClock, fc.constantFrom(-WINDOW, WINDOW)),
    later: fc.constantFrom(0, 0, 5 * SECOND, 25 * SECOND, 60 * SECOND),
    who: fc.constantFrom('seller', 'other', 'dealer'),
    what: fc.constantFrom('seal', 'seal', 'open', 'openReserve', 'hammer', 'close', 'close'),
    cents: fc.constantFrom(400_000n, 600_000n, 899_999n, 900_001n, 990_000n),
  });

  test('gives a bidder that bids and opens in time, by a right clock, what it won, or its deposit back', async () => {
    const honest = fc.record({ bidsAt: before(CLOSES), opensAt: fc.integer({ min: 20, max: 49 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostile, { minLength: 4, maxLength: 12 }),
        honest,
        async (acts, { bidsAt, opensAt }) => {
          const hall = await openSealed();
          const { ledger, buyer, seal, open, openReserve, hammer, settle, auditor } = hall;
          const does = {
            seal,
            open,
            openReserve: () => openReserve,
            hammer: () => hammer,
            close: () => closeOf,
          };
          const events: Event[] = acts.flatMap((act) =>
            attempt(ledger, hall[act.who], act, does[act.what](act.cents)),
          );
          let rivals: bigint[] = [];
          const opens = async () => {
            const { items } = await auditor.on.sale.listBids({ auctionId: 'A-1' });
            const sealed = items
              .filter(({ bidder }) => bidder !== BUYER)
              .map(({ agreement }) => priceBehind(agreement));
            await patiently(() => open(900_000n)(buyer.on));
            rivals = sealed;
          };
          events.push({ at: bidsAt, act: () => seal(900_000n)(buyer.on) });
          events.push({ at: CLOSES + opensAt * SECOND, act: opens });
          events.push({ at: REVEALS + 90 * SECOND, act: () => patiently(() => hammer(buyer.on)) });
          await play(ledger, events);
          const auction = await buyer.on.sale.readAuction({ auctionId: 'A-1' });
          const led = rivals.every((cents) => cents < 900_000n);
          expect(auction.status).toBe('sold');
          if (led) expect(auction.best).toMatchObject({ bidder: BUYER, price: eur(900_000n) });
          expect((await settle(BUYER)).status).toBe(auction.best?.bidder === BUYER ? 'held' : 'returned');
        },
      ),
      { numRuns: 12 },
    );
  }, 180_000);
});

const closeOf = (on: Someone['on']) => on.sale.close({ auctionId: 'A-1' });

/** Which of the prices of this page a sealed bid is over. */
function priceBehind(agreement: string): bigint {
  const all = [400_000n, 600_000n, 899_999n, 900_001n, 990_000n];
  return all.find((cents) => saleAgreement({ tradeId: 'A-1', price: eur(cents), nonce }) === agreement) ?? 0n;
}

/** As the gateway does: what conflicted with another recorded nothing and is sent again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempts = 0; ; attempts++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error) || !/READ_CONFLICT/.test(error.message) || attempts > 8) throw error;
    }
  }
}

describe('an English auction', () => {
  const openEnglish = async () => {
    const hall = await openAuctions();
    const { at, english, ledger } = hall;
    const times = { closesAt: at(CLOSES), revealUntil: at(CLOSES + 10 * MINUTE) };
    await english({
      ...times,
      english: { ...ENGLISH, extendMinutes: 1, extendUntil: at(CLOSES + 3 * MINUTE) },
    });
    const bid = (no: number, cents: bigint) => (on: Someone['on']) =>
      on.sale.outbid({ auctionId: 'A-1', no, price: eur(cents), certificateHash: hall.certificate.hash });
    const read = async () => (await hall.auditor.on.sale.readAuction({ auctionId: 'A-1' })).live;
    return { ...hall, bid, read, start: ledger.now };
  };

  test('is not won after its end by a bid that was endorsed before it', async () => {
    const { ledger, buyer, other, auditor, bid } = await openEnglish();
    await bid(1, 500_000n)(buyer.on);
    ledger.pass(CLOSES + WINDOW - SECOND);
    const held = await holdBack(ledger, other, -WINDOW, bid(2, 510_000n));
    ledger.pass(WINDOW + SECOND);
    await buyer.on.sale.close({ auctionId: 'A-1' });
    expect(held()).toEqual(['MVCC_READ_CONFLICT']);
    await expect(bid(2, 510_000n)(byClock(ledger, other, -WINDOW).on)).rejects.toMatchObject({
      code: 'AUCTION_CLOSED',
    });
    ledger.pass(15 * MINUTE);
    await other.on.sale.hammer({ auctionId: 'A-1' });
    expect((await auditor.on.sale.readAuction({ auctionId: 'A-1' })).best?.bidder).toBe(BUYER);
  });

  test('is not closed over a bid that comes in meanwhile', async () => {
    const { ledger, buyer, other, bid } = await openEnglish();
    await bid(1, 500_000n)(buyer.on);
    const held = await holdBack(ledger, other, 0, bid(2, 510_000n));
    ledger.pass(CLOSES + 2 * WINDOW);
    const closing = await holdBack(ledger, buyer, 0, closeOf);
    expect([held(), closing()]).toEqual([['VALID'], ['MVCC_READ_CONFLICT']]);
  });

  test('dates no bid before the one that it beats, and no hurried bid shuts out a right clock', async () => {
    const { ledger, buyer, other, bid, at } = await openEnglish();
    const first = await bid(1, 500_000n)(byClock(ledger, other, WINDOW).on);
    const second = await bid(2, 510_000n)(buyer.on);
    expect([first.placedAt, second.placedAt]).toEqual([at(WINDOW), at(WINDOW)]);
    ledger.pass(MINUTE);
    expect((await bid(3, 520_000n)(other.on)).placedAt).toBe(at(0));
  });

  const moments = [-70, -30, -11, -9, -5, -1, 1, 9, 11, 19, 21, 70, 170, 185, 199, 201, 230].map(
    (seconds) => CLOSES + seconds * SECOND,
  );
  const hostile = fc.record({
    at: fc.constantFrom(...moments),
    off: fc.oneof(anyClock, fc.constantFrom(-WINDOW, WINDOW)),
    later: fc.constantFrom(0, 0, 5 * SECOND, 25 * SECOND, 60 * SECOND),
    what: fc.constantFrom('bid', 'bid', 'close', 'close', 'hammer'),
  });

  test('takes every bid that a right clock makes before its end, and once closed it belongs to who led', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(hostile, { minLength: 4, maxLength: 12 }),
        fc.array(fc.oneof(before(CLOSES), before(CLOSES + 3 * MINUTE)), { minLength: 1, maxLength: 3 }),
        async (acts, mine) => {
          const hall = await openEnglish();
          const { ledger, buyer, other, auditor, bid, read } = hall;
          const raise = async (on: Someone['on']) => {
            const { next = { no: 1, least: eur(500_000n) } } = await read();
            return bid(next.no, next.least.amount)(on);
          };
          const hammer = (on: Someone['on']) => on.sale.hammer({ auctionId: 'A-1' });
          const does = { bid: raise, close: closeOf, hammer };
          const events: Event[] = acts.flatMap((act) => attempt(ledger, other, act, does[act.what]));
          // Who leads has no reason to bid against itself.
          const leads = async () =>
            (await auditor.on.sale.listBids({ auctionId: 'A-1' })).items.at(-1)?.bidder === BUYER;
          const honest = async () => {
            const { endsAt } = await read();
            const isOpen = new Date(ledger.now).toISOString() < endsAt;
            if (isOpen && !(await leads())) await patiently(() => raise(buyer.on));
          };
          let leader: string | undefined;
          let end = '';
          const closes = async () => {
            for (end = (await read()).endsAt; ; end = (await read()).endsAt) {
              ledger.now = Math.max(ledger.now, Date.parse(end) + 2 * WINDOW);
              const done = await patiently(() => closeOf(buyer.on)).catch(
                (error: { code?: string }) => error.code ?? '',
              );
              if (done !== 'AUCTION_NOT_CLOSED') break;
            }
            leader = (await auditor.on.sale.listBids({ auctionId: 'A-1' })).items.at(-1)?.bidder;
          };
          for (const at of mine) events.push({ at, act: honest });
          events.push({ at: CLOSES + 3 * MINUTE + 2 * WINDOW, act: closes });
          await play(ledger, events);
          ledger.pass(15 * MINUTE);
          await patiently(() => hammer(buyer.on));
          const ended = await auditor.on.sale.readAuction({ auctionId: 'A-1' });
          expect(ended.best?.bidder).toBe(leader);
          const { items } = await buyer.on.sale.listBids({ auctionId: 'A-1' });
          const placed = items.map(({ placedAt }) => placedAt);
          expect(placed).toEqual([...placed].sort());
          expect(items.every(({ placedAt }) => placedAt <= end)).toBe(true);
        },
      ),
      { numRuns: 12 },
    );
  }, 180_000);
});
