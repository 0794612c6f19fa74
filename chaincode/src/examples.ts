import type { Entry } from './kit/api';
import { schemaOf } from './kit/describe/fields';
import { sampleOf } from './kit/describe/sample';
import { commonFactors, commonScore } from './policy/records/tariff';
import type { Role } from './words/role';

/**
 * A call that can be sent as it is: request and private facts as on the wire. A seal in it stands for the one
 * that was answered when the private facts were kept.
 */
export interface Example {
  /** `room.operation`. */
  readonly call: string;
  /** Who sends it: one of the cast of the network, and in which role. */
  readonly as: string;
  readonly role: Role;
  readonly request: Readonly<Record<string, unknown>>;
  readonly secret?: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;
const by =
  (as: string, role: Role) =>
  (call: string, request: Fields, secret?: Fields): Example => ({
    ...{ call, as, role, request },
    ...(secret && { secret }),
  });
const plant = by('manufacturer/plant', 'manufacturer');
const supplier = by('manufacturer/supplier', 'supplier');
const lender = by('lender/desk', 'lender');
const approver = by('lender/approver', 'lender');
const insurer = by('insurer/desk', 'insurer');
const registrar = by('registry/registrar', 'registrar');
const owner = by('registry/owner', 'owner');
const workshop = by('registry/workshop', 'workshop');

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const OWNER = 'registry/owner';
const vin = '1M8GDM9AXKP042788';
const seal = 'b0f2a6a5a3f8a2c1d4e7f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b';
const gearbox = 'urn:epc:id:sgtin:4012345.011111.9876';
const [loanId, applicationId, decisionId] = ['L-2026-0001', 'A-2026-0001', 'D-2026-0001'];
const [policyId, claimId] = ['P-2026-0001', 'K-2026-0001'];
const startsAt = '2026-03-02T12:00:00.000Z';
const claimLine = { claimId, exposureId: 'E-1', costType: 'claimCost', costCategory: 'body' };

const terms = {
  ...{
    principal: eur('2400000'),
    annualRatePpm: 54_900,
    method: 'annuity',
    dayCount: '30/360',
    instalments: 48,
  },
  ...{ every: { count: 1, unit: 'month' }, startOn: '2026-03-02', firstDueOn: '2026-04-02' },
  ...{ allocation: { direction: 'horizontal', ahead: 'next' }, payoff: { till: 'day' } },
  late: { graceDays: 10 },
};
const points = (from: number, many: number) => ({ from, points: many });
const scorecard = {
  ...{ version: 1, effectiveFrom: '2026-01-01', currency: 'EUR', approveAt: 700, referAt: 500 },
  factors: [
    { factor: 'pti', bands: [points(0, 400), points(250_000, 50)] },
    { factor: 'ltv', bands: [points(0, 300), points(900_000, 100)] },
    { factor: 'creditScore', bands: [points(0, 0), points(600, 300)] },
  ],
  ...{ maxPtiPpm: 300_000, maxLtvPpm: 1_000_000 },
};
const tariff = {
  ...{ tariffId: 'car', version: 1, effectiveOn: '2026-01-01', currency: 'EUR', minimumMetres: 100_000 },
  ...{ minimumTrips: 10, monthlyBase: eur('2900'), perThousandKm: eur('6000'), dailyCapMetres: 402_336 },
  ...{
    score: commonScore,
    scoreFactors: commonFactors,
    claimFreeFactors: [{ fromYears: 0, factor: 1_000_000 }],
  },
  ...{ shortRate: 0, graceDays: 14 },
};
const made = {
  ...{ type: 'ObjectEvent', action: 'ADD', bizStep: 'commissioning', disposition: 'active' },
  ...{ eventTime: '2026-03-02T08:30:00.000Z', eventTimeZoneOffset: '+01:00', epcList: [gearbox] },
};
const consented = {
  ...{ grantee: 'insurer', categories: ['odometer', 'driving'], purpose: 'usageBasedInsurance' },
  ...{ fromTime: '2026-03-02T12:00:00.000Z', untilTime: '2026-06-02T12:00:00.000Z', precision: 'coarse' },
  ...{ processing: 'offBoard', validUntil: '2026-06-30T12:00:00.000Z', maxReads: 100 },
  notice: {
    ...{ jurisdiction: 'DE', language: 'de', collectionMethod: 'app' },
    policyUrl: 'https://insurer.example/privacy',
  },
};

/** The most used operations in the order in which a car's life calls them; a test plays them so. */
export const examples: readonly Example[] = [
  lender('member.whoAmI', {}),
  registrar('vehicle.registerWmi', { wmi: '1M8', manufacturer: 'manufacturer', name: 'Roadbook Motors' }),
  supplier('part.capture', { event: made }),
  supplier('part.captureDocument', {
    document: {
      ...{
        '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
        schemaVersion: '2.0',
      },
      ...{
        type: 'EPCISDocument',
        creationDate: '2026-03-02T09:00:00.000Z',
        epcisBody: { eventList: [made] },
      },
    },
  }),
  plant('part.read', { epc: gearbox }),
  plant('part.whereFrom', { id: gearbox }),
  plant('part.countAffected', { ids: [gearbox] }),
  plant('part.listMade', { making: { class: 'urn:epc:idpat:sgtin:4012345.011111.*' } }),
  plant('part.listAffected', { making: { class: 'urn:epc:idpat:sgtin:4012345.011111.*' } }),
  plant('vehicle.certifyBirth', {
    ...{ vin, model: { id: 'RB3-75', name: 'Roadbook 3, 75 kWh' }, builtOn: '2026-02-20' },
    plant: { id: 'LEJ', name: 'Leipzig' },
  }),
  plant('vehicle.sell', { vin, to: OWNER, soldOn: '2026-03-01', country: 'DEU' }),
  registrar('vehicle.register', {
    ...{ vin, registrationId: 'R-2026-0001', owner: OWNER, jurisdiction: 'DE', plateTag: seal },
  }),
  workshop('vehicle.recordReading', {
    ...{ vin, readingId: 'OD-2026-0001', value: 12, unit: 'km', at: '2026-03-02T08:45:00.000Z' },
    source: 'service',
  }),
  owner('vehicle.read', { vin }),
  lender('loan.publishScorecard', scorecard),
  owner('loan.apply', {
    applicationId,
    vin,
    amount: eur('2400000'),
    instalments: 48,
    consentId: 'C-2026-0001',
  }),
  lender(
    'loan.underwrite',
    { applicationId, decisionId },
    {
      ...{ monthlyIncome: eur('380000'), vehicleValue: eur('3000000'), creditScore: 740 },
      ...{ employedMonths: 60, delinquencies: 0, bankruptcies: 0 },
    },
  ),
  lender('loan.decide', {
    ...{ applicationId, decisionId, outcome: 'approve', scorecardVersion: 1, seal, terms, validDays: 14 },
  }),
  owner('loan.accept', { applicationId, decisionId, loanId }),
  lender('loan.disburse', { loanId, on: '2026-03-02' }),
  lender('loan.repay', { loanId, paymentId: 'I-2026-0001', amount: eur('55805'), on: '2026-03-02' }),
  owner('loan.standing', { loanId, on: '2026-03-02' }),
  owner('loan.payoff', { loanId, on: '2026-03-02' }),
  insurer('policy.publishTariff', tariff),
  insurer('policy.quote', {
    ...{ policyId, policyholder: OWNER, vin, tariffId: 'car', tariffVersion: 1, pricing: 'fixed' },
    covers: [
      {
        ...{ code: 'collision', sumInsured: eur('3000000'), limit: eur('3000000') },
        deductible: eur('50000'),
      },
    ],
    ...{ listPremium: eur('78000'), startsAt, months: 12, instalments: 4, quotedUntil: startsAt },
  }),
  owner('policy.bind', { policyId }),
  insurer('policy.receivePremium', { policyId, no: 1, paymentId: 'Q-2026-0001' }),
  insurer('claim.publishPractice', {
    ...{ version: 1, effectiveOn: '2026-03-02', authorityLimit: eur('500000'), earlyClaimDays: 7 },
    ...{ ringClaims: 3, totalLoss: 'formula', thresholdPercent: 75, comparative: false, madeWhole: false },
  }),
  owner('claim.notify', {
    ...{ noticeId: 'N-2026-0001', policyId, lossAt: startsAt, cause: 'collision', vehicles: 2, injured: 0 },
    evidenceIds: [],
  }),
  insurer('claim.open', { claimId, noticeId: 'N-2026-0001' }),
  insurer('claim.openExposure', { claimId, exposureId: 'E-1', cover: 'collision', claimant: OWNER }),
  insurer('claim.assess', {
    ...{ claimId, exposureId: 'E-1' },
    found: { loss: eur('230000'), betterment: eur('10000'), faultShare: 0, reportHash: seal },
  }),
  insurer('claim.setReserve', { ...claimLine, total: eur('170000') }),
  lender('payment.askIssue', { orderId: 'O-2026-0001', party: OWNER, amount: eur('100000') }),
  approver('payment.settle', { orderId: 'O-2026-0001', paymentId: 'M-2026-0001' }),
  owner('payment.transfer', {
    ...{ paymentId: 'T-2026-0001', from: OWNER, lots: ['M-2026-0001:0'] },
    to: [{ party: 'registry/workshop', amount: eur('12500') }],
  }),
  owner('consent.grant', { vin, grantId: 'G-2026-0001', terms: consented }),
  owner('trust.read', { vin }),
];

const byCall = new Map(examples.map((example) => [example.call, example]));

/** The example of an operation, `room.operation`, if it is one of the most used. */
export const exampleOf = (call: string): Example | undefined => byCall.get(call);

/** Of the cast of the network, who acts in a role; the administrator of the registry founds it. */
const CAST: Readonly<Partial<Record<string, string>>> = {
  ...{ manufacturer: 'manufacturer/plant', lender: 'lender/desk', insurer: 'insurer/desk' },
  ...{ registrar: 'registry/registrar', auditor: 'registry/auditor', supplier: 'manufacturer/supplier' },
  ...{ dealer: 'manufacturer/dealer', workshop: 'registry/workshop', merchant: 'registry/merchant' },
  owner: OWNER,
};

/**
 * A call of any operation to start from, its private facts beside it: the example where there is one, else
 * the least that the schemas take. Which records it names is for the caller to change.
 */
export function startingCall({ room, name, operation, batch, request }: Entry): Example {
  const known = exampleOf(`${room}.${batch ? name.replace(/Many$/, '') : name}`);
  if (known)
    return { ...known, call: `${room}.${name}`, request: batch ? { items: [known.request] } : known.request };
  const role = operation.by[0] as Role;
  const secret = operation.secret && (sampleOf(schemaOf(operation.secret)) as Fields);
  const sample = sampleOf(schemaOf(request)) as Fields;
  return {
    call: `${room}.${name}`,
    as: CAST[role] ?? 'registry/admin',
    role,
    request: sample,
    ...(secret && { secret }),
  };
}
