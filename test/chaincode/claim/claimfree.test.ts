import * as fc from 'fast-check';
import { asked, body, euro, practice, wreck } from './cast';
import { openDesk } from './insurer';

const midnight = (day: string): string => `${day}T00:00:00.000Z`;

/** `P-1` runs from 2026-04-01; the years after it are `P-2`, `P-3`, each bound before the one before ends. */
async function open() {
  const cast = await openDesk();
  const { desk, owner, goTo } = cast;
  const quote = (no: number, change: object = {}) =>
    desk.on.policy.quote({
      ...asked,
      policyId: `P-${no}`,
      policyholder: 'registry/owner',
      tariffId: 'car',
      tariffVersion: 1,
      instalments: 1,
      startsAt: midnight(`${2025 + no}-04-01`),
      quotedUntil: midnight(`${2025 + no}-04-01`),
      renews: `P-${no - 1}`,
      ...change,
    });
  const paid = async (no: number) => {
    await owner.on.policy.bind({ policyId: `P-${no}` });
    return desk.on.policy.receivePremium({ policyId: `P-${no}`, no: 1, paymentId: `T-${no}` });
  };
  const renew = async (no: number) => {
    goTo(`${2025 + no}-03-01`);
    const quoted = await quote(no);
    await paid(no);
    return quoted;
  };
  const claim = async (claimId: string, lossAt: string, policyId = 'P-1') => {
    const report = {
      policyId,
      lossAt,
      cause: 'collision',
      vehicles: 2,
      injured: 0,
      evidenceIds: [],
    } as const;
    await owner.on.claim.notify({ ...report, noticeId: `N-${claimId}`, evidenceIds: [] });
    return desk.on.claim.open({ claimId, noticeId: `N-${claimId}` });
  };
  const confirm = (claimId: string, ownFault = true) =>
    desk.on.claim.confirm({ claimId, amount: euro(2_000), ownFault });
  const since = async (no: number) =>
    (await owner.on.policy.readClaimFree({ policyId: `P-${no}`, on: '2030-04-01' })).since;
  const pay = async (claimId: string) => {
    const exposure = { claimId, exposureId: 'E-1' };
    await desk.on.claim.openExposure({ ...exposure, cover: 'collision', claimant: 'registry/owner' });
    await desk.on.claim.assess({ ...exposure, found: { ...wreck, loss: euro(2_500) } });
    const amount = euro(2_000);
    const payee = { as: 'policyholder', party: 'registry/owner' } as const;
    const payment = { ...exposure, paymentId: 'Y-1', ...body, amount, eroding: false, payee };
    if ((await desk.on.claim.schedulePayment(payment)).status === 'pending')
      await cast.boss.on.claim.approvePayment({ claimId, paymentId: 'Y-1' });
    await desk.on.claim.confirmPaid({ claimId, paymentId: 'Y-1', transferId: `T-${claimId}` });
  };
  const close = async (claimId: string) => {
    const { exposures } = await desk.on.claim.read({ claimId });
    for (const exposureId of exposures) await desk.on.claim.closeExposure({ claimId, exposureId });
    return desk.on.claim.close({ claimId });
  };
  return { ...cast, quote, paid, renew, claim, confirm, since, pay, close };
}

describe('M15, QuestionBuilder#32: an own-fault loss that is known after the renewal was quoted', () => {
  test('counts at the next renewal, though the price of the one that is bound stands', async () => {
    const { goTo, renew, quote, paid, claim, confirm, since, owner } = await open();
    await renew(2);
    await renew(3);
    goTo('2029-03-01');
    expect(await quote(4)).toMatchObject({ claimFreeFactor: 600_000, claimFreeSince: '2026-04-01' });
    await claim('C-1', '2028-03-20T10:00:00.000Z', 'P-2');
    await confirm('C-1');
    expect([await since(1), await since(2), await since(3)]).toEqual([
      '2026-04-01',
      '2028-03-20',
      '2028-03-20',
    ]);
    expect(await paid(4)).toMatchObject({ claimFreeFactor: 600_000, claimFreeSince: '2028-03-20' });
    goTo('2030-03-01');
    expect((await quote(5)).claimFreeFactor).toBe(850_000);
    expect((await owner.on.policy.read({ policyId: 'P-2' })).claimFreeFactor).toBe(850_000);
  });

  test.each([
    ['before the renewal is bound', false],
    ['after the renewal is bound', true],
  ])('is seen by a renewal when it comes %s', async (_when, boundFirst) => {
    const { goTo, quote, paid, claim, confirm, since } = await open();
    goTo('2027-03-20');
    await quote(2);
    if (boundFirst) await paid(2);
    await claim('C-1', '2027-03-10T10:00:00.000Z');
    await confirm('C-1');
    if (!boundFirst) await paid(2);
    expect(await since(2)).toBe('2027-03-10');
  });

  test('is that of its day on the clocks of the policy', async () => {
    const { insurer, registrar, owner, desk, goTo, claim, confirm } = await open();
    const offsets = [{ until: '2030-01-01T00:00:00.000Z', offsetMinutes: 480 }];
    await registrar.on.merchant.publishZone({ zone: 'Asia/Shanghai', from: midnight('2026-01-01'), offsets });
    const startsAt = '2026-05-01T16:00:00.000Z';
    goTo('2026-04-20');
    await insurer.on.policy.quote({
      ...{ ...asked, policyId: 'P-9', policyholder: 'registry/owner', tariffId: 'car', tariffVersion: 1 },
      ...{ startsAt, quotedUntil: startsAt, zone: 'Asia/Shanghai', instalments: 1 },
    });
    await owner.on.policy.bind({ policyId: 'P-9' });
    await desk.on.policy.receivePremium({ policyId: 'P-9', no: 1, paymentId: 'T-9' });
    goTo('2026-06-02');
    await claim('C-9', '2026-05-31T17:00:00.000Z', 'P-9');
    await confirm('C-9');
    expect((await owner.on.policy.read({ policyId: 'P-9' })).claimFreeSince).toBe('2026-06-01');
  });
});

describe('M16, AKB I.4: a claim that no longer counts gives the claim-free time back', () => {
  const lost = async () => {
    const cast = await open();
    await cast.renew(2);
    await cast.claim('C-1', '2027-02-10T10:00:00.000Z');
    await cast.confirm('C-1');
    expect([await cast.since(1), await cast.since(2)]).toEqual(['2027-02-10', '2027-02-10']);
    return cast;
  };
  const restored = async ({ since }: Awaited<ReturnType<typeof open>>) =>
    expect([await since(1), await since(2)]).toEqual(['2026-04-01', '2026-04-01']);

  test('when the own fault is withdrawn', async () => {
    const cast = await lost();
    await cast.confirm('C-1', false);
    await restored(cast);
  });

  test('when the claim is cancelled (gif-next#420)', async () => {
    const cast = await lost();
    await cast.desk.on.claim.cancel({ claimId: 'C-1' });
    await restored(cast);
  });

  test('when it is closed without a payment, and not while it is open again', async () => {
    const cast = await lost();
    await cast.close('C-1');
    await restored(cast);
    await cast.desk.on.claim.reopen({ claimId: 'C-1' });
    expect(await cast.since(2)).toBe('2027-02-10');
  });

  test('but not when it paid, and another loss still counts', async () => {
    const cast = await lost();
    await cast.claim('C-2', '2026-11-05T10:00:00.000Z');
    await cast.confirm('C-2');
    await cast.pay('C-2');
    await cast.close('C-2');
    await cast.desk.on.claim.cancel({ claimId: 'C-1' });
    expect([await cast.since(1), await cast.since(2)]).toEqual(['2026-11-05', '2026-11-05']);
  });

  test('when the policyholder buys it back, the whole of it, within the months of the practice (AKB I.5)', async () => {
    const cast = await lost();
    const { desk, owner, goTo } = cast;
    await desk.on.claim.publishPractice({
      ...{ ...practice, version: 2, effectiveOn: '2027-03-02' },
      buyBackMonths: 6,
    });
    await cast.pay('C-1');
    const payment = { claimId: 'C-1', paymentId: 'B-1', amount: euro(2_000) };
    await expect(desk.on.claim.buyBack(payment)).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    await cast.close('C-1');
    expect(await cast.since(2)).toBe('2027-02-10');
    goTo('2027-09-02');
    const part = desk.on.claim.buyBack({ ...payment, amount: euro(1_999) });
    await expect(part).rejects.toMatchObject({
      code: 'BUY_BACK_UNFITTING',
      facts: { open: '2000.00 EUR' },
    });
    await expect(desk.on.claim.buyBack(payment)).rejects.toMatchObject({
      code: 'BUY_BACK_LATE',
      facts: { until: '2027-09-01' },
    });
    const bought = await desk.on.claim.buyBack({ ...payment, on: '2027-09-01' });
    expect(bought).toMatchObject({ status: 'closed', boughtBack: { amount: euro(2_000), on: '2027-09-01' } });
    expect(await desk.on.claim.buyBack({ ...payment, on: '2027-09-01' })).toEqual(bought);
    await restored(cast);
    await expect(desk.on.claim.buyBack({ ...payment, paymentId: 'B-2' })).rejects.toMatchObject({
      code: 'BUY_BACK_UNFITTING',
    });
    await expect(owner.on.claim.read({ claimId: 'C-1' })).resolves.toMatchObject({ paid: euro(2_000) });
  });
});

describe('what is told of the losses of two years', () => {
  const LOSSES = [
    ['C-1', 'P-1', '2026-08-01'],
    ['C-2', 'P-1', '2027-02-10'],
    ['C-3', 'P-2', '2027-05-05'],
  ] as const;
  type Act = 'confirm' | 'clear' | 'cancel' | 'close';

  test('in any order of arrival ends with the bonus that the order of value gives', async () => {
    const history = fc.record({
      last: fc.tuple(...LOSSES.map(() => fc.constantFrom<Act>('confirm', 'clear', 'cancel', 'close'))),
      order: fc.shuffledSubarray([0, 0, 1, 1, 2, 2, 3], { minLength: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(history, async ({ last, order }) => {
        const cast = await open();
        const { desk, goTo, quote, paid, claim, confirm, since } = cast;
        goTo('2027-03-01');
        await quote(2);
        await paid(2);
        goTo('2028-03-01');
        await quote(3);
        for (const [claimId, policyId, day] of LOSSES) await claim(claimId, `${day}T10:00:00.000Z`, policyId);
        const told = new Set<number>();
        for (const at of order) {
          const [claimId] = LOSSES[at] ?? [];
          if (claimId === undefined) await paid(3);
          else if (!told.has(at)) await confirm(claimId);
          else if (last[at] === 'clear') await confirm(claimId, false);
          else if (last[at] !== 'confirm') await desk.on.claim[last[at] as 'cancel' | 'close']({ claimId });
          told.add(at);
        }
        const counting = LOSSES.flatMap(([, , day], at) => (last[at] === 'confirm' ? [day] : []));
        expect(await since(3)).toBe(counting.at(-1) ?? '2026-04-01');
      }),
      { numRuns: 12 },
    );
  });
});
