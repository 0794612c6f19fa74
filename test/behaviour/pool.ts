import { time } from '@roadbook/chaincode/api';
import { issueCredential, randomPlace } from '@roadbook/gateway';
import { eur, publishedTerms, scorecard, underwriting } from '../../stories/terms';
import { tomorrow, trustedDesk } from './identity';
import { carOf } from './sale';
import type { Behaviour, World } from './world';

const OWNER = 'registry/owner';
const fixed = (name: string, amount: bigint) => ({
  ...{ name, amount, coupon: { kind: 'fixed' as const, ratePpb: 24_000_000 } },
  ...{ dayCount: '30/360' as const, finalOn: '2040-01-15' },
});

/** The last day of the month before the last one: everything since is a month that is over. */
function cutOffOf(world: World): string {
  const first = `${time.dayOf(world.now()).slice(0, 7)}-01`;
  return time.addDays(time.addMonths(first, -1), -1);
}

/** Two loans of 100.00, paid out 75 days ago, and the desks of who sells, buys and holds them. */
export async function openTrust(world: World) {
  const [desk, second] = [await world.be('lender/desk', 'lender'), await world.be('lender/second', 'lender')];
  const [depositor, trustee] = [
    await world.be('manufacturer/plant', 'manufacturer'),
    await world.be('insurer/desk', 'insurer'),
  ];
  const owner = await world.be(OWNER, 'owner');
  await desk.on.loan.publishScorecard(scorecard);
  const startOn = time.addDays(time.dayOf(world.now()), -75);
  const terms = publishedTerms(startOn, time.addMonths(startOn, 1));
  const lend = async () => {
    const vin = await carOf(world);
    const [applicationId, decisionId, loanId] = [world.fresh('A'), world.fresh('D'), world.fresh('L')];
    const asked = { applicationId, vin, amount: terms.principal, instalments: 6 };
    await owner.on.loan.apply({ ...asked, consentId: world.fresh('C') });
    const { seal } = await desk.on.loan.underwrite({ applicationId, decisionId }, underwriting);
    const decided = { outcome: 'approve' as const, scorecardVersion: 1, seal, terms, validDays: 14 };
    await desk.on.loan.decide({ applicationId, decisionId, ...decided });
    await owner.on.loan.accept({ applicationId, decisionId, loanId });
    await desk.on.loan.disburse({ loanId, on: startOn });
    return loanId;
  };
  const open = async () => {
    const poolId = world.fresh('T');
    await desk.on.pool.open({
      ...{ poolId, depositor: 'manufacturer', trustee: 'insurer', cutOff: cutOffOf(world) },
      eligibility: { maxDaysPastDue: 60 },
      structure: {
        ...{ currency: 'EUR', classes: [fixed('A-1', 10_000n), fixed('B', 2_000n)], payDay: 15 },
        ...{ servicingFeePpm: 12_000, principal: 'target' },
      },
    });
    return poolId;
  };
  return { desk, second, depositor, trustee, owner, lend, open };
}

export const poolBehaviour: Behaviour = (start) => {
  test('of two pools that want a loan one has it', async () => {
    const world = await start();
    const { desk, second, lend, open } = await openTrust(world);
    const [loanId, one, other] = [await lend(), await open(), await open()];
    const tried = await Promise.allSettled([
      desk.on.pool.pledge({ poolId: one, loanId }),
      second.on.pool.pledge({ poolId: other, loanId }),
    ]);
    expect(tried.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [first] = tried;
    const loser = first.status === 'rejected' ? one : other;
    await expect(desk.on.pool.pledge({ poolId: loser, loanId })).rejects.toMatchObject({
      code: 'LOAN_POOLED',
    });
  });

  test('loans are sold, a month is run and paid, anybody computes it again', async () => {
    const world = await start();
    const { desk, depositor, trustee, owner, lend, open } = await openTrust(world);
    const [poolId, loanIds] = [await open(), [await lend(), await lend()]];
    const cutOff = cutOffOf(world);
    for (const loanId of loanIds) await desk.on.pool.pledge({ poolId, loanId });
    const { balance } = await desk.on.pool.read({ poolId });
    expect(balance).toBe(20_000n);
    await expect(owner.on.pool.buy({ poolId } as never)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await desk.on.pool.offer({ poolId, concentration: [{ state: 'DE-BE', balance }] });
    await depositor.on.pool.buy({ poolId });
    await trustee.on.pool.issue({ poolId, on: time.addDays(cutOff, 1) });
    const loanId = loanIds[0] ?? '';
    await desk.on.loan.repay({
      ...{ loanId, paymentId: world.fresh('P'), amount: eur(1_700) },
      on: time.addDays(cutOff, 20),
    });
    const run = { poolId, month: time.addDays(cutOff, 1).slice(0, 7) };
    const { sums } = await desk.on.pool.runMonth({ ...run, upTo: 2 });
    expect(sums.begin - sums.end).toBe(sums.principal);
    expect(sums.principal + sums.interest).toBe(1_700n);
    const stated = { fees: 0n, advances: 0n, reimbursed: 0n, indices: [] };
    const paymentOn = time.addDays(cutOff, 46);
    const month = await desk.on.pool.distribute({ ...run, stated: { ...stated, paymentOn } });
    const paid = month.distribution;
    const out = paid?.steps.reduce((sum, step) => sum + step.paid, 0n) ?? 0n;
    expect(out + (paid?.residual ?? 0n)).toBe(1_700n);
    expect(await depositor.on.pool.verifyMonth(run)).toMatchObject({ same: true });
    expect(await trustee.on.pool.verifyRows({ ...run, from: 1 })).toMatchObject({ differ: [], sums });
    const { assets } = await desk.on.pool.reportAssets({ ...run, from: 1 });
    expect(assets).toHaveLength(2);
  });

  test('notes go to who is qualified, once the last month is paid', async () => {
    const world = await start();
    const { desk, depositor, trustee, lend, open } = await openTrust(world);
    const [poolId, loanIds] = [await open(), [await lend(), await lend()]];
    for (const loanId of loanIds) await desk.on.pool.pledge({ poolId, loanId });
    await desk.on.pool.offer({ poolId, concentration: [{ state: 'DE-BE', balance: 20_000n }] });
    await depositor.on.pool.buy({ poolId });
    await trustee.on.pool.issue({ poolId, on: time.addDays(cutOffOf(world), 1) });
    const holder = `registry/${world.fresh('fund')}`;
    const fund = await world.be(holder, 'owner');
    const notes = { poolId, noteClass: 'A-1', from: 'manufacturer', to: holder, units: 4_000n };
    const transferId = world.fresh('N');
    await expect(depositor.on.pool.transferNotes({ ...notes, transferId })).rejects.toMatchObject({
      code: 'HOLDER_NOT_QUALIFIED',
    });
    const { desk: office, key } = await trustedDesk(world, 'QualifiedInvestor');
    const { did: subject } = await fund.on.identity.create({});
    const claims = { holder, kind: 'professionalClient' as const, country: 'DE' };
    const about = { type: 'QualifiedInvestor' as const, subject, claims };
    const span = { validFrom: world.now(), validUntil: tomorrow(world) };
    const { document, record } = await issueCredential({ ...about, ...span, status: randomPlace(0) }, key);
    await office.on.identity.recordCredential(record);
    const { issuer, list, index } = record;
    const shown = { issuer, list, index, document: JSON.stringify(document) };
    await expect(depositor.on.pool.qualify(shown)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    const forged = JSON.stringify({ ...document, validUntil: time.addMillis(span.validUntil, 1) });
    await expect(fund.on.pool.qualify({ ...shown, document: forged })).rejects.toMatchObject({
      code: 'INVESTOR_REFUSED',
    });
    await fund.on.pool.qualify(shown);
    await expect(
      depositor.on.pool.transferNotes({ ...notes, transferId, units: 10_001n }),
    ).rejects.toMatchObject({ code: 'NOTES_TOO_FEW' });
    await depositor.on.pool.transferNotes({ ...notes, transferId });
    expect(await fund.on.pool.readHolding({ poolId, noteClass: 'A-1', holder })).toMatchObject({
      units: 4_000n,
    });
    const run = { poolId, month: time.addDays(cutOffOf(world), 1).slice(0, 7) };
    await desk.on.pool.runMonth({ ...run, upTo: 2 });
    const stated = { fees: 0n, advances: 0n, reimbursed: 0n, indices: [] };
    await desk.on.pool.distribute({
      ...run,
      stated: { ...stated, paymentOn: time.addDays(cutOffOf(world), 46) },
    });
    const more = { ...notes, transferId: world.fresh('N') };
    await expect(depositor.on.pool.transferNotes(more)).rejects.toMatchObject({ code: 'NOTES_CLOSED' });
    const pay = { ...run, noteClass: 'A-1', lots: [] };
    for (const one of ['manufacturer', holder])
      await trustee.on.pool.payHolder({ ...pay, holder: one, paymentId: world.fresh('P') });
    await depositor.on.pool.transferNotes(more);
    await expect(
      trustee.on.pool.payHolder({ ...pay, noteClass: 'B', holder, paymentId: world.fresh('P') }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await office.on.identity.revoke({ issuer, list, index });
    await expect(
      depositor.on.pool.transferNotes({ ...more, units: 1n, transferId: world.fresh('N') }),
    ).rejects.toMatchObject({ code: 'HOLDER_NOT_QUALIFIED' });
  });
};
