import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  type Frame,
  markKeyOf,
  merchantBallotHash,
  money,
  plateTag,
  type Role,
  saleAgreement,
  saltHashOf,
} from '@roadbook/chaincode/api';
import {
  chainStart,
  deviceOf,
  issueCredential,
  randomPlace,
  type Roadbook,
  type Rooms,
  subKeysOf,
} from '@roadbook/gateway';
import { trustedDesk } from '../behaviour/identity';
import { openTrust } from '../behaviour/pool';
import { LICENCE } from '../behaviour/sale';
import { eur, scorecard, tariff } from '../../stories/terms';
import type { RealWorld } from './world';

type Facts = Readonly<Record<string, unknown>>;

/** Where private facts are kept, and what may be done with their seal afterwards. */
export interface Plant {
  readonly on: Someone;
  readonly org: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** The facts, where a place needs its own; they bear the marks. */
  readonly facts?: Facts;
  /** Of these facts a hash is kept, not they themselves. */
  readonly hashed?: true;
  /** Quotes the seal in public. */
  readonly quote?: (seal: string) => Promise<unknown>;
  /** Reads the facts back, as somebody. */
  readonly reveal?: (on: Rooms) => Promise<unknown>;
}

export type Someone = Rooms & Pick<Roadbook, 'carry'>;

const amount = (facts: Facts, field: string): bigint => BigInt((facts[field] as { amount: string }).amount);
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const after = (world: RealWorld, days: number): string =>
  new Date(Date.parse(world.now()) + days * 86_400_000).toISOString();
const partOf = (world: RealWorld): string => `https://id.gs1.org/8004/4012345${world.fresh('open')}`;
const as = async (world: RealWorld, member: string, role: Role): Promise<Someone> =>
  (await world.be(member, role)).on;

/** Facts that must fit together, made to fit. */
export const amended: Readonly<Record<string, (facts: Facts) => Facts>> = {
  'pool.keepFacts': (facts) => ({ ...facts, coObligor: true, underwritten: true }),
  'loan.keepBid': ({ terms, ...facts }) => ({
    ...facts,
    terms: { ...(terms as Facts), smooth: true, every: { count: 1, unit: 'month' } },
  }),
  'part.keepWarrantyClaim': (facts) => {
    const minutes = Number(facts['baseLaborMinutes']) + Number(facts['diagnosticLaborMinutes']);
    const hourlyRate = { amount: '60', currency: 'EUR' };
    const of = (minor: bigint) => ({ amount: String(minor), currency: 'EUR' });
    const [material, other] = [amount(facts, 'materialCosts'), amount(facts, 'otherCosts')];
    const whole = BigInt(minutes) + material + other;
    return {
      ...facts,
      totalMinutes: minutes,
      hourlyRate,
      laborCosts: of(BigInt(minutes)),
      materialCosts: of(material),
      otherCosts: of(other),
      repairCostsTF100: of(whole),
      billedTechnicalFactorPpm: 1_000_000,
      billedAmount: of(whole),
    };
  },
  'claim.keepCrash': ({ frame }) => ({
    frame: {
      ...(frame as Frame),
      at: new Date().toISOString(),
      category: 'crash' as const,
      values: {
        ...{
          deltaVLongitudinal: Array<number>(26).fill(-31),
          maxDeltaV: -31,
          timeOfMaxDeltaV: 113,
          events: 1,
          completeFile: true,
        },
        ...{ speedIndicated: Array<number>(11).fill(187), throttle: Array<number>(11).fill(97) },
        ...{
          serviceBrakeOn: Array<boolean>(11).fill(false),
          ignitionCycleCrash: 51_273,
          ignitionCycleDownload: 51_274,
        },
        ...{ driverBelted: true, airbagWarningLampOn: false },
      },
    },
    ...{ leaf: 0, path: [] },
  }),
};

/** One application, for both operations that keep facts about its decision. */
async function applied(world: RealWorld, bidding?: { closesAt: string; openUntil: string }) {
  const on = await as(world, 'lender/desk', 'lender');
  const owner = await as(world, 'registry/owner', 'owner');
  await on.loan.publishScorecard(scorecard);
  const [applicationId, decisionId] = [world.fresh('A'), world.fresh('D')];
  const wish = {
    vin: world.vin(),
    amount: eur(100_000),
    instalments: 6,
    consentId: world.fresh('C'),
    ...(bidding && { bidding }),
  };
  await owner.loan.apply({ applicationId, ...wish });
  return { on, org: 'lender', request: { applicationId, decisionId } };
}

/** A policy of the owner on a registered vehicle, bound and beginning tomorrow. */
export const insured = async (world: RealWorld): Promise<string> => (await insuredCar(world)).policyId;

async function insuredCar(world: RealWorld) {
  const on = await as(world, 'insurer/desk', 'insurer');
  const owner = await as(world, 'registry/owner', 'owner');
  await on.policy.publishTariff(tariff);
  const policyId = world.fresh('P');
  const covers = [
    {
      code: 'collision' as const,
      sumInsured: eur(2_000_000),
      limit: eur(2_000_000),
      deductible: eur(50_000),
    },
  ];
  const startsAt = after(world, 1);
  const vin = await registered(world);
  await on.policy.quote({
    ...{
      policyId,
      policyholder: 'registry/owner',
      vin,
      tariffId: 'car',
      tariffVersion: 1,
      pricing: 'fixed',
      covers,
    },
    ...{ listPremium: eur(48_000), startsAt, months: 12, instalments: 4, quotedUntil: startsAt },
  });
  await owner.policy.bind({ policyId });
  return { on, owner, policyId, vin };
}

async function notified(world: RealWorld) {
  const [policyId, noticeId] = [await insured(world), world.fresh('N')];
  const [on, owner] = [
    await as(world, 'insurer/desk', 'insurer'),
    await as(world, 'registry/owner', 'owner'),
  ];
  const lossAt = world.now();
  await owner.claim.notify({
    noticeId,
    policyId,
    lossAt,
    cause: 'collision',
    vehicles: 2,
    injured: 0,
    evidenceIds: [],
  });
  return { on, org: 'insurer', request: { noticeId } };
}

/** A registered vehicle of the owner. */
export async function registered(world: RealWorld): Promise<string> {
  const registrar = await as(world, 'registry/registrar', 'registrar');
  const plant = await as(world, 'manufacturer/plant', 'manufacturer');
  await registrar.vehicle.registerWmi({ wmi: '1M8', manufacturer: 'manufacturer', name: 'Works AG' });
  const vin = world.vin();
  await plant.vehicle.certifyBirth({
    vin,
    model: { id: 'M8', name: 'Coach' },
    builtOn: world.now().slice(0, 10),
    plant: { id: '4711' },
  });
  const tag = plateTag(Buffer.from('a key of the registrar alone'), 'DE', vin);
  await registrar.vehicle.register({
    ...{ vin, registrationId: world.fresh('R'), owner: 'registry/owner', jurisdiction: 'DE', plateTag: tag },
  });
  return vin;
}

async function listed(world: RealWorld) {
  const vin = await registered(world);
  const [owner, on] = [
    await as(world, 'registry/owner', 'owner'),
    await as(world, 'registry/buyer', 'owner'),
  ];
  const { content, hash: certificateHash } = await on.vehicle.readCertificate({ vin });
  const listingId = world.fresh('S');
  await owner.sale.list({
    ...{
      listingId,
      vin,
      certificate: { issuedAt: content.issuedAt, hash: certificateHash },
      disclosures: [],
      policies: [],
    },
    terms: { payDays: 3, shipDays: 3, inspectDays: 5, returnDays: 7, settleDays: 14, resolveDays: 30 },
    ...{ charges: [], arbiter: 'registry/auditor', until: after(world, 30) },
  });
  return { on, owner, listingId, certificateHash };
}

async function traded(world: RealWorld) {
  const { on, listingId, certificateHash } = await listed(world);
  const tradeId = world.fresh('T');
  await on.sale.open({ tradeId, listingId });
  return { on, tradeId, certificateHash };
}

/** A merchant on which the consortium votes. */
async function reviewed(world: RealWorld): Promise<string> {
  const merchant = `registry/${world.fresh('shop')}`;
  const [shop, registrar] = [
    await as(world, merchant, 'merchant'),
    await as(world, 'registry/registrar', 'registrar'),
  ];
  await shop.merchant.apply({ businessName: 'Shop', category: '7542', requested: ['issue_coupons'] });
  for (const requirement of ['business_licence', 'terms_of_service'] as const)
    await shop.merchant.prove({ requirement, documentHash: hash(requirement) });
  await shop.merchant.sendIn({});
  const vote = {
    voters: ['lender', 'insurer'],
    quorum: 2,
    until: after(world, 1),
    openUntil: after(world, 2),
    conflicts: [],
  };
  await registrar.merchant.openReview({ merchant, ...vote });
  return merchant;
}

/** A vehicle of the owner for which two people may bid openly. */
export async function auctioned(world: RealWorld) {
  const { owner, listingId, certificateHash } = await listed(world);
  await as(world, 'registry/other', 'owner');
  const auctionId = world.fresh('U');
  const english = { start: eur(500_000), step: eur(10_000), extendMinutes: 5, extendUntil: after(world, 2) };
  await owner.sale.openAuction({
    auctionId,
    listingId,
    closesAt: after(world, 1),
    revealUntil: after(world, 3),
    english,
  });
  return { auctionId, certificateHash };
}

/** A licence of the buyer that bears a mark, from an office that is trusted for it. */
async function licensed(world: RealWorld, mark: string): Promise<Plant> {
  const on = await as(world, 'registry/buyer', 'owner');
  const { desk, key } = await trustedDesk(world, 'DriverLicence');
  const { did: subject } = await on.identity.create({});
  const claims = { ...LICENCE, validThrough: after(world, 400).slice(0, 10) };
  const issue = {
    type: 'DriverLicence' as const,
    subject,
    claims,
    validFrom: world.now(),
    status: randomPlace(0),
  };
  const { document, record } = await issueCredential({ ...issue, id: `urn:licence:${mark}` }, key);
  await desk.on.identity.recordCredential(record);
  const { issuer, list, index } = record;
  const request = { issuer, list, index, until: after(world, 1), drivingClass: 'B', also: [] };
  return { on, org: 'registry', request, facts: { document: JSON.stringify(document) }, hashed: true };
}

/** Where each operation that keeps private facts is tried. */
export const plants: Readonly<Record<string, (world: RealWorld, facts: Facts) => Promise<Plant>>> = {
  'pool.keepFacts': async (world) => {
    const { lend, open } = await openTrust(world);
    const [poolId, loanId, on] = [await open(), await lend(), await as(world, 'lender/desk', 'lender')];
    const quote = (factsSeal: string) => on.pool.pledge({ poolId, loanId, factsSeal });
    return { on, org: 'lender', request: { poolId, loanId }, quote };
  },
  'loan.underwrite': async (world) => applied(world),
  'loan.explain': async (world) => {
    const plant = await applied(world);
    return { ...plant, reveal: (on) => on.loan.readReasons(plant.request) };
  },
  'loan.keepMandate': async (world) => {
    const on = await as(world, 'lender/desk', 'lender');
    const request = { customer: 'lender/ana', mandateId: world.fresh('M') };
    return { on, org: 'lender', request, reveal: (who) => who.loan.readMandate(request) };
  },
  'loan.keepBid': async (world) => {
    const { on, org, request } = await applied(world, {
      closesAt: after(world, 1),
      openUntil: after(world, 2),
    });
    const { applicationId } = request;
    const quote = (seal: string) => on.loan.bid({ applicationId, seal, bidHash: hash(seal) });
    return {
      on,
      org,
      request: { applicationId },
      quote,
      reveal: (who) => who.loan.recallBid({ applicationId }),
    };
  },
  'part.keepPrice': async (world) => {
    const [on, org, epc] = [
      await as(world, 'manufacturer/plant', 'manufacturer'),
      'manufacturer',
      partOf(world),
    ];
    const quote = (seal: string) => on.part.seal({ epc, what: 'price', seal });
    return { on, org, request: { epc }, quote, reveal: (who) => who.part.revealPrice({ epc, org }) };
  },
  'part.keepBom': async (world) => {
    const [on, org, epc] = [
      await as(world, 'manufacturer/plant', 'manufacturer'),
      'manufacturer',
      partOf(world),
    ];
    const quote = (seal: string) => on.part.seal({ epc, what: 'bom', seal, children: [hash(seal)] });
    return { on, org, request: { epc }, quote, reveal: (who) => who.part.revealBom({ epc, org }) };
  },
  'part.keepReport': async (world) => {
    const on = await as(world, 'manufacturer/plant', 'manufacturer');
    return { on, org: 'manufacturer', request: { notification: world.fresh('Q') } };
  },
  'part.keepWarrantyClaim': async (world) => {
    const [on, org, claimId] = [
      await as(world, 'manufacturer/plant', 'manufacturer'),
      'manufacturer',
      world.fresh('W'),
    ];
    return { on, org, request: { claimId }, reveal: (who) => who.part.revealWarrantyClaim({ claimId, org }) };
  },
  'payment.escrowLink': async (world, { owner }) => {
    const on = await as(world, 'registry/registrar', 'registrar');
    const { address, link } = subKeysOf(randomBytes(32), 'roadbook')(0);
    const quote = (seal: string) => on.payment.openAddress({ address, seal });
    return { on, org: 'registry', request: { address }, facts: link(String(owner)), quote };
  },
  'payment.note': async (world) => {
    const [on, paymentId] = [await as(world, 'lender/desk', 'lender'), world.fresh('P')];
    return {
      on,
      org: 'lender',
      request: { paymentId },
      reveal: (who) => who.payment.readNote({ paymentId }),
    };
  },
  'claim.keepStatement': async (world) => {
    const plant = await notified(world);
    return {
      ...plant,
      quote: (seal) => plant.on.claim.attachStatement({ ...plant.request, seal }),
      reveal: (on) => on.claim.readStatement(plant.request),
    };
  },
  'claim.keepCrash': async (world, facts) => {
    const { on, owner, policyId, vin } = await insuredCar(world);
    const plant = await as(world, 'manufacturer/plant', 'manufacturer');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const device = deviceOf(privateKey, { deviceId: world.fresh('EDR'), vin });
    await plant.evidence.register({ ...device.registration(), kind: 'edr' });
    const [frame, noticeId, evidenceId] = [facts['frame'] as Frame, world.fresh('N'), world.fresh('X')];
    const incident = { kind: 'crash' as const, at: frame.at, automatic: true, test: false, complete: true };
    await owner.evidence.anchor(
      device.anchor([frame], chainStart, { evidenceId, schema: 'edr.563.v1', incident }),
    );
    const loss = { policyId, lossAt: world.now(), cause: 'collision' as const, vehicles: 2, injured: 0 };
    await owner.claim.notify({ noticeId, ...loss, evidenceIds: [evidenceId] });
    const request = { noticeId, deviceId: device.deviceId, evidenceId, maxDeltaV: 31 };
    const quote = (seal: string) => on.claim.stateCrash({ ...request, seal });
    return { on, org: 'insurer', request, quote, reveal: (who) => who.claim.readCrash(request) };
  },
  'claim.keepSalt': async (world, facts) => {
    const [on, epochId] = [await as(world, 'insurer/desk', 'insurer'), world.fresh('E')];
    const salt = String(facts['salt']);
    const days = { from: '2026-01-01', until: '2030-01-01' };
    await on.claim.openEpoch({ epochId, saltHash: saltHashOf(salt), markKey: markKeyOf(salt), ...days });
    const loss = { epochId, vin: world.vin(), lossOn: '2026-11-01', lossCell: 'u33db' };
    return {
      on,
      org: 'insurer',
      request: { epochId },
      quote: async () => on.claim.markLoss(await on.claim.computeFingerprint(loss)),
    };
  },
  'sale.keepPrice': async (world, facts) => {
    const { on, tradeId, certificateHash } = await traded(world);
    const { amount: minor, currency } = facts['price'] as { amount: string; currency: money.Currency };
    const price = money.of(BigInt(minor), currency);
    const agreement = saleAgreement({ tradeId, price, nonce: String(facts['nonce']) });
    const quote = (seal: string) => on.sale.agree({ tradeId, round: 1, seal, agreement, certificateHash });
    return { on, org: 'registry', request: { tradeId, round: 1 }, quote };
  },
  'rental.keepLicence': (world, facts) => licensed(world, String(facts['document'])),
  'sale.keepBid': async (world) => {
    const on = await as(world, 'registry/buyer', 'owner');
    return { on, org: 'registry', request: { auctionId: world.fresh('U') } };
  },
  'merchant.keepBallot': async (world, facts) => {
    const [on, merchant] = [await as(world, 'lender/desk', 'lender'), await reviewed(world)];
    const { choice, reason, nonce } = facts as { choice: 'yes'; reason: string; nonce: string };
    const ballotHash = merchantBallotHash({ merchant, round: 1, org: 'lender', choice, reason, nonce });
    return {
      ...{ on, org: 'lender', request: { merchant, round: 1 } },
      quote: (seal) => on.merchant.vote({ merchant, seal, ballotHash }),
      reveal: (who) => who.merchant.readBallot({ merchant, round: 1 }),
    };
  },
};
