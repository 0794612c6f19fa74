import { marketComplaintLaws } from '@roadbook/chaincode/api';
import { DAY, eur, hash, openMerchant, WASH } from '../service/market';

const EU = marketComplaintLaws.EU;
const wish = {
  ...{ complaintId: 'CP-1', against: 'lender', subject: 'payment' as const, lawId: EU.lawId },
  textHash: hash('charged twice'),
};
const rejected = { complaintId: 'CP-1', outcome: 'rejected' as const, textHash: hash('no') };

async function openOffice() {
  const market = await openMerchant();
  const { auditor, be } = market;
  await auditor.on.complaint.publishLaw(EU);
  const ana = await be('registry/ana', 'owner');
  const stranger = await be('registry/stranger', 'owner');
  return { ...market, ana, stranger };
}

test('PSD2, Article 101(2): filed, due in 15 business days, answered in time, accepted, counted', async () => {
  const { ana, desk, auditor } = await openOffice();
  const filed = await ana.on.complaint.complain(wish);
  expect(filed).toMatchObject({
    ...{ status: 'filed', complainant: 'registry/ana', dueOn: '2026-03-23' },
    law: { lawId: EU.lawId, source: EU.source, answerDays: 15 },
  });
  expect(await ana.on.complaint.complain(wish)).toEqual(filed);
  await expect(ana.on.complaint.complain({ ...wish, against: 'insurer' })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  const upheld = {
    complaintId: 'CP-1',
    outcome: 'upheld' as const,
    textHash: hash('yes'),
    remedy: eur(500n),
  };
  const answered = await desk.on.complaint.answer(upheld);
  expect(answered).toMatchObject({ status: 'answered', answer: { late: false, remedy: eur(500n) } });
  expect(await desk.on.complaint.answer(upheld)).toEqual(answered);
  await expect(desk.on.complaint.answer({ ...upheld, remedy: eur(1n) })).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  expect(await ana.on.complaint.accept({ complaintId: 'CP-1' })).toMatchObject({ status: 'settled' });
  expect(await ana.on.complaint.accept({ complaintId: 'CP-1' })).toMatchObject({ status: 'settled' });
  expect(await auditor.on.complaint.countComplaints({ against: 'lender' })).toMatchObject({
    ...{ filed: 1, open: 0, overdue: 0, inTime: 1, late: 0, upheld: 1, settled: 1, escalated: 0 },
  });
});

test('silence: no escalation on the last day, then one; a late answer counts as late, the supervisor decides', async () => {
  const { ana, desk, auditor, ledger } = await openOffice();
  await ana.on.complaint.complain(wish);
  // It is 2 March, 9:00; the last day is the 23rd.
  ledger.pass(21 * DAY + 14 * (DAY / 24));
  await expect(ana.on.complaint.escalate({ complaintId: 'CP-1' })).rejects.toMatchObject({
    code: 'ESCALATION_EARLY',
  });
  ledger.pass(2 * (DAY / 24));
  expect(await ana.on.complaint.read({ complaintId: 'CP-1' })).toMatchObject({ overdue: true });
  expect(await auditor.on.complaint.countComplaints({ against: 'lender' })).toMatchObject({
    ...{ open: 1, overdue: 1 },
  });
  await expect(
    desk.on.complaint.holdOff({ complaintId: 'CP-1', reasonHash: hash('busy') }),
  ).rejects.toMatchObject({ code: 'ANSWER_OVERDUE' });
  const escalated = await ana.on.complaint.escalate({ complaintId: 'CP-1' });
  expect(escalated).toMatchObject({ status: 'escalated', escalation: { why: 'silence' } });
  expect(await ana.on.complaint.escalate({ complaintId: 'CP-1' })).toEqual(escalated);
  const late = await desk.on.complaint.answer(rejected);
  expect(late).toMatchObject({ status: 'escalated', answer: { late: true } });
  await expect(desk.on.complaint.answer({ ...rejected, outcome: 'partly' })).rejects.toMatchObject({
    code: 'ANSWERED_BEFORE',
  });
  const word = { complaintId: 'CP-1', outcome: 'upheld' as const, textHash: hash('right') };
  await expect(desk.on.complaint.decide(word)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  const decided = await auditor.on.complaint.decide(word);
  expect(decided).toMatchObject({ status: 'decided', decision: { outcome: 'upheld' } });
  expect(await auditor.on.complaint.decide(word)).toEqual(decided);
  expect(await auditor.on.complaint.countComplaints({ against: 'lender' })).toMatchObject({
    ...{ filed: 1, open: 0, overdue: 0, late: 1, escalated: 1, decidedFor: 1, decidedAgainst: 0 },
  });
});

test('a holding reply gives the longest time of the law, once', async () => {
  const { ana, desk } = await openOffice();
  await ana.on.complaint.complain(wish);
  const hold = { complaintId: 'CP-1', reasonHash: hash('a bank abroad') };
  const held = await desk.on.complaint.holdOff(hold);
  expect(held).toMatchObject({ dueOn: '2026-04-20', holding: { longestOn: '2026-04-20' } });
  expect(await desk.on.complaint.holdOff(hold)).toEqual(held);
  await expect(desk.on.complaint.holdOff({ ...hold, reasonHash: hash('more') })).rejects.toMatchObject({
    code: 'HOLDING_UNKNOWN',
  });
});

test('an answer that does not content is escalated in the months of the law, and not after', async () => {
  const { ana, desk, auditor, ledger } = await openOffice();
  await ana.on.complaint.complain(wish);
  await desk.on.complaint.answer(rejected);
  await ana.on.complaint.complain({ ...wish, complaintId: 'CP-2' });
  await desk.on.complaint.answer({ ...rejected, complaintId: 'CP-2' });
  expect(await ana.on.complaint.escalate({ complaintId: 'CP-1', textHash: hash('still') })).toMatchObject({
    ...{ status: 'escalated', escalation: { why: 'answer' } },
  });
  await auditor.on.complaint.decide({ ...rejected, complaintId: 'CP-1' });
  expect(await auditor.on.complaint.countComplaints({ against: 'lender' })).toMatchObject({
    ...{ decidedFor: 0, decidedAgainst: 1 },
  });
  ledger.pass(366 * DAY);
  await expect(ana.on.complaint.escalate({ complaintId: 'CP-2' })).rejects.toMatchObject({
    code: 'ESCALATION_LATE',
  });
});

test('against a merchant; strangers neither read, answer, escalate nor withdraw', async () => {
  const { ana, wash, desk, stranger, auditor, registrar } = await openOffice();
  await auditor.on.complaint.publishLaw({ ...EU, lawId: 'HOUSE', subjects: ['service'], counts: 'days' });
  const badly = { ...wish, against: WASH, subject: 'service' as const, lawId: 'HOUSE' };
  await ana.on.complaint.complain(badly);
  const [one, not] = [{ complaintId: 'CP-1' }, { code: 'NOT_YOURS' }];
  for (const call of [
    stranger.on.complaint.read(one),
    stranger.on.complaint.answer(rejected),
    desk.on.complaint.answer(rejected),
    stranger.on.complaint.withdraw(one),
    stranger.on.complaint.escalate(one),
    stranger.on.complaint.listComplaints({ party: WASH }),
  ])
    await expect(call).rejects.toMatchObject(not);
  await expect(wash.on.complaint.withdraw(one)).rejects.toMatchObject({ code: 'WRONG_SIDE' });
  expect((await wash.on.complaint.listComplaints({ party: WASH })).items).toHaveLength(1);
  expect((await ana.on.complaint.listComplaints({ party: 'registry/ana', made: true })).items).toHaveLength(
    1,
  );
  expect((await registrar.on.complaint.listComplaints({ party: WASH })).items).toHaveLength(1);
  expect(await wash.on.complaint.answer(rejected)).toMatchObject({ status: 'answered' });
  expect(await ana.on.complaint.withdraw(one)).toMatchObject({ status: 'withdrawn' });
  expect((await auditor.on.complaint.countComplaints({ against: WASH })).withdrawn).toBe(1);
  expect((await ana.on.complaint.listLaws({})).items).toHaveLength(2);
});

test('a law that is not about it, nobody, and oneself are refused; so are impossible laws', async () => {
  const { ana, desk, auditor } = await openOffice();
  const refused = async (change: object, code: string, by = ana) =>
    expect(by.on.complaint.complain({ ...wish, ...change })).rejects.toMatchObject({ code });
  await refused({ subject: 'data' }, 'LAW_UNFIT');
  await refused({ lawId: 'NONE' }, 'NOT_FOUND');
  await refused({ against: 'nobody' }, 'NOT_FOUND');
  await refused({ against: 'registry/nobody' }, 'NOT_A_MERCHANT');
  await refused({}, 'COMPLAINT_OF_ONESELF', desk);
  await expect(auditor.on.complaint.publishLaw({ ...EU, lawId: 'X', longestDays: 3 })).rejects.toMatchObject({
    code: 'LAW_IMPOSSIBLE',
  });
  await expect(auditor.on.complaint.publishLaw({ ...EU, answerDays: 1 })).rejects.toMatchObject({
    code: 'EXISTS_DIFFERENTLY',
  });
  expect(await ana.on.complaint.readLaw({ lawId: EU.lawId })).toMatchObject(EU);
});

test('a supervisor of the organisation complained about does not decide', async () => {
  const { ana, auditor, ledger } = await openOffice();
  await ana.on.complaint.complain({ ...wish, against: 'registry' });
  ledger.pass(60 * DAY);
  await ana.on.complaint.escalate({ complaintId: 'CP-1' });
  await expect(auditor.on.complaint.decide(rejected)).rejects.toMatchObject({ code: 'SUPERVISOR_CONCERNED' });
});

test('an answer and an escalation in one block write the same record: one of them counts', async () => {
  const { ana, desk, ledger } = await openOffice();
  await ana.on.complaint.complain(wish);
  ledger.pass(60 * DAY);
  const call = (name: string, request: object) => ({
    ...{ manner: 'submit' as const, room: 'complaint', name },
    request: JSON.stringify(request),
  });
  const verdicts = await ledger.race(
    [desk, call('answer', rejected)],
    [ana, call('escalate', { complaintId: 'CP-1' })],
  );
  expect(verdicts.filter((one) => one === 'VALID')).toHaveLength(1);
});
