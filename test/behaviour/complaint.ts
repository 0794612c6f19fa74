import { createHash } from 'node:crypto';
import { marketComplaintLaws } from '@roadbook/chaincode/api';
import type { Behaviour, World } from './world';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A customer of the lender, the lender's desk, and a supervisor who published the law of payments. */
async function cast(world: World) {
  const customer = `registry/${world.fresh('customer')}`;
  const lawId = world.fresh('PSD2');
  const be = async (...[member, role]: Parameters<World['be']>) =>
    (await world.be(member, role)).on.complaint;
  const auditor = await be('registry/auditor', 'auditor');
  await auditor.publishLaw({ ...marketComplaintLaws.EU, lawId });
  const complaintId = world.fresh('CP');
  const wish = {
    ...{ complaintId, lawId, against: 'lender', subject: 'payment' as const },
    textHash: hash('charged twice'),
  };
  return {
    ...{ wish, complaintId, auditor, desk: await be('lender/desk', 'lender') },
    ...{ owner: await be(customer, 'owner'), other: await be(`registry/${world.fresh('other')}`, 'owner') },
  };
}

export const complaintBehaviour: Behaviour = (open) => {
  test('a complaint has the days of its law, is answered, goes to the supervisor and is counted', async () => {
    const { wish, complaintId, auditor, desk, owner, other } = await cast(await open());
    const filed = await owner.complain(wish);
    expect(filed).toMatchObject({ status: 'filed', law: { answerDays: 15, counts: 'businessDays' } });
    expect(await owner.complain(wish)).toEqual(filed);
    await expect(owner.escalate({ complaintId })).rejects.toMatchObject({ code: 'ESCALATION_EARLY' });
    await expect(other.read({ complaintId })).rejects.toMatchObject({ code: 'NOT_YOURS' });
    const rejected = { complaintId, outcome: 'rejected' as const, textHash: hash('no') };
    await expect(other.answer(rejected)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    expect(await desk.answer(rejected)).toMatchObject({ status: 'answered', answer: { late: false } });
    const escalated = await owner.escalate({ complaintId, textHash: hash('still') });
    expect(escalated).toMatchObject({ status: 'escalated', escalation: { why: 'answer' } });
    const upheld = { complaintId, outcome: 'upheld' as const, textHash: hash('right') };
    expect(await auditor.decide(upheld)).toMatchObject({ status: 'decided' });
    const counted = await auditor.countComplaints({ against: 'lender' });
    expect(counted.decidedFor).toBeGreaterThanOrEqual(1);
    expect(counted.filed).toBeGreaterThanOrEqual(counted.inTime);
  });

  test('a holding reply gives the longest time of the law; who complained may withdraw', async () => {
    const { wish, complaintId, desk, owner } = await cast(await open());
    const { dueOn } = await owner.complain(wish);
    const held = await desk.holdOff({ complaintId, reasonHash: hash('a bank abroad') });
    expect(held.dueOn > dueOn).toBe(true);
    expect(await owner.withdraw({ complaintId })).toMatchObject({ status: 'withdrawn' });
    await expect(
      desk.answer({ complaintId, outcome: 'upheld', textHash: hash('yes') }),
    ).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  });
};
