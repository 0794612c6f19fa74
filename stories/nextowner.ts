import { canonical, money, saleAgreement } from '@roadbook/chaincode/api';
import type { Rooms } from '@roadbook/gateway';
import type { Cast, Tell } from './firstcar';
import { DAY, hash, issueMoney, later, lotsOf, openShop, service, visit, wash } from './market';
import { openTheProgram, pointsAreSpent, TOWN } from './points';
import { theCarIsCharged, theWashIsSubscribed } from './everyday';
import { eur } from './terms';

/** Who joins for the second part. */
export interface Market extends Cast {
  readonly approver: Rooms;
  readonly buyer: Rooms;
  readonly merchant: Rooms;
}

const [OWNER, BUYER] = ['registry/owner', 'registry/buyer'];
const PRICE = eur(2_250_000);

/** The workshop and the car wash come in, once for all stories. */
export async function openTheMarket(cast: Market): Promise<void> {
  await openShop(cast.workshop, cast, service);
  await openShop(cast.merchant, cast, wash);
  await openTheProgram(cast);
}

/** The repaired car is serviced, washed, and sold with its loan paid off from the price. */
export async function nextOwner(cast: Market, story: number, vin: string, tell: Tell): Promise<void> {
  await theCarIsCaredFor(cast, story, vin, tell);
  await theWashIsSubscribed(cast, story, tell);
  await theCarIsCharged(cast, story, tell);
  await dataIsShared(cast, story, vin, tell);
  await theCarIsSold(cast, story, vin, tell);
  await theBuyerChecks(cast, story, vin, tell);
}

async function theCarIsCaredFor(cast: Market, story: number, vin: string, tell: Tell): Promise<void> {
  const { lender, approver, owner, workshop, merchant } = cast;
  await issueMoney(lender, approver, `OM-${story}`, OWNER, 50_000);
  const lots = await lotsOf(owner, OWNER);
  const paid = await visit(owner, workshop, service, {
    vin,
    visitId: `VS-${story}`,
    lots,
    km: 11_940,
    work: 'Inspection after the repair',
  });
  tell(`The workshop services the car; the money waited in escrow until the work was done: ${paid}.`);
  const purpose = { merchants: [wash.merchant], until: later(365 * DAY), remainderTo: OWNER };
  const card = {
    paymentId: `card-${story}`,
    from: OWNER,
    lots: await lotsOf(owner, OWNER),
    to: OWNER,
    amount: eur(3_000),
    purpose,
  };
  await owner.payment.bind(card);
  const voucher = await lotsOf(owner, OWNER, wash.merchant);
  const washed = await visit(owner, merchant, wash, {
    vin,
    visitId: `VW-${story}`,
    lots: voucher.slice(0, 1),
    km: 11_962,
    work: 'Wash',
    programId: TOWN,
  });
  tell(`A prepaid card of ${money.show(eur(3_000))} pays only at the car wash: ${washed}.`);
  const spent = await pointsAreSpent(cast, story);
  tell(`The wash gave points, and one level counts at every partner: ${spent}.`);
}

async function dataIsShared({ owner }: Market, story: number, vin: string, tell: Tell): Promise<void> {
  const terms = {
    ...{
      grantee: 'insurer',
      categories: ['speed' as const],
      purpose: 'usageBasedInsurance' as const,
      precision: 'full' as const,
    },
    ...{
      fromTime: later(0),
      untilTime: later(30 * DAY),
      validUntil: later(30 * DAY),
      maxReads: 3,
      processing: 'offBoard' as const,
    },
    notice: {
      jurisdiction: 'DE',
      language: 'en',
      collectionMethod: 'app' as const,
      policyUrl: 'https://insurer.example/policy',
    },
  };
  await owner.consent.grant({ vin, grantId: `G-${story}`, terms });
  tell('The owner lets the insurer read speeds, three times within a month.');
}

async function theCarIsSold(cast: Market, story: number, vin: string, tell: Tell): Promise<void> {
  const { lender, approver, owner, buyer, registrar } = cast;
  const [listingId, tradeId, loanId, quoteId] = [`S-${story}`, `TR-${story}`, `L-${story}`, `PQ-${story}`];
  const { content, hash: frozen } = await buyer.vehicle.readCertificate({ vin });
  const days = { payDays: 3, shipDays: 3, inspectDays: 5, returnDays: 7, settleDays: 14, resolveDays: 30 };
  await owner.sale.list({
    ...{
      listingId,
      vin,
      certificate: { issuedAt: content.issuedAt, hash: frozen },
      disclosures: [],
      policies: [`P-${story}`],
    },
    ...{
      terms: days,
      charges: [{ what: 'platform', party: wash.merchant, ppm: 10_000 }],
      arbiter: 'registry/auditor',
      until: later(30 * DAY),
    },
  });
  await buyer.sale.open({ tradeId, listingId });
  const nonce = hash(`secret of ${tradeId}`).slice(0, 32);
  const agreement = saleAgreement({ tradeId, price: PRICE, nonce });
  for (const side of [owner, buyer]) {
    const { seal } = await side.sale.keepPrice({ tradeId, round: 1 }, { price: PRICE, nonce });
    await side.sale.agree({ tradeId, round: 1, seal, agreement, certificateHash: frozen });
  }
  tell('Seller and buyer agree on a price that only the two know.');
  await issueMoney(lender, approver, `BM-${story}`, BUYER, 2_250_000);
  await buyer.sale.fund({
    tradeId,
    paymentId: `F-${story}`,
    price: PRICE,
    nonce,
    lots: await lotsOf(buyer, BUYER),
  });
  await registrar.sale.approve({ tradeId, until: later(30 * DAY) });
  await owner.sale.handOver({ tradeId, value: 11_987, unit: 'km' });
  await buyer.sale.accept({ tradeId });
  await owner.loan.quote({ loanId, quoteId, on: later(0).slice(0, 10) });
  const { outputs = [] } = await buyer.sale.settle({
    tradeId,
    paymentId: `ST-${story}`,
    payoffs: [{ loanId, quoteId }],
  });
  const shares = outputs
    .map(({ party, amount, what }) => `${money.show(amount)} to ${party} (${what})`)
    .join(', ');
  tell(`One transaction moves title and ${money.show(PRICE)}: ${shares}.`);
}

async function theBuyerChecks(
  { buyer, lender, insurer }: Market,
  story: number,
  vin: string,
  tell: Tell,
): Promise<void> {
  const { owner: holder, liens } = await buyer.vehicle.read({ vin });
  const { status } = await lender.loan.read({ loanId: `L-${story}` });
  const open = liens.filter(({ releasedAt }) => releasedAt === undefined).length;
  tell(`${holder} holds the title, ${open} liens are open, the loan is ${status}.`);
  const { content, hash: claimed } = await buyer.vehicle.readCertificate({ vin });
  const right = hash(canonical(content)) === claimed;
  tell(
    `The buyer's certificate ${right ? 'has the hash that it claims' : 'IS FALSE'}: odometer ${content.odometer?.verdict}.`,
  );
  const reading = { vin, grantId: `G-${story}` };
  const { status: consent } = await insurer.consent.read(reading);
  tell(`The old owner's grant to the insurer is ${consent}.`);
}
