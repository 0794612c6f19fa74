import { setTimeout as sleep } from 'node:timers/promises';
import { money, plateTag, time } from '@roadbook/chaincode/api';
import type { Rooms } from '@roadbook/gateway';
import { vinOf } from './vin';
import { documentsOf, thingsOf } from './documents';
import { DAY, hash, later } from './market';
import { carTerms, eur, practice, scorecard, tariff, underwriting } from './terms';

/** The cast: four organisations and their members, each with a connection of its own. */
export interface Cast {
  readonly plant: Rooms;
  readonly supplier: Rooms;
  readonly lender: Rooms;
  readonly insurer: Rooms;
  readonly supervisor: Rooms;
  readonly registrar: Rooms;
  readonly owner: Rooms;
  readonly workshop: Rooms;
}

/** Hears the story: one sentence at a time. */
export type Tell = (sentence: string) => void;

/** The manufacturer code of the story's cars. */
export const MAKER = '1RB';
const OWNER = 'registry/owner';

/** The rules that lender, insurer and registry publish once, before any story. */
export async function setTheStage({ registrar, lender, insurer }: Cast): Promise<void> {
  await registrar.vehicle.registerWmi({ wmi: MAKER, manufacturer: 'manufacturer', name: 'Roadbook Motors' });
  await lender.loan.publishScorecard(scorecard);
  await insurer.policy.publishTariff(tariff);
  const published = await insurer.claim
    .readPractice({ insurer: 'insurer' })
    .catch((error: { code?: string }) => error.code);
  if (published === 'NOT_FOUND') await insurer.claim.publishPractice({ ...practice, effectiveOn: today() });
}

/** From the parts to a paid claim. `story` numbers the car; a number is told once. */
export async function firstCar(cast: Cast, story: number, tell: Tell): Promise<string> {
  const vin = vinOf(MAKER, story);
  await theCarIsBuilt(cast, vin, story, tell);
  await theCarIsFinanced(cast, vin, story, tell);
  await theCarIsInsuredAndCrashes(cast, vin, story, tell);
  const { institutional, technical, economic } = await cast.owner.trust.read({ vin });
  tell(
    `One query tells it all: ${count(institutional.liens, 'lien')}, ${count(technical.parts.items, 'part')}, ${count(technical.accidents.items, 'accident')}, ${count(economic.loans.items, 'loan')}.`,
  );
  return vin;
}

async function theCarIsBuilt(
  { plant, supplier, registrar }: Cast,
  vin: string,
  story: number,
  tell: Tell,
): Promise<void> {
  const { made, sent, received, built } = documentsOf(String(story), new Date());
  const { car, gearbox } = thingsOf(String(story));
  const { results } = await supplier.part.captureDocument({ document: made });
  tell(`The supplier makes a gearbox and a battery: event ${results[0]?.eventId.slice(15, 27)}…`);
  await supplier.part.captureDocument({ document: sent, to: 'manufacturer' });
  await plant.part.captureDocument({ document: received });
  await plant.part.captureDocument({ document: built });
  await plant.vehicle.certifyBirth({
    ...{ vin, model: { id: 'RB3-75', name: 'Roadbook 3, 75 kWh' }, builtOn: BUILT_ON },
    ...{ plant: { id: 'LEJ', name: 'Leipzig' }, epc: linkOf(car) },
  });
  const { links } = await plant.part.whereFrom({ id: car });
  tell(`The plant builds ${vin} of ${links.length} traced parts; the gearbox is ${gearbox}.`);
  await plant.vehicle.sell({ vin, to: OWNER, soldOn: SOLD_ON, country: 'DEU' });
  const tag = plateTag(Buffer.from('the registrar keeps this key'), 'DE', `L RB ${story}`);
  await registrar.vehicle.register({
    vin,
    registrationId: `R-${story}`,
    owner: OWNER,
    jurisdiction: 'DE',
    plateTag: tag,
  });
  const read = { value: 12, unit: 'km', at: `${SOLD_ON}T10:00:00.000Z`, source: 'registration' } as const;
  await registrar.vehicle.recordReading({ vin, readingId: `OD-${story}`, ...read });
  tell('It is sold for 30,000.00, and registered to its first owner with 12 km on the meter.');
}

async function theCarIsFinanced(
  { lender, owner }: Cast,
  vin: string,
  story: number,
  tell: Tell,
): Promise<void> {
  const [applicationId, decisionId, loanId] = [`A-${story}`, `D-${story}`, `L-${story}`];
  const terms = carTerms(SOLD_ON, time.addMonths(SOLD_ON, 1));
  await owner.loan.apply({
    applicationId,
    vin,
    amount: terms.principal,
    instalments: 48,
    consentId: `C-${story}`,
  });
  const { seal } = await lender.loan.underwrite({ applicationId, decisionId }, underwriting);
  tell(`The lender weighs income and history in private; the ledger keeps the seal ${seal.slice(0, 12)}…`);
  await lender.loan.decide({
    applicationId,
    decisionId,
    outcome: 'approve',
    scorecardVersion: 1,
    seal,
    terms,
    validDays: 14,
  });
  await owner.loan.accept({ applicationId, decisionId, loanId });
  await lender.loan.disburse({ loanId, on: terms.startOn });
  const { planned } = await owner.loan.schedule({ loanId });
  const [first, last] = [planned[0], planned.at(-1)].map((row) =>
    money.show(eur((row?.interest ?? 0n) + (row?.principal ?? 0n))),
  );
  tell(
    `A loan of ${money.show(terms.principal)} at 5.49 % over 48 months: ${first} a month, the last ${last}.`,
  );
  const due = planned.filter(({ dueOn }) => dueOn < today());
  await lender.loan.repayMany({
    items: due.map(({ dueOn, interest, principal }, at) => ({
      ...{ loanId, paymentId: `I-${story}-${at + 1}`, amount: eur(interest + principal), on: dueOn },
    })),
  });
  const vehicle = await owner.vehicle.read({ vin });
  tell(
    `${due.length} instalments are paid on their days; the lender's lien has rank ${vehicle.liens[0]?.rank}.`,
  );
}

async function theCarIsInsuredAndCrashes(cast: Cast, vin: string, story: number, tell: Tell): Promise<void> {
  const { insurer, supervisor, owner } = cast;
  const [policyId, noticeId, claimId] = [`P-${story}`, `N-${story}`, `K-${story}`];
  const startsAt = later(2_500);
  const covers = [
    {
      code: 'collision' as const,
      sumInsured: VALUE,
      limit: VALUE,
      deductible: eur(50_000),
    },
  ];
  await insurer.policy.quote({
    ...{ policyId, policyholder: OWNER, vin, tariffId: 'car', tariffVersion: 1, pricing: 'fixed', covers },
    ...{ listPremium: eur(78_000), startsAt, months: 12, instalments: 4, quotedUntil: startsAt },
  });
  await owner.policy.bind({ policyId });
  await insurer.policy.receivePremium({ policyId, no: 1, paymentId: `Q-${story}` });
  tell(
    `The insurer covers collisions up to ${money.show(VALUE)} for ${money.show(eur(78_000))} a year, with a deductible of ${money.show(eur(50_000))}.`,
  );
  while (new Date().toISOString() <= startsAt) await sleep(100);
  const lossAt = later(0);
  await owner.claim.notify({
    noticeId,
    policyId,
    lossAt,
    cause: 'collision',
    vehicles: 2,
    injured: 0,
    evidenceIds: [],
  });
  const { flags } = await insurer.claim.open({ claimId, noticeId });
  tell(`A crash. The claim is open, and flagged: ${flags.join(', ')}.`);
  await theClaimIsPaid(insurer, supervisor, claimId, tell);
}

/**
 * A second person of the insurer agrees before the money leaves: the claim came within a week of the policy.
 */
async function theClaimIsPaid(insurer: Rooms, supervisor: Rooms, claimId: string, tell: Tell): Promise<void> {
  const ids = { claimId, exposureId: 'E-1' };
  await insurer.claim.openExposure({ ...ids, cover: 'collision', claimant: OWNER });
  const found = {
    loss: eur(230_000),
    betterment: eur(10_000),
    faultShare: 0,
    reportHash: hash(`report of ${claimId}`),
  };
  const { payable: amount = eur(0) } = await insurer.claim.assess({ ...ids, found });
  const line = { ...ids, costType: 'claimCost', costCategory: 'body' } as const;
  await insurer.claim.setReserve({ ...line, total: amount });
  await insurer.claim.confirm({ claimId, amount, ownFault: false });
  const payment = { claimId, paymentId: `Z-${claimId}` };
  const payee = { as: 'policyholder', party: OWNER } as const;
  const { status } = await insurer.claim.schedulePayment({
    ...line,
    ...payment,
    amount,
    eroding: true,
    payee,
  });
  tell(`Damage 2,300.00, of it 100.00 new for old, less the deductible: ${money.show(amount)} is ${status}.`);
  await supervisor.claim.approvePayment(payment);
  await insurer.claim.confirmPaid({ ...payment, transferId: `T-${claimId}` });
  await insurer.claim.closeExposure(ids);
  const closed = await insurer.claim.close({ claimId });
  tell(`A second person agrees, ${money.show(closed.paid)} is paid, and the claim is ${closed.status}.`);
}

/** The car is a good year old when its story is told: all its days lie in their order before today. */
const [BUILT_ON, SOLD_ON] = [daysAgo(400), daysAgo(380)];

/** What it is worth by then, and insured for. */
const VALUE = eur(2_300_000);
const today = (): string => new Date().toISOString().slice(0, 10);
function daysAgo(days: number): string {
  return later(-days * DAY).slice(0, 10);
}
const count = (list: readonly unknown[], noun: string): string =>
  `${list.length} ${noun}${list.length === 1 ? '' : 's'}`;
const linkOf = (urn: string): string =>
  `https://id.gs1.org/8004/${urn.slice('urn:epc:id:giai:'.length).replace('.', '')}`;
