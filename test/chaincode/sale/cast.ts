import { type Currency, money, saleAgreement } from '@roadbook/chaincode/api';
import type { Someone } from '@roadbook/ledger';
import { facts, scorecard } from '../loan/cast';
import { termsOf } from '../loan/terms';
import { openGarage, VIN } from '../vehicle/cast';

export const eur = (amount: bigint) => money.of(amount, 'EUR');
export const nonce = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
export const DAY = 86_400_000;
/** So long after a moment it is past by every clock that peers take. */
export const CLEAR = 20_000;
export const SELLER = 'registry/owner';
export const BUYER = 'registry/buyer';
export const PLATFORM = 'registry/market';
export const days = {
  payDays: 3,
  shipDays: 3,
  inspectDays: 5,
  returnDays: 7,
  settleDays: 14,
  resolveDays: 30,
};

/** A registered vehicle, a bank that issues money, and the sides of a sale. */
export async function openMarket(options: Parameters<typeof openGarage>[0] = {}) {
  const garage = await openGarage(options);
  const { be, ledger } = garage;
  const cast = {
    ...garage,
    seller: garage.owner,
    second: await be('lender/second', 'lender'),
    platform: await be(PLATFORM, 'merchant'),
    arbiter: await be('registry/auditor', 'auditor'),
    other: await be('registry/other', 'owner'),
    garageman: await be('insurer/workshop', 'workshop'),
  };
  let count = 0;
  const issue = async (party: string, amount: bigint, currency: Currency = 'EUR'): Promise<string> => {
    const orderId = `I-${++count}`;
    await cast.lender.on.payment.askIssue({ orderId, party, amount: money.of(amount, currency) });
    const { transfer } = await cast.second.on.payment.settle({ orderId, paymentId: `issue-${count}` });
    return transfer?.made[0]?.lotId ?? 'none';
  };
  const held = async (someone: Someone, party: string): Promise<bigint> => {
    const { accounts } = await someone.on.payment.balance({ party });
    return accounts.reduce((sum, { free }) => sum + free.amount, 0n);
  };
  const at = (millis: number): string => new Date(ledger.now + millis).toISOString();
  const certify = async (vin = VIN) => {
    const { content, hash } = await cast.buyer.on.vehicle.readCertificate({ vin });
    return { issuedAt: content.issuedAt, hash };
  };
  const list = async (change: object = {}) =>
    cast.seller.on.sale.list({
      ...{
        listingId: 'S-1',
        vin: VIN,
        certificate: await certify(),
        disclosures: [],
        policies: [],
        terms: days,
      },
      ...{
        charges: [{ what: 'platform', party: PLATFORM, ppm: 10_000 }],
        arbiter: 'registry/auditor',
        until: at(30 * DAY),
      },
      ...change,
    });
  /** One side keeps its price and gives its word. */
  const word = async (
    who: Someone,
    cents: bigint,
    { tradeId = 'T-1', round = 1, listingId = 'S-1' } = {},
  ) => {
    const price = eur(cents);
    const { seal } = await who.on.sale.keepPrice({ tradeId, round }, { price, nonce });
    const { certificate } = await cast.auditor.on.sale.read({ listingId });
    const agreement = saleAgreement({ tradeId, price, nonce });
    return who.on.sale.agree({ tradeId, round, seal, agreement, certificateHash: certificate.hash });
  };
  const agree = async (cents: bigint) => {
    await cast.buyer.on.sale.open({ tradeId: 'T-1', listingId: 'S-1' });
    await word(cast.seller, cents);
    return word(cast.buyer, cents);
  };
  const fund = async (cents: bigint) => {
    const lot = await issue(BUYER, cents);
    return cast.buyer.on.sale.fund({
      tradeId: 'T-1',
      paymentId: 'P-fund',
      price: eur(cents),
      nonce,
      lots: [lot],
    });
  };
  /** Up to a step of the life of a trade at 10,000.00. */
  const goTo = async (step: 'agreed' | 'funded' | 'inspecting' | 'accepted', change: object = {}) => {
    await list(change);
    let trade = await agree(1_000_000n);
    if (step === 'agreed') return trade;
    trade = await fund(1_000_000n);
    if (step === 'funded') return trade;
    trade = await cast.seller.on.sale.handOver({ tradeId: 'T-1', value: 41_000, unit: 'km' });
    return step === 'inspecting' ? trade : cast.buyer.on.sale.accept({ tradeId: 'T-1' });
  };
  const approve = () => cast.registrar.on.sale.approve({ tradeId: 'T-1', until: at(60 * DAY) });
  return { ...cast, issue, held, at, certify, list, word, agree, fund, goTo, approve };
}

/** A loan on the vehicle, disbursed today, that costs nothing but its principal. */
export async function lendOn(
  { lender, seller, ledger }: Awaited<ReturnType<typeof openMarket>>,
  cents: bigint,
) {
  const today = new Date(ledger.now).toISOString().slice(0, 10);
  const [year = 0, month = 0] = today.split('-').map(Number);
  const firstDueOn = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  const terms = termsOf({ principal: eur(cents), annualRatePpm: 0, startOn: today, firstDueOn });
  await lender.on.loan.publishScorecard(scorecard);
  await seller.on.loan.apply({
    applicationId: 'A-1',
    vin: VIN,
    amount: eur(cents),
    instalments: 6,
    consentId: 'C-1',
  });
  const { seal } = await lender.on.loan.underwrite(
    { applicationId: 'A-1', decisionId: 'D-1' },
    { ...facts, vehicleValue: eur(2_000_000n) },
  );
  const decision = {
    applicationId: 'A-1',
    decisionId: 'D-1',
    outcome: 'approve',
    scorecardVersion: 1,
    seal,
    terms,
    validDays: 14,
  } as const;
  await lender.on.loan.decide(decision);
  await seller.on.loan.accept({ applicationId: 'A-1', decisionId: 'D-1', loanId: 'L-1' });
  return lender.on.loan.disburse({ loanId: 'L-1', on: today });
}

export { VIN };
