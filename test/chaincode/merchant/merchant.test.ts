import { canonical, merchantBallotHash } from '@roadbook/chaincode/api';
import { ballotOf, cast, openOf } from '../../../stories/ballots';
import { openBank } from '../payment/cast';
import { BERLIN, DAY, eur, hash, HOURS, openMarket, openMerchant, service, WASH } from '../service/market';

const application = {
  businessName: 'Wash and more',
  category: '7542',
  requested: ['accept_payments' as const],
};
const PAPERS = ['business_licence', 'owner_identity', 'terms_of_service'] as const;
const at = (ledger: { now: number }, millis: number) => new Date(ledger.now + millis).toISOString();

async function openSent() {
  const bank = await openBank();
  const { wash, registrar, ledger, be } = bank;
  await wash.on.merchant.apply(application);
  for (const requirement of PAPERS)
    await wash.on.merchant.prove({ requirement, documentHash: hash(requirement) });
  await wash.on.merchant.sendIn({});
  const plant = await be('manufacturer/plant', 'manufacturer');
  const vote = {
    merchant: WASH,
    voters: ['manufacturer', 'lender', 'insurer', 'registry'],
    quorum: 2,
    conflicts: [],
  };
  const ends = { until: at(ledger, DAY), openUntil: at(ledger, 2 * DAY) };
  const openReview = (change: object = {}) =>
    registrar.on.merchant.openReview({ ...vote, ...ends, ...change });
  return { ...bank, plant, openReview };
}

test('a business comes in by itself: papers, votes, and it sells', async () => {
  const { wash, auditor } = await openMerchant();
  const standing = await auditor.on.merchant.read({ merchant: WASH });
  expect(standing).toMatchObject({ chargesEnabled: true, payoutsEnabled: true, detailsSubmitted: true });
  expect(standing).toMatchObject({
    tally: { yes: 2, abstain: 1, sealed: 0, open: 0, verdict: 'approved' },
    merchant: { status: 'active' },
  });
  expect((await wash.on.merchant.listMerchants({ status: 'active' })).items).toHaveLength(1);
  expect((await wash.on.merchant.listMerchants({})).items).toHaveLength(1);
  expect(
    (await wash.on.merchant.listVotes({ merchant: WASH })).items.map(({ opened }) => opened?.choice),
  ).toEqual(['abstain', 'yes', 'yes']);
});

test('an application is sent in complete, and its repetition changes nothing', async () => {
  const { wash, registrar } = await openBank();
  await expect(wash.on.merchant.sendIn({})).rejects.toMatchObject({ code: 'NOT_A_MERCHANT' });
  await expect(wash.on.merchant.apply({ ...application, usci: '91350100M000100Y44' })).rejects.toMatchObject({
    code: 'USCI_WRONG',
  });
  const draft = await wash.on.merchant.apply(application);
  expect(await wash.on.merchant.apply(application)).toEqual(draft);
  await expect(wash.on.merchant.sendIn({})).rejects.toMatchObject({ code: 'REQUIREMENTS_OPEN' });
  const insurance = { requirement: 'insurance' as const, documentHash: hash('x') };
  await expect(wash.on.merchant.prove(insurance)).rejects.toMatchObject({ code: 'REQUIREMENT_UNASKED' });
  const verify = { merchant: WASH, requirement: 'business_licence' as const };
  await expect(registrar.on.merchant.verify(verify)).rejects.toMatchObject({ code: 'NOTHING_PENDING' });
  await expect(registrar.on.merchant.rejectPaper({ ...verify, code: 'other' })).rejects.toMatchObject({
    code: 'NOTHING_PENDING',
  });
});

test('a branch is one when its head office says so too', async () => {
  const { wash, be } = await openMerchant();
  const branch = await be('registry/branch', 'merchant');
  const stranger = await be('insurer/other', 'workshop');
  const claim = { ...application, branchOf: WASH };
  await expect(branch.on.merchant.apply({ ...claim, branchOf: 'registry/nobody' })).rejects.toMatchObject({
    code: 'NOT_A_MERCHANT',
  });
  expect((await branch.on.merchant.apply(claim)).branchAcceptedAt).toBeUndefined();
  const named = { merchant: 'registry/branch' };
  await expect(branch.on.merchant.acceptBranch(named)).rejects.toMatchObject({ code: 'WRONG_SIDE' });
  await expect(stranger.on.merchant.acceptBranch(named)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await expect(wash.on.merchant.acceptBranch({ merchant: WASH })).rejects.toMatchObject({
    code: 'WRONG_SIDE',
  });
  const accepted = await wash.on.merchant.acceptBranch(named);
  expect(accepted.branchAcceptedAt).toBeDefined();
  expect(await wash.on.merchant.acceptBranch(named)).toEqual(accepted);
  expect(accepted).not.toHaveProperty('papers');
});

test('one sealed vote an organisation, none for its own member, and voters never collide', async () => {
  const { plant, desk, second, registrar, insurer, wash, ben, ledger, openReview } = await openSent();
  await expect(openReview({ voters: ['lender', 'nobody'] })).rejects.toMatchObject({
    code: 'ELECTORATE_WRONG',
  });
  await openReview();
  const sealed = async ([org, someone, choice]: readonly [
    'manufacturer' | 'lender',
    typeof plant,
    'yes',
  ]) => {
    const ballot = ballotOf(WASH, org, choice);
    const { seal } = await someone.on.merchant.keepBallot({ merchant: WASH, round: 1 }, ballot);
    return {
      merchant: WASH,
      seal,
      ballotHash: merchantBallotHash({ ...ballot, merchant: WASH, round: 1, org }),
    };
  };
  const [yes, also] = [await sealed(['manufacturer', plant, 'yes']), await sealed(['lender', desk, 'yes'])];
  const voting = (request: object) =>
    ({ manner: 'submit', room: 'merchant', name: 'vote', request: canonical(request) }) as const;
  expect(await ledger.race([plant, voting(yes)], [desk, voting(also)])).toEqual(['VALID', 'VALID']);
  await expect(second.on.merchant.vote({ ...also, ballotHash: hash('no') })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  await expect(registrar.on.merchant.vote(yes)).rejects.toMatchObject({ code: 'VOTE_CONFLICT' });
  await expect(insurer.on.merchant.vote(yes)).rejects.toMatchObject({ code: 'PRIVATE_DIFFERS' });
  await cast(WASH, ['insurer', insurer.on, 'no']);
  const opening = (org: string) =>
    ({ ...voting({ merchant: WASH, ...ballotOf(WASH, org, 'yes') }), name: 'openBallot' }) as const;
  expect(await ledger.race([plant, opening('manufacturer')], [desk, opening('lender')])).toEqual([
    'VALID',
    'VALID',
  ]);
  expect((await wash.on.merchant.read({ merchant: WASH })).tally).toMatchObject({
    yes: 2,
    sealed: 1,
    verdict: 'approved',
  });
  const approved = await wash.on.merchant.tick({ merchant: WASH });
  expect(approved.status).toBe('approved');
  expect(await wash.on.merchant.tick({ merchant: WASH })).toEqual(approved);
  const { papers, rounds, appliedAt, ...open } = approved;
  expect([papers?.length, rounds, appliedAt]).not.toContain(undefined);
  expect(await ben.on.merchant.tick({ merchant: WASH })).toEqual(open);
  expect((await ben.on.merchant.read({ merchant: WASH })).merchant).toEqual(open);
});

test('a ballot is read by its organisation alone, and opened as it was cast, when nobody can vote knowing it', async () => {
  const { plant, desk, insurer, second, wash, ledger, openReview } = await openSent();
  await openReview();
  const voter = ['lender', desk.on, 'no'] as const;
  const { seal } = await desk.on.merchant.keepBallot(
    { merchant: WASH, round: 1 },
    ballotOf(WASH, 'lender', 'abstain'),
  );
  await expect(
    desk.on.merchant.vote({ merchant: WASH, seal, ballotHash: hash('another') }),
  ).rejects.toMatchObject({
    code: 'PRIVATE_DIFFERS',
  });
  await cast(WASH, voter);
  expect(JSON.stringify(ledger.events.at(-1))).not.toContain('no"');
  expect(await second.on.merchant.readBallot({ merchant: WASH, round: 1 })).toEqual(
    ballotOf(WASH, 'lender', 'no'),
  );
  await expect(plant.on.merchant.readBallot({ merchant: WASH, round: 1 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await expect(openOf(WASH, voter)).rejects.toMatchObject({ code: 'BALLOTS_SEALED' });
  await cast(WASH, ['manufacturer', plant.on, 'yes']);
  await expect(openOf(WASH, voter)).rejects.toMatchObject({ code: 'BALLOTS_SEALED' });
  await insurer.on.merchant.recuse({ merchant: WASH, why: 'insures the shop' });
  await expect(openOf(WASH, ['lender', desk.on, 'yes'])).rejects.toMatchObject({ code: 'BALLOT_UNPROVEN' });
  const opened = await openOf(WASH, voter);
  expect(await openOf(WASH, voter)).toEqual(opened);
  expect(opened).toMatchObject({ choice: 'no', reason: 'lender says no' });
  expect((await wash.on.merchant.tick({ merchant: WASH })).status).toBe('rejected');
});

test('five voters, quorum three, two yes and one abstention: pending, and a ballot that stays closed abstains', async () => {
  const { plant, desk, insurer, registrar, be, wash, ledger, openReview } = await openSent();
  for (const org of ['bank', 'broker']) {
    await registrar.on.member.admit({ org, kind: 'lender', confers: ['lender'] });
    await ledger.enrol(org, 'desk', 'lender');
  }
  const [bank, broker] = [await be('bank/desk', 'lender'), await be('broker/desk', 'lender')];
  const voters = [
    ['manufacturer', plant.on, 'yes'],
    ['lender', desk.on, 'yes'],
    ['insurer', insurer.on, 'abstain'],
    ['bank', bank.on, 'yes'],
    ['broker', broker.on, 'no'],
  ] as const;
  await openReview({ voters: voters.map(([org]) => org), quorum: 3 });
  for (const voter of voters) await cast(WASH, voter);
  for (const voter of voters.slice(0, 3)) await openOf(WASH, voter);
  const tally = async () => (await wash.on.merchant.read({ merchant: WASH })).tally;
  expect(await tally()).toEqual({ yes: 2, no: 0, abstain: 1, sealed: 2, open: 0, verdict: 'pending' });
  expect((await wash.on.merchant.tick({ merchant: WASH })).status).toBe('underReview');
  ledger.pass(2 * DAY + 20_000);
  await expect(openOf(WASH, voters[3])).rejects.toMatchObject({ code: 'VOTE_OVER' });
  expect(await tally()).toEqual({ yes: 2, no: 0, abstain: 3, sealed: 0, open: 0, verdict: 'rejected' });
  expect((await wash.on.merchant.tick({ merchant: WASH })).status).toBe('rejected');
});

test('who has a conflict leaves the vote; pending votes change nothing; a vote that ends without a quorum rejects', async () => {
  const { insurer, desk, wash, ledger, openReview } = await openSent();
  await openReview();
  await insurer.on.merchant.recuse({ merchant: WASH, why: 'insures the shop' });
  await expect(cast(WASH, ['insurer', insurer.on, 'yes'])).rejects.toMatchObject({ code: 'VOTE_CONFLICT' });
  await cast(WASH, ['lender', desk.on, 'yes']);
  expect((await wash.on.merchant.tick({ merchant: WASH })).status).toBe('underReview');
  ledger.pass(DAY + 20_000);
  await openOf(WASH, ['lender', desk.on, 'yes']);
  expect((await wash.on.merchant.tick({ merchant: WASH })).status).toBe('rejected');
});

test('an organisation that was not named does not vote, and none after the end', async () => {
  const { insurer, plant, ledger, openReview } = await openSent();
  await openReview({ voters: ['manufacturer', 'lender'] });
  await expect(cast(WASH, ['insurer', insurer.on, 'yes'])).rejects.toMatchObject({ code: 'NOT_A_VOTER' });
  ledger.pass(DAY);
  await expect(cast(WASH, ['manufacturer', plant.on, 'yes'])).rejects.toMatchObject({ code: 'VOTE_OVER' });
});

test('the vote waits while more is asked', async () => {
  const { wash, registrar, ledger, plant, desk, openReview } = await openSent();
  await openReview();
  const more = { merchant: WASH, requirement: 'insurance' as const };
  await expect(registrar.on.merchant.askMore({ ...more, dueAt: at(ledger, 0) })).rejects.toMatchObject({
    code: 'DEADLINE_BEHIND',
  });
  await registrar.on.merchant.askMore({ ...more, dueAt: at(ledger, DAY) });
  await expect(cast(WASH, ['manufacturer', plant.on, 'yes'])).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  await expect(wash.on.merchant.answer({})).rejects.toMatchObject({ code: 'REQUIREMENTS_OPEN' });
  await wash.on.merchant.prove({ requirement: 'insurance', documentHash: hash('policy') });
  ledger.pass(2 * DAY);
  expect((await wash.on.merchant.read({ merchant: WASH })).tally).toMatchObject({
    open: 3,
    verdict: 'pending',
  });
  const answered = await wash.on.merchant.answer({});
  expect(answered).toMatchObject({
    status: 'underReview',
    review: { until: at(ledger, DAY), openUntil: at(ledger, 2 * DAY) },
  });
  await cast(WASH, ['lender', desk.on, 'yes']);
  expect((await wash.on.merchant.tick({ merchant: WASH })).status).toBe('underReview');
});

test('a requirement that comes later stops payouts when its deadline passes, and a licence when it ends', async () => {
  const { wash, registrar, ledger } = await openMerchant();
  await registrar.on.merchant.require({
    merchant: WASH,
    requirement: 'inspection_licence',
    dueAt: at(ledger, DAY),
  });
  const read = () => wash.on.merchant.read({ merchant: WASH });
  expect((await read()).payoutsEnabled).toBe(true);
  ledger.pass(DAY);
  expect(await read()).toMatchObject({
    payoutsEnabled: false,
    requirements: { disabledReason: 'requirements.past_due' },
  });
  const paper = { requirement: 'inspection_licence' as const, documentHash: hash('licence') };
  await wash.on.merchant.prove(paper);
  const verified = { merchant: WASH, requirement: paper.requirement };
  await expect(
    registrar.on.merchant.verify({ ...verified, validUntil: at(ledger, -1) }),
  ).rejects.toMatchObject({
    code: 'PAPER_ENDED',
  });
  await registrar.on.merchant.rejectPaper({ ...verified, code: 'document_unreadable' });
  expect((await read()).requirements?.errors).toEqual([
    { requirement: 'inspection_licence', code: 'document_unreadable' },
  ]);
  await wash.on.merchant.prove(paper);
  await registrar.on.merchant.verify({ ...verified, validUntil: at(ledger, DAY) });
  expect((await read()).payoutsEnabled).toBe(true);
  ledger.pass(DAY);
  expect((await read()).payoutsEnabled).toBe(false);
});

test('a bank account is proved by the code of a cent that a lender sent, and the proof ends after a year', async () => {
  const { wash, desk, registrar, ledger } = await openMerchant();
  const code = 'ab'.repeat(16);
  const probe = { merchant: WASH, accountHash: hash('account'), codeHash: hash(code) };
  const read = () => wash.on.merchant.read({ merchant: WASH });
  await registrar.on.merchant.require({
    merchant: WASH,
    requirement: 'bank_account',
    dueAt: at(ledger, DAY),
  });
  await expect(wash.on.merchant.proveAccount({ code })).rejects.toMatchObject({ code: 'PROBE_MISSING' });
  await expect(desk.on.merchant.probeAccount({ ...probe, merchant: 'registry/ana' })).rejects.toMatchObject({
    code: 'NOT_A_MERCHANT',
  });
  await desk.on.merchant.probeAccount(probe);
  await expect(wash.on.merchant.proveAccount({ code: 'cd'.repeat(16) })).rejects.toMatchObject({
    code: 'CODE_WRONG',
  });
  ledger.pass(10 * DAY);
  await expect(wash.on.merchant.proveAccount({ code })).rejects.toMatchObject({ code: 'PROBE_MISSING' });
  await desk.on.merchant.probeAccount(probe);
  ledger.pass(10 * DAY - 1);
  const proven = await wash.on.merchant.proveAccount({ code });
  expect(proven.papers.find(({ requirement }) => requirement === 'bank_account')?.held?.documentHash).toBe(
    hash('account'),
  );
  await expect(wash.on.merchant.proveAccount({ code })).rejects.toMatchObject({ code: 'PROBE_MISSING' });
  ledger.pass(340 * DAY);
  expect(await read()).toMatchObject({
    payoutsEnabled: true,
    requirements: { eventuallyDue: ['bank_account'] },
  });
  ledger.pass(25 * DAY);
  expect(await read()).toMatchObject({ payoutsEnabled: false, requirements: { pastDue: ['bank_account'] } });
});

test('a cent for an account that nobody asked about is refused', async () => {
  const { wash, desk } = await openBank();
  await wash.on.merchant.apply(application);
  const probe = { merchant: WASH, accountHash: hash('account'), codeHash: hash('code') };
  await expect(desk.on.merchant.probeAccount(probe)).rejects.toMatchObject({ code: 'REQUIREMENT_UNASKED' });
});

test('suspension and its end are the registrar’s; leaving is also the merchant’s', async () => {
  const { wash, ben, registrar, workshop } = await openMerchant();
  await expect(workshop.on.merchant.terminate({ merchant: WASH })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(ben.on.merchant.suspend({ merchant: WASH, reason: 'other' })).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
  });
  await registrar.on.merchant.suspend({ merchant: WASH, reason: 'listed' });
  expect((await wash.on.merchant.read({ merchant: WASH })).requirements?.disabledReason).toBe('listed');
  await registrar.on.merchant.reinstate({ merchant: WASH });
  expect((await wash.on.merchant.terminate({ merchant: WASH })).status).toBe('terminated');
});

test('a bond is money that the merchant cannot take back before its end, and there is one at a time', async () => {
  const { wash, ben, issue, held, ledger, proven } = await openMarket();
  const bond = {
    bondId: 'BOND-2',
    paymentId: 'P-b2',
    amount: eur(100n),
    until: at(ledger, DAY),
    lots: [await issue(WASH, 100n)],
  };
  await expect(wash.on.merchant.postBond(bond)).rejects.toMatchObject({ code: 'BOND_STANDS' });
  const refund = { escrowId: 'BOND-1', paymentId: 'P-r' };
  await expect(wash.on.payment.refundEscrow(refund)).rejects.toMatchObject({ code: 'DEADLINE_AHEAD' });
  ledger.pass(120 * DAY + 20_000);
  await ben.on.payment.refundEscrow(refund);
  expect([await held(wash, WASH), await proven()]).toEqual([50_100n, true]);
  const again = { ...bond, until: at(ledger, DAY) };
  const posted = await wash.on.merchant.postBond(again);
  expect(await wash.on.merchant.postBond(again)).toEqual(posted);
});

test('staff act for the merchant within their duties, with their own certificate', async () => {
  const { wash, technician, be } = await openMarket();
  const manager = await be('registry/boss', 'merchant');
  await wash.on.merchant.employ({ member: 'registry/boss', duties: ['manager'] });
  await expect(manager.on.merchant.publishService(service(2))).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await manager.on.merchant.join({ merchant: WASH });
  await expect(technician.on.merchant.publishService(service(2))).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(manager.on.merchant.publishService(service(3))).rejects.toMatchObject({
    code: 'VERSION_NOT_NEXT',
  });
  const published = await manager.on.merchant.publishService(service(2, 21_000n));
  expect(await manager.on.merchant.publishService(service(2, 21_000n))).toEqual(published);
  expect(await wash.on.merchant.readService({ merchant: WASH, serviceCode: 'full-service' })).toEqual(
    published,
  );
  const first = await wash.on.merchant.readService({
    merchant: WASH,
    serviceCode: 'full-service',
    version: 1,
  });
  expect(first.price).toEqual(eur(20_000n));
  expect((await wash.on.merchant.listServices({ merchant: WASH })).items).toHaveLength(2);
  expect((await wash.on.merchant.listCrew({ merchant: WASH })).items).toHaveLength(2);
  await wash.on.merchant.dismiss({ member: 'registry/boss' });
  await expect(manager.on.merchant.publishService(service(3))).rejects.toMatchObject({ code: 'NOT_YOURS' });
});

test('hours have bays and ends that make sense, in a zone that the registrar published', async () => {
  const { wash, registrar } = await openMarket();
  await expect(wash.on.merchant.setHours({ ...HOURS, bays: ['B1', 'B1'] })).rejects.toMatchObject({
    code: 'HOURS_WRONG',
  });
  await expect(wash.on.merchant.setHours({ ...HOURS, zone: 'Asia/Tokyo' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await wash.on.merchant.readHours({ merchant: WASH })).toEqual(HOURS);
  expect(await wash.on.merchant.readZone({ zone: 'Europe/Berlin' })).toEqual(BERLIN);
  const backwards = { ...BERLIN, offsets: [...BERLIN.offsets].reverse() };
  await expect(registrar.on.merchant.publishZone(backwards)).rejects.toMatchObject({ code: 'ZONE_WRONG' });
});
