import { canonical, loanBidHash, type Role } from '@roadbook/chaincode/api';
import type { AskedTerms } from '../../../chaincode/src/loan/records/market';
import type { Someone } from '@roadbook/ledger';
import { eur, facts, openBank, scorecard, VIN } from './cast';
import { termsOf } from './terms';

const HOUR = 3_600_000;
const nonce = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const bidding = { closesAt: '2024-01-02T09:00:00.000Z', openUntil: '2024-01-03T09:00:00.000Z' };

/** An application that invites bids until tomorrow at nine, and two lenders. */
async function openBidding(options: { batched?: boolean } = {}) {
  const cast = await openBank(options);
  const { registrar, owner, be } = cast;
  await registrar.on.member.admit({ org: 'bank', kind: 'lender', confers: ['lender'] });
  const bank = await be('bank/desk', 'lender' as Role);
  await bank.on.loan.publishScorecard(scorecard);
  const wish = { applicationId: 'A-1', vin: VIN, amount: eur(10_000n), instalments: 6, consentId: 'C-1' };
  await owner.on.loan.apply({ ...wish, bidding });
  const hashOf = (who: Someone, terms: AskedTerms) =>
    loanBidHash({ applicationId: 'A-1', lender: who.org, terms, validDays: 14, nonce });
  const keep = (who: Someone, terms: AskedTerms) =>
    who.on.loan.keepBid({ applicationId: 'A-1' }, { terms, validDays: 14, nonce });
  const bid = async (who: Someone, terms: AskedTerms) => {
    const { seal } = await keep(who, terms);
    return who.on.loan.bid({ applicationId: 'A-1', seal, bidHash: hashOf(who, terms) });
  };
  const seals = new Map<string, string>();
  const open = async (who: Someone, terms: AskedTerms, decisionId = `D-${who.org}`, validDays = 14) => {
    const about = { applicationId: 'A-1', decisionId };
    const seal = seals.get(decisionId) ?? (await who.on.loan.underwrite(about, facts)).seal;
    seals.set(decisionId, seal);
    const stated = {
      applicationId: 'A-1',
      decisionId,
      outcome: 'approve',
      scorecardVersion: 1,
      seal,
      validDays,
    } as const;
    return who.on.loan.openBid({ ...stated, terms, nonce });
  };
  return { ...cast, bank, wish, hashOf, keep, bid, open };
}

const [seven, five] = [termsOf(), termsOf({ annualRatePpm: 50_000 })];

describe.each([true, false])('sealed bids, with batched messages: %s', (batched) => {
  test('two lenders bid blind, open after closing, and the customer takes the better one', async () => {
    const { lender, bank, owner, bid, open, ledger } = await openBidding({ batched });
    expect(await bid(lender, seven)).toMatchObject({ lender: 'lender', applicationId: 'A-1' });
    await bid(bank, five);
    expect(ledger.events.at(-1)?.facts).toEqual([
      { name: 'LoanBidPlaced', applicationId: 'A-1', lender: 'bank' },
    ]);
    const seen = [...ledger.world.state.values()].map(({ value }) => value.toString()).join();
    expect(seen).not.toContain('annualRatePpm');
    expect((await owner.on.loan.listDecisions({ applicationId: 'A-1' })).items).toEqual([]);
    ledger.pass(24 * HOUR + 20_000);
    await open(lender, seven);
    const offer = await open(bank, five);
    expect(offer).toMatchObject({ status: 'offered', lender: 'bank', terms: { annualRatePpm: 50_000 } });
    expect(await open(bank, five)).toEqual(offer);
    const { items } = await owner.on.loan.listBids({ applicationId: 'A-1' });
    expect(items.map(({ lender: of, decisionId }) => [of, decisionId])).toEqual([
      ['bank', 'D-bank'],
      ['lender', 'D-lender'],
    ]);
    await owner.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-bank', loanId: 'L-1' });
    const loan = await bank.on.loan.disburse({ loanId: 'L-1', on: '2024-01-02' });
    expect(loan).toMatchObject({ status: 'active', lender: 'bank' });
  });
});

describe('M33: a bid names its market, as an offer may', () => {
  const { allocation: _allocation, payoff: _payoff, late: _late, ...rest } = seven;
  const short = { ...rest, market: 'DE' as const };

  test('what is left out stands in the offer as the market has it, and the seal holds what was stated', async () => {
    const { lender, bid, open, owner, ledger } = await openBidding();
    await bid(lender, short);
    expect(await lender.on.loan.recallBid({ applicationId: 'A-1' })).toMatchObject({ terms: short });
    ledger.pass(24 * HOUR + 20_000);
    await expect(open(lender, { ...short, market: 'EU' })).rejects.toMatchObject({ code: 'BID_DIFFERS' });
    const offer = await open(lender, short);
    const preset = await owner.on.loan.readPreset({ market: 'DE', annualRatePpm: short.annualRatePpm });
    expect(offer.terms).toMatchObject({
      payoff: preset.payoff,
      late: preset.late,
      allocation: preset.allocation,
    });
    expect(offer.terms).not.toHaveProperty('market');
  });

  test('with neither a market nor the terms in full it becomes no offer', async () => {
    const { lender, bid, open, ledger } = await openBidding();
    const bare = { ...short, market: undefined };
    await bid(lender, bare);
    ledger.pass(24 * HOUR + 20_000);
    await expect(open(lender, bare)).rejects.toMatchObject({ code: 'TERMS_IMPOSSIBLE' });
  });
});

describe('before closing', () => {
  test('no bid is opened and no offer is made in the open; a lender may still decline', async () => {
    const { lender, bid, open, offer, ledger } = await openBidding();
    await bid(lender, seven);
    await expect(offer(seven)).rejects.toMatchObject({ code: 'BIDS_ONLY' });
    ledger.pass(24 * HOUR + 19_999);
    await expect(open(lender, seven)).rejects.toMatchObject({ code: 'BIDDING_RUNS' });
    const { seal } = await lender.on.loan.underwrite({ applicationId: 'A-1', decisionId: 'D-9' }, facts);
    const { seal: reasonsSeal } = await lender.on.loan.explain(
      { applicationId: 'A-1', decisionId: 'D-9' },
      { reasons: ['pti'] },
    );
    const declined = {
      applicationId: 'A-1',
      decisionId: 'D-9',
      outcome: 'decline',
      scorecardVersion: 1,
      validDays: 1,
    } as const;
    expect(await lender.on.loan.decide({ ...declined, seal, reasonsSeal })).toMatchObject({
      status: 'declined',
    });
  });

  test('what a lender keeps is read by its own staff alone', async () => {
    const { lender, bank, owner, keep } = await openBidding();
    await keep(lender, seven);
    expect((await lender.on.loan.recallBid({ applicationId: 'A-1' })).terms.annualRatePpm).toBe(70_000);
    await expect(bank.on.loan.recallBid({ applicationId: 'A-1' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(owner.on.loan.recallBid({ applicationId: 'A-1' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });

  test('a bid is placed once and what is kept behind it does not change', async () => {
    const { lender, bid, keep, hashOf } = await openBidding();
    const placed = await bid(lender, seven);
    const { seal } = placed;
    expect(await lender.on.loan.bid({ applicationId: 'A-1', seal, bidHash: hashOf(lender, seven) })).toEqual(
      placed,
    );
    await expect(keep(lender, five)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
    const other = { applicationId: 'A-1', seal, bidHash: hashOf(lender, five) };
    await expect(lender.on.loan.bid(other)).rejects.toMatchObject({ code: 'EXISTS_DIFFERENTLY' });
  });

  test('a seal of nothing kept is refused', async () => {
    const { lender, hashOf } = await openBidding();
    const blind = { applicationId: 'A-1', seal: 'ab'.repeat(32), bidHash: hashOf(lender, seven) };
    await expect(lender.on.loan.bid(blind)).rejects.toMatchObject({ code: 'PRIVATE_DIFFERS' });
  });

  test('two bids at once do not disturb each other', async () => {
    const { lender, bank, keep, hashOf, ledger } = await openBidding();
    const calls = [];
    for (const [who, terms] of [
      [lender, seven],
      [bank, five],
    ] as const) {
      const { seal } = await keep(who, terms);
      const request = JSON.stringify({ applicationId: 'A-1', seal, bidHash: hashOf(who, terms) });
      calls.push([who, { manner: 'submit', room: 'loan', name: 'bid', request }] as const);
    }
    const [one, two] = calls;
    if (!one || !two) throw new Error('two bids');
    expect(await ledger.race(one, two)).toEqual(['VALID', 'VALID']);
  });
});

describe('after closing', () => {
  test('a bid comes too late', async () => {
    const { lender, bid, ledger } = await openBidding();
    ledger.pass(24 * HOUR + 20_000);
    await expect(bid(lender, seven)).rejects.toMatchObject({ code: 'BIDDING_CLOSED' });
  });

  test('only what was bid is opened: terms, days and nonce', async () => {
    const { lender, bank, bid, open, ledger } = await openBidding();
    await bid(lender, seven);
    ledger.pass(24 * HOUR + 20_000);
    await expect(open(lender, five)).rejects.toMatchObject({ code: 'BID_DIFFERS' });
    await expect(open(lender, seven, 'D-2', 13)).rejects.toMatchObject({ code: 'BID_DIFFERS' });
    await expect(open(bank, five)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await open(lender, seven);
  });

  test('a copied hash opens nothing', async () => {
    const { lender, bank, bid, keep, open, hashOf, ledger } = await openBidding();
    await bid(lender, five);
    const { seal } = await keep(bank, seven);
    await bank.on.loan.bid({ applicationId: 'A-1', seal, bidHash: hashOf(lender, five) });
    ledger.pass(24 * HOUR + 20_000);
    await open(lender, five);
    await expect(open(bank, five)).rejects.toMatchObject({ code: 'BID_DIFFERS' });
  });

  test('a bid that is not opened in time lapses', async () => {
    const { lender, owner, bid, open, offer, ledger } = await openBidding();
    await bid(lender, seven);
    ledger.pass(48 * HOUR);
    await expect(open(lender, seven)).rejects.toMatchObject({ code: 'BID_LAPSED' });
    await expect(offer(seven)).rejects.toMatchObject({ code: 'BIDS_ONLY' });
    expect((await owner.on.loan.listDecisions({ applicationId: 'A-1' })).items).toEqual([]);
  });

  test('a withdrawn application opens none', async () => {
    const { lender, owner, bid, open, ledger } = await openBidding();
    await bid(lender, seven);
    await owner.on.loan.withdraw({ applicationId: 'A-1' });
    ledger.pass(24 * HOUR + 20_000);
    await expect(open(lender, seven)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  });
});

test('an application that is open to offers takes no sealed bids, and times must follow each other', async () => {
  const { lender, owner, buyer, keep, wish, apply } = await openBidding();
  await apply('A-2');
  const { seal } = await lender.on.loan.keepBid(
    { applicationId: 'A-2' },
    { terms: seven, validDays: 14, nonce },
  );
  const sealed = { applicationId: 'A-2', seal, bidHash: seal };
  await expect(lender.on.loan.bid(sealed)).rejects.toMatchObject({ code: 'NO_BIDDING' });
  await keep(lender, seven);
  await expect(buyer.on.loan.listBids({ applicationId: 'A-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  for (const wrong of [
    { closesAt: '2024-01-01T09:00:00.000Z', openUntil: bidding.openUntil },
    { closesAt: bidding.closesAt, openUntil: bidding.closesAt },
    { closesAt: bidding.closesAt, openUntil: '2024-03-02T09:00:00.000Z' },
  ])
    await expect(
      owner.on.loan.apply({ ...wish, applicationId: 'A-3', bidding: wrong }),
    ).rejects.toMatchObject({
      code: 'BIDDING_TIMES_WRONG',
    });
});

describe('a closing', () => {
  test('keeps bids out that were endorsed before and held back until terms of others were seen', async () => {
    const { lender, bank, owner, bid, keep, hashOf, open, ledger } = await openBidding();
    await bid(lender, seven);
    const { seal } = await keep(bank, five);
    const request = canonical({ applicationId: 'A-1', seal, bidHash: hashOf(bank, five) });
    ledger.pass(24 * HOUR - 1);
    const held = await ledger.simulate(bank, { manner: 'submit', room: 'loan', name: 'bid', request });
    const again = await ledger.simulate(bank, { manner: 'submit', room: 'loan', name: 'bid', request });
    ledger.pass(20_000);
    await expect(owner.on.loan.closeBids({ applicationId: 'A-1' })).rejects.toMatchObject({
      code: 'BIDDING_RUNS',
      facts: { from: '2024-01-02T09:00:20.000Z' },
    });
    ledger.pass(1);
    const closed = await owner.on.loan.closeBids({ applicationId: 'A-1' });
    expect(await bank.on.loan.closeBids({ applicationId: 'A-1' })).toEqual(closed);
    expect(ledger.commit(held)).toEqual(['MVCC_READ_CONFLICT']);
    await open(lender, seven);
    expect(ledger.commit(again)).toEqual(['MVCC_READ_CONFLICT']);
    expect((await owner.on.loan.listBids({ applicationId: 'A-1' })).items).toHaveLength(1);
  });

  test('comes with the first opening where nobody asked for it, and two openings at once do not meet after it', async () => {
    const { lender, bank, bid, open, ledger } = await openBidding();
    await bid(lender, seven);
    await bid(bank, five);
    ledger.pass(24 * HOUR + 20_000);
    await open(lender, seven);
    await expect(bid(bank, five)).resolves.toMatchObject({ lender: 'bank' });
    expect(await open(bank, five)).toMatchObject({ status: 'offered' });
  });
});
