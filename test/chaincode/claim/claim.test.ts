import { body, euro, practice, wreck } from './cast';
import { openDesk, VIN } from './insurer';

async function open() {
  const desk = await openDesk();
  desk.start();
  return desk;
}

describe('a claim for a repair', () => {
  test('is paid, closed, reopened and leaves an accident on the vehicle', async () => {
    const { desk, owner, claimed, payment, ledger } = await open();
    await claimed();
    expect((await desk.on.claim.schedulePayment(payment)).status).toBe('expected');
    await expect(desk.on.claim.closeExposure({ claimId: 'C-1', exposureId: 'E-1' })).rejects.toMatchObject({
      code: 'CLAIM_WITH_OPEN_PAYOUTS',
    });
    await expect(desk.on.claim.close({ claimId: 'C-1' })).rejects.toMatchObject({
      code: 'CLAIM_WITH_OPEN_PAYOUTS',
    });
    const paid = { claimId: 'C-1', paymentId: 'Y-1', transferId: 'T-1' };
    expect((await desk.on.claim.confirmPaid(paid)).status).toBe('paid');
    expect((await desk.on.claim.confirmPaidMany({ items: [paid] })).results[0]?.transferId).toBe('T-1');
    await expect(desk.on.claim.close({ claimId: 'C-1' })).rejects.toMatchObject({
      code: 'CLAIM_WITH_OPEN_EXPOSURES',
    });
    await desk.on.claim.closeExposure({ claimId: 'C-1', exposureId: 'E-1' });
    expect((await desk.on.claim.close({ claimId: 'C-1' })).status).toBe('closed');
    expect((await owner.on.claim.readNotice({ noticeId: 'N-1' })).status).toBe('completed');
    expect(await owner.on.policy.read({ policyId: 'P-1' })).toMatchObject({
      openClaims: 0,
      claimed: euro(12_000),
      paidOut: euro(4_500),
    });
    expect((await owner.on.vehicle.listAccidents({ vin: VIN })).items).toMatchObject([
      { accidentId: 'C-1', damage: 'severe', cause: 'collision' },
    ]);
    expect((await desk.on.claim.reopen({ claimId: 'C-1' })).status).toBe('confirmed');
    expect(
      ledger.events.flatMap((event) => event.facts).filter((fact) => fact.name === 'PaymentMade'),
    ).toHaveLength(1);
  });

  test('closed again restates how badly the vehicle was hit, under the same accident', async () => {
    const { desk, owner, claimed, payment, ledger } = await open();
    await claimed();
    await desk.on.claim.schedulePayment(payment);
    await desk.on.claim.confirmPaid({ claimId: 'C-1', paymentId: 'Y-1', transferId: 'T-1' });
    await desk.on.claim.closeExposure({ claimId: 'C-1', exposureId: 'E-1' });
    await desk.on.claim.close({ claimId: 'C-1' });
    const told = () =>
      ledger.events.flatMap(({ facts }) => facts).filter(({ name }) => name === 'AccidentRecorded').length;
    await desk.on.claim.reopen({ claimId: 'C-1' });
    await desk.on.claim.close({ claimId: 'C-1' });
    expect(told()).toBe(1);
    await desk.on.claim.reopen({ claimId: 'C-1' });
    const ids = { claimId: 'C-1', exposureId: 'E-2' };
    await desk.on.claim.openExposure({ ...ids, cover: 'collision', claimant: 'registry/owner' });
    await desk.on.claim.assess({ ...ids, found: { ...wreck, repair: euro(1_000) } });
    await desk.on.claim.closeExposure(ids);
    await desk.on.claim.close({ claimId: 'C-1' });
    expect((await owner.on.vehicle.listAccidents({ vin: VIN })).items).toMatchObject([
      { accidentId: 'C-1', damage: 'minor' },
    ]);
    expect(told()).toBe(2);
  });

  test('leaves an accident too when nobody valued the vehicle', async () => {
    const { desk, owner, claimed, payment } = await open();
    const ids = { claimId: 'C-1', exposureId: 'E-1' };
    await claimed();
    await desk.on.claim.assess({
      ...ids,
      found: { loss: euro(5_000), betterment: euro(0), faultShare: 0, reportHash: 'c'.repeat(64) },
    });
    await desk.on.claim.schedulePayment(payment);
    await desk.on.claim.confirmPaid({ claimId: 'C-1', paymentId: 'Y-1', transferId: 'T-1' });
    await desk.on.claim.closeExposure(ids);
    await desk.on.claim.close({ claimId: 'C-1' });
    expect((await owner.on.vehicle.listAccidents({ vin: VIN })).items).toMatchObject([
      { accidentId: 'C-1', damage: 'notStated' },
    ]);
  });

  test('leaves none when it paid nothing', async () => {
    const { desk, owner, claimed } = await open();
    await claimed();
    await desk.on.claim.closeExposure({ claimId: 'C-1', exposureId: 'E-1' });
    expect((await desk.on.claim.close({ claimId: 'C-1' })).status).toBe('closed');
    expect((await owner.on.vehicle.listAccidents({ vin: VIN })).items).toEqual([]);
  });

  test('keeps its books by the identities of Guidewire', async () => {
    const { desk, claimed, payment } = await open();
    await claimed();
    await desk.on.claim.schedulePayment(payment);
    await desk.on.claim.confirmPaid({ claimId: 'C-1', paymentId: 'Y-1', transferId: 'T-1' });
    const expert = {
      claimId: 'C-1',
      exposureId: 'E-1',
      costType: 'adjusting',
      costCategory: 'expert',
    } as const;
    const cost = {
      ...payment,
      ...expert,
      paymentId: 'Y-2',
      amount: euro(200),
      eroding: false,
      payee: { as: 'expert', party: 'insurer/expert' },
    } as const;
    await desk.on.claim.schedulePayment(cost);
    await desk.on.claim.confirmPaid({ claimId: 'C-1', paymentId: 'Y-2', transferId: 'T-2' });
    await desk.on.claim.reserveRecovery({ ...expert, ...body, total: euro(1_000) });
    const back = {
      claimId: 'C-1',
      recoveryId: 'R-1',
      exposureId: 'E-1',
      ...body,
      category: 'salvage',
      amount: euro(300),
    } as const;
    expect(await desk.on.claim.recordRecovery(back)).toEqual(await desk.on.claim.recordRecovery(back));
    expect(await desk.on.claim.readFinancials({ claimId: 'C-1' })).toEqual({
      ...{ reserved: euro(12_000), outstanding: euro(7_500), paid: euro(4_700), recovered: euro(300) },
      ...{ incurredGross: euro(12_200), incurredNet: euro(11_900), openRecoveryReserve: euro(700) },
      ...{ indemnity: euro(4_500), medical: euro(0), expense: euro(200) },
      ...{ salvageRecovery: euro(300), subrogationRecovery: euro(0), deductibleRecovery: euro(0) },
    });
    expect((await desk.on.claim.listPayments({ claimId: 'C-1' })).items).toHaveLength(2);
  });

  test('above the limit of authority needs a second person', async () => {
    const { desk, boss, claimed, payment } = await open();
    await claimed();
    const large = { ...payment, amount: euro(5_001) };
    const taken = desk.on.claim.schedulePayment({ ...payment, paymentId: 'total-1' });
    await expect(taken).rejects.toMatchObject({ code: 'PAYMENT_ID_RESERVED' });
    const ids = { claimId: 'C-1', paymentId: 'Y-1' };
    expect((await desk.on.claim.schedulePayment(large)).status).toBe('pending');
    await expect(desk.on.claim.confirmPaid({ ...ids, transferId: 'T-1' })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    await expect(desk.on.claim.approvePayment(ids)).rejects.toMatchObject({ code: 'SECOND_PERSON_NEEDED' });
    expect(await boss.on.claim.approvePayment(ids)).toMatchObject({
      status: 'expected',
      approvedBy: 'insurer/boss',
      proposedBy: 'insurer/desk',
    });
    expect((await desk.on.claim.refusePayment(ids)).status).toBe('cancelled');
    await desk.on.claim.closeExposure({ claimId: 'C-1', exposureId: 'E-1' });
    expect((await desk.on.claim.cancel({ claimId: 'C-1' })).status).toBe('cancelled');
    expect((await boss.on.policy.read({ policyId: 'P-1' })).claimed).toEqual(euro(0));
  });

  test('flagged on the ledger needs a second person for every payment, and the policyholder does not see why', async () => {
    const { desk, owner, notify, goTo } = await openDesk();
    goTo('2026-04-03');
    await notify({ lossAt: '2026-04-02T08:00:00.000Z' });
    expect((await desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1' })).flags).toEqual(['earlyClaim']);
    expect((await owner.on.claim.read({ claimId: 'C-1' })).flags).toEqual([]);
    expect((await desk.on.claim.read({ claimId: 'C-1' })).flags).toEqual(['earlyClaim']);
    expect((await owner.on.claim.listByPolicy({ policyId: 'P-1', page: {} })).items[0]?.flags).toEqual([]);
  });

  test('that pays the same workshop for the same policyholder a third time is flagged', async () => {
    const { desk, claimed, payment } = await open();
    const payee = { as: 'workshop', party: 'registry/workshop' } as const;
    for (const at of [1, 2, 3]) {
      await claimed(`N-${at}`, `C-${at}`);
      await desk.on.claim.confirm({ claimId: `C-${at}`, amount: euro(100), ownFault: false });
      const { status } = await desk.on.claim.schedulePayment({
        ...payment,
        claimId: `C-${at}`,
        amount: euro(100),
        payee,
      });
      expect(status).toBe(at < 3 ? 'expected' : 'pending');
    }
    expect((await desk.on.claim.read({ claimId: 'C-3' })).flags).toEqual(['workshopRing']);
  });

  test('for a loss that the other side reported too is flagged', async () => {
    const { desk, notify } = await open();
    await notify();
    await desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1' });
    const again = {
      noticeId: 'N-2',
      policyId: 'P-1',
      lossAt: '2026-04-30T18:30:00.000Z',
      cause: 'collision',
      vehicles: 2,
      injured: 0,
      evidenceIds: [] as string[],
    } as const;
    await desk.on.claim.notify(again);
    expect((await desk.on.claim.open({ claimId: 'C-2', noticeId: 'N-2' })).flags).toEqual(['claimedBefore']);
  });

  test('with an illogical odometer is flagged', async () => {
    const { desk, owner, notify } = await open();
    for (const [at, value] of [
      [1, 20_000],
      [2, 15_000],
    ] as const)
      await owner.on.vehicle.recordReading({
        vin: VIN,
        readingId: `O-${at}`,
        value,
        unit: 'km',
        at: `2026-04-0${at}T10:00:00.000Z`,
        source: 'owner',
      });
    await notify();
    expect((await desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1' })).flags).toEqual([
      'odometerIllogical',
    ]);
  });

  test('is denied with a reason, or withdrawn by the policyholder, and then costs nothing', async () => {
    const { desk, owner, notify } = await open();
    await notify();
    await desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1' });
    await expect(desk.on.policy.close({ policyId: 'P-1' })).rejects.toMatchObject({
      code: 'POLICY_IN_FORCE',
    });
    expect((await desk.on.claim.deny({ claimId: 'C-1', reason: 'excluded' })).denial).toBe('excluded');
    expect((await desk.on.claim.reopen({ claimId: 'C-1' })).status).toBe('submitted');
    await expect(desk.on.claim.withdraw({ claimId: 'C-1' })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect((await owner.on.claim.withdraw({ claimId: 'C-1' })).status).toBe('withdrawn');
    expect((await owner.on.policy.read({ policyId: 'P-1' })).openClaims).toBe(0);
  });

  test('cannot take more than the sum insured', async () => {
    const { desk, claimed } = await open();
    await claimed();
    const all = { claimId: 'C-1', amount: euro(16_001), ownFault: true };
    await expect(desk.on.claim.confirm(all)).rejects.toMatchObject({ code: 'CLAIM_EXCEEDS_SUM_INSURED' });
    await desk.on.claim.confirm({ ...all, amount: euro(16_000) });
    expect((await desk.on.policy.readClaimFree({ policyId: 'P-1' })).since).toBe('2026-04-30');
  });

  test('is opened only by its insurer and only under rules in effect', async () => {
    const { registrar, be, notify, desk } = await open();
    await notify();
    await registrar.on.member.admit({ org: 'lender', kind: 'lender', confers: ['lender', 'insurer'] });
    const rival = await be('lender/insurance', 'insurer');
    await expect(rival.on.claim.open({ claimId: 'C-1', noticeId: 'N-1' })).rejects.toMatchObject({
      code: 'NOT_YOURS',
    });
    await expect(
      desk.on.claim.publishPractice({ ...practice, version: 2, effectiveOn: '2026-05-01' }),
    ).rejects.toMatchObject({
      code: 'PRACTICE_OUT_OF_ORDER',
    });
    expect(
      (await desk.on.claim.publishPractice({ ...practice, version: 2, effectiveOn: '2026-05-02' })).versions,
    ).toHaveLength(2);
  });
});

describe('a total loss', () => {
  test.each([true, false])(
    'pays the lender 7,200 and the owner 4,300, brands the title and records the accident in one ' +
      'transaction, with batched messages: %s',
    async (batched) => {
      const { desk, boss, owner, lender, lend, claimed, ledger, start } = await openDesk({ batched });
      await lend();
      start();
      await claimed();
      const { payable } = await desk.on.claim.proposeTotalLoss({
        claimId: 'C-1',
        exposureId: 'E-1',
        retained: false,
      });
      expect(payable).toEqual(euro(11_500));
      await expect(desk.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-1' })).rejects.toMatchObject({
        code: 'SECOND_PERSON_NEEDED',
      });
      const before = ledger.events.length;
      const { settlement, payments } = await boss.on.claim.payTotalLoss({
        claimId: 'C-1',
        transferId: 'T-1',
      });
      expect(settlement).toMatchObject({
        status: 'paid',
        proposedBy: 'insurer/desk',
        approvedBy: 'insurer/boss',
      });
      expect(payments.map(({ payee, amount, status }) => [payee.party, amount, status])).toEqual([
        ['lender', euro(7_200), 'paid'],
        ['registry/owner', euro(4_300), 'paid'],
      ]);
      expect(ledger.events).toHaveLength(before + 1);
      expect(ledger.events.at(-1)?.facts.map((fact) => fact.name)).toEqual([
        'LoanRepaid',
        'LienholderPaid',
        'TitleBranded',
        'AccidentRecorded',
        'TotalLossPaid',
      ]);
      const vehicle = await owner.on.vehicle.read({ vin: VIN });
      expect(vehicle).toMatchObject({
        status: 'salvage',
        brands: [{ name: 'salvage', reference: 'C-1', by: 'insurer' }],
      });
      expect((await owner.on.vehicle.listAccidents({ vin: VIN })).items).toMatchObject([
        { damage: 'totalLoss' },
      ]);
      expect(await owner.on.policy.read({ policyId: 'P-1' })).toMatchObject({ paidOut: euro(11_500) });
      expect((await owner.on.policy.readCoverNote({ policyId: 'P-1' })).standing).toBe('exhausted');
      expect((await lender.on.claim.readPayment({ claimId: 'C-1', paymentId: 'total-1' })).loanId).toBe(
        'L-1',
      );
      expect(await boss.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-1' })).toEqual({
        settlement,
        payments,
      });
      await expect(boss.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-2' })).rejects.toMatchObject({
        code: 'TOTAL_LOSS_PAID',
      });
    },
  );

  test('refused for want of a reserve writes nothing anywhere', async () => {
    const { desk, boss, owner, claimed } = await open();
    await claimed();
    await desk.on.claim.proposeTotalLoss({ claimId: 'C-1', exposureId: 'E-1', retained: false });
    await desk.on.claim.setReserve({ claimId: 'C-1', exposureId: 'E-1', ...body, total: euro(11_499) });
    await expect(boss.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-1' })).rejects.toMatchObject({
      code: 'RESERVE_REQUIRED',
    });
    expect((await owner.on.vehicle.read({ vin: VIN })).brands).toEqual([]);
  });

  test('pays what the lender states as owed', async () => {
    const { desk, boss, lender, owner, lend, claimed, start } = await openDesk();
    await lend();
    start();
    await claimed();
    await desk.on.claim.proposeTotalLoss({ claimId: 'C-1', exposureId: 'E-1', retained: false });
    const [lien] = (await owner.on.vehicle.read({ vin: VIN })).liens;
    const state = (lienId: string) =>
      lender.on.claim.statePayoff({ claimId: 'C-1', lienId, amount: euro(6_100) });
    await expect(state('another')).rejects.toMatchObject({ code: 'LIEN_NOT_OPEN' });
    const more = { claimId: 'C-1', lienId: lien?.lienId ?? '', amount: euro(7_201) };
    await expect(lender.on.claim.statePayoff(more)).rejects.toMatchObject({ code: 'PAYOFF_ABOVE_LIEN' });
    await state(lien?.lienId ?? '');
    const { payments } = await boss.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-1' });
    expect(payments.map((one) => one.amount)).toEqual([euro(6_100), euro(5_400)]);
  });

  test('with the wreck left to the owner pays 7,900', async () => {
    const { desk, boss, claimed, owner } = await open();
    await claimed();
    await desk.on.claim.proposeTotalLoss({ claimId: 'C-1', exposureId: 'E-1', retained: false });
    await desk.on.claim.proposeTotalLoss({ claimId: 'C-1', exposureId: 'E-1', retained: true });
    const { payments } = await boss.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-1' });
    expect(payments.map((one) => one.amount)).toEqual([euro(7_900)]);
    expect((await owner.on.claim.readSettlement({ claimId: 'C-1' })).retained).toBe(true);
    const again = { claimId: 'C-1', exposureId: 'E-1', retained: false };
    await expect(desk.on.claim.proposeTotalLoss(again)).rejects.toMatchObject({ code: 'TOTAL_LOSS_PAID' });
  });

  test('is not proposed for a car worth repairing', async () => {
    const { desk, claimed } = await open();
    await claimed();
    const total = { claimId: 'C-1', exposureId: 'E-1', retained: false };
    await desk.on.claim.assess({
      claimId: 'C-1',
      exposureId: 'E-1',
      found: { ...wreck, repair: euro(5_000) },
    });
    await expect(desk.on.claim.proposeTotalLoss(total)).rejects.toMatchObject({ code: 'NOT_A_TOTAL_LOSS' });
    const { value: _value, ...unvalued } = wreck;
    await desk.on.claim.assess({ claimId: 'C-1', exposureId: 'E-1', found: unvalued });
    await expect(desk.on.claim.proposeTotalLoss(total)).rejects.toMatchObject({ code: 'WRECK_NOT_VALUED' });
  });
});

describe('subrogation', () => {
  async function paid() {
    const cast = await open();
    const { registrar, be, desk, claimed, payment } = cast;
    await registrar.on.member.admit({
      org: 'lender',
      kind: 'lender',
      confers: ['lender', 'insurer', 'owner'],
    });
    const rival = await be('lender/insurance', 'insurer');
    await claimed();
    await desk.on.claim.schedulePayment(payment);
    await desk.on.claim.confirmPaid({ claimId: 'C-1', paymentId: 'Y-1', transferId: 'T-1' });
    const ids = { claimId: 'C-1', subrogationId: 'S-1' };
    await desk.on.claim.demandBack({
      ...ids,
      exposureId: 'E-1',
      respondent: 'lender',
      demanded: euro(5_000),
    });
    return { ...cast, rival, ids };
  }

  test('of 4,500 paid and 500 borne that brings 2,500 gives 250 back', async () => {
    const { desk, rival, ids } = await paid();
    await rival.on.claim.acceptDemand(ids);
    const done = await desk.on.claim.recover({ ...ids, amount: euro(2_500), costCategory: 'body' });
    expect(done).toMatchObject({ status: 'recovered', deductibleBack: euro(250) });
    expect(await desk.on.claim.recover({ ...ids, amount: euro(2_500), costCategory: 'body' })).toEqual(done);
    const otherwise = desk.on.claim.recover({ ...ids, amount: euro(2_500), costCategory: 'glass' });
    await expect(otherwise).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    await expect(
      desk.on.claim.recover({ ...ids, amount: euro(2_501), costCategory: 'body' }),
    ).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    expect((await desk.on.claim.readFinancials({ claimId: 'C-1' })).subrogationRecovery).toEqual(euro(2_250));
    expect((await rival.on.claim.readDemand(ids)).recovered).toEqual(euro(2_500));
  });

  test('is answered by the respondent, and goes to arbitration when disputed', async () => {
    const { desk, rival, ids } = await paid();
    await expect(desk.on.claim.acceptDemand(ids)).rejects.toMatchObject({ code: 'WRONG_SIDE' });
    await expect(
      desk.on.claim.recover({ ...ids, amount: euro(1), costCategory: 'body' }),
    ).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    await rival.on.claim.disputeDemand(ids);
    await expect(rival.on.claim.arbitrate(ids)).rejects.toMatchObject({ code: 'WRONG_SIDE' });
    expect((await desk.on.claim.arbitrate(ids)).status).toBe('arbitration');
    expect((await desk.on.claim.dropDemand(ids)).status).toBe('dropped');
  });
});
