import { markKeyOf, markProofOf, saltHashOf } from '../../../chaincode/src/claim/rules/fingerprint';
import { HASH } from './cast';
import { openDesk, VIN } from './insurer';

const seal = 'ab'.repeat(32);

async function open() {
  const desk = await openDesk();
  desk.start();
  return desk;
}

describe('a notice of loss', () => {
  test('by the policyholder is validated and told without anything personal', async () => {
    const { notify, ledger } = await open();
    expect(await notify()).toMatchObject({
      status: 'validated',
      reporter: 'registry/owner',
      insurer: 'insurer',
      vin: VIN,
    });
    expect(ledger.events.at(-1)?.facts).toEqual([
      { name: 'LossNotified', noticeId: 'N-1', policyId: 'P-1', insurer: 'insurer', status: 'validated' },
    ]);
  });

  test('of the same loss a second time names the first', async () => {
    const { notify, owner } = await open();
    await notify();
    await expect(notify({ noticeId: 'N-2' })).rejects.toMatchObject({
      code: 'LOSS_REPORTED',
      facts: { noticeId: 'N-1' },
    });
    await owner.on.claim.discard({ noticeId: 'N-1' });
    expect((await notify({ noticeId: 'N-2' })).status).toBe('validated');
  });

  test('M23, auto-agent#57: two collisions on one day are two notices, and the claim of the second is looked at', async () => {
    const { notify, desk, owner } = await open();
    await notify({ lossAt: '2026-04-30T08:15:00.000Z' });
    expect((await notify({ noticeId: 'N-2', lossAt: '2026-04-30T18:00:00.000Z' })).status).toBe('validated');
    expect((await desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1' })).flags).toEqual([]);
    expect((await desk.on.claim.open({ claimId: 'C-2', noticeId: 'N-2' })).flags).toEqual(['claimedBefore']);
    await notify({ noticeId: 'N-3', lossAt: '2026-04-30T20:00:00.000Z', cause: 'glass' });
    await owner.on.claim.discard({ noticeId: 'N-3' });
    await notify({ noticeId: 'N-4', lossAt: '2026-04-30T20:00:30.000Z', cause: 'glass' });
  });

  test.each([
    ['2026-04-30T18:00:00.000Z', 'LOSS_REPORTED'],
    ['2026-04-30T18:00:59.999Z', 'LOSS_REPORTED'],
    ['2026-04-30T18:01:00.000Z', undefined],
    ['2026-04-29T18:00:00.000Z', undefined],
  ])('M23: after a collision at 18:00 one at %s is %s', async (lossAt, code) => {
    const { notify } = await open();
    await notify();
    const second = notify({ noticeId: 'N-2', lossAt });
    if (code) await expect(second).rejects.toMatchObject({ code, facts: { noticeId: 'N-1' } });
    else expect((await second).noticeId).toBe('N-2');
  });

  test('sent twice is one', async () => {
    const { notify } = await open();
    expect(await notify()).toEqual(await notify());
  });

  test('by a stranger is refused', async () => {
    const { buyer, lender } = await open();
    const report = {
      noticeId: 'N-1',
      policyId: 'P-1',
      lossAt: '2026-04-30T18:00:00.000Z',
      cause: 'hail',
      vehicles: 1,
      injured: 0,
      evidenceIds: [] as string[],
    } as const;
    await expect(buyer.on.claim.notify(report)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await expect(lender.on.claim.notify(report)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('of a loss before the cover is a draft, cannot be accepted and may be rejected', async () => {
    const { notify, desk } = await open();
    expect(await notify({ lossAt: '2026-03-31T23:00:00.000Z' })).toMatchObject({
      status: 'draft',
      doubt: 'not begun',
    });
    await expect(desk.on.claim.validate({ noticeId: 'N-1' })).rejects.toMatchObject({
      code: 'LOSS_NOT_COVERED',
    });
    await expect(desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1' })).rejects.toMatchObject({
      code: 'LOSS_NOT_COVERED',
    });
    expect((await desk.on.claim.reject({ noticeId: 'N-1' })).status).toBe('rejected');
  });

  test('keeps what is personal with the insurer and its seal in public', async () => {
    const { notify, desk, ledger, owner } = await open();
    await notify();
    const statement = {
      description: 'Hit from behind',
      policeReportNo: 'PR-77',
      drivers: ['Olga'],
      injuries: [{ person: 'Otto', description: 'Whiplash' }],
    };
    const kept = await desk.on.claim.keepStatement({ noticeId: 'N-1' }, statement);
    await expect(desk.on.claim.attachStatement({ noticeId: 'N-1', seal })).rejects.toMatchObject({
      code: 'PRIVATE_DIFFERS',
    });
    expect((await desk.on.claim.attachStatement({ noticeId: 'N-1', seal: kept.seal })).statementSeal).toBe(
      kept.seal,
    );
    expect(await desk.on.claim.readStatement({ noticeId: 'N-1' })).toEqual(statement);
    await expect(owner.on.claim.readStatement({ noticeId: 'N-1' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const everything =
      [...ledger.world.state.values()].map((entry) => JSON.stringify(entry)).join() +
      JSON.stringify(ledger.events);
    expect(everything).not.toMatch(/Whiplash|PR-77|behind/);
  });

  test('with a photo that another notice used is flagged', async () => {
    const { notify, owner, desk } = await open();
    await notify();
    expect((await owner.on.claim.addPhotos({ noticeId: 'N-1', hashes: [HASH, seal] })).photos).toBe(2);
    expect((await owner.on.claim.addPhotos({ noticeId: 'N-1', hashes: [HASH] })).photoSeenBefore).toBe(false);
    await notify({ noticeId: 'N-2', cause: 'glass' });
    expect((await owner.on.claim.addPhotos({ noticeId: 'N-2', hashes: [HASH] })).photoSeenBefore).toBe(true);
    expect((await desk.on.claim.open({ claimId: 'C-2', noticeId: 'N-2' })).flags).toEqual([
      'photoSeenBefore',
    ]);
  });

  test('comes in batches', async () => {
    const { owner, desk } = await open();
    const report = {
      policyId: 'P-1',
      cause: 'hail',
      vehicles: 1,
      injured: 0,
      evidenceIds: [] as string[],
    } as const;
    const items = Array.from({ length: 20 }, (_, at) => ({
      ...report,
      noticeId: `N-${at}`,
      lossAt: `2026-04-${at + 10}T12:00:00.000Z`,
    }));
    expect((await owner.on.claim.notifyMany({ items })).results).toHaveLength(20);
    const claims = await desk.on.claim.openMany({
      items: items.map(({ noticeId }) => ({ noticeId, claimId: noticeId })),
    });
    expect(claims.results).toHaveLength(20);
    expect((await owner.on.policy.read({ policyId: 'P-1' })).openClaims).toBe(20);
  });
});

describe('the same loss at two insurers', () => {
  const submitted = { manner: 'submit', room: 'claim' } as const;
  const epochOf = (epochId: string, secret: string) => ({
    ...{ epochId, saltHash: saltHashOf(secret), markKey: markKeyOf(secret) },
    ...{ from: '2026-04-01', until: '2026-07-01' },
  });
  const salt = '5a'.repeat(32);
  const loss = { epochId: 'q2', vin: VIN, lossOn: '2026-04-30', lossCell: 'u33db' };

  async function consortium() {
    const cast = await open();
    const { registrar, be, desk } = cast;
    await registrar.on.member.admit({
      org: 'lender',
      kind: 'lender',
      confers: ['lender', 'insurer', 'owner', 'dealer'],
    });
    const rival = await be('lender/insurance', 'insurer');
    await desk.on.claim.openEpoch(epochOf('q2', salt));
    for (const one of [desk, rival]) await one.on.claim.keepSalt({ epochId: 'q2' }, { salt });
    return { ...cast, rival };
  }

  test('is found by its fingerprint, without a name', async () => {
    const { desk, rival, notify, ledger } = await consortium();
    const mark = await rival.on.claim.computeFingerprint(loss);
    const own = await desk.on.claim.computeFingerprint(loss);
    expect(own.fingerprint).toBe(mark.fingerprint);
    expect(await rival.on.claim.markLoss(mark)).toEqual({ elsewhere: false });
    expect(await rival.on.claim.markLoss(mark)).toEqual({ elsewhere: false });
    expect(await desk.on.claim.seekLoss({ fingerprints: [mark.fingerprint, HASH] })).toEqual({
      elsewhere: [mark.fingerprint],
    });
    await notify();
    expect((await desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1', loss: own })).flags).toEqual([
      'lossSeenElsewhere',
    ]);
    expect(ledger.events.at(-1)?.facts.at(-1)).toEqual({
      name: 'LossSeenTwice',
      fingerprint: mark.fingerprint,
    });
    expect(await rival.on.claim.markLoss(mark)).toEqual({ elsewhere: true });
  });

  test('marked by both in one block is found by the one whose transaction comes second', async () => {
    const { desk, rival, ledger } = await consortium();
    const marks = [
      await desk.on.claim.computeFingerprint(loss),
      await rival.on.claim.computeFingerprint(loss),
    ] as const;
    const call = (mark: object) =>
      ({ ...submitted, name: 'markLoss', request: JSON.stringify(mark) }) as const;
    expect(await ledger.race([desk, call(marks[0])], [rival, call(marks[1])])).toEqual([
      'VALID',
      'MVCC_READ_CONFLICT',
    ]);
    expect(await rival.on.claim.markLoss(marks[1])).toEqual({ elsewhere: true });
  });

  test('is marked by nobody without the salt, and not with the proof of another insurer or epoch', async () => {
    const { desk, rival, be, registrar, notify } = await consortium();
    await registrar.on.member.admit({ org: 'garage', kind: 'insurer', confers: ['insurer'] });
    const outsider = await be('garage/desk', 'insurer');
    const mark = await desk.on.claim.computeFingerprint(loss);
    const guessed = { fingerprint: HASH, epochId: 'q2', proof: 'A'.repeat(86) };
    for (const one of [mark, guessed])
      await expect(outsider.on.claim.markLoss(one)).rejects.toMatchObject({
        code: 'MARK_UNPROVEN',
        facts: { insurer: 'garage' },
      });
    await expect(rival.on.claim.markLoss(mark)).rejects.toMatchObject({ code: 'MARK_UNPROVEN' });
    await expect(desk.on.claim.markLoss({ ...mark, fingerprint: HASH })).rejects.toMatchObject({
      code: 'MARK_UNPROVEN',
    });
    const other = '6b'.repeat(32);
    await desk.on.claim.openEpoch(epochOf('q3', other));
    const elsewhere = { epochId: 'q3', fingerprint: mark.fingerprint, insurer: 'lender' };
    await desk.on.claim.markLoss(mark);
    const moved = { epochId: 'q3', fingerprint: mark.fingerprint, proof: markProofOf(other, elsewhere) };
    await expect(rival.on.claim.markLoss(moved)).rejects.toMatchObject({ code: 'MARK_UNPROVEN' });
    await notify();
    const opening = desk.on.claim.open({
      claimId: 'C-1',
      noticeId: 'N-1',
      loss: { ...mark, proof: guessed.proof },
    });
    await expect(opening).rejects.toMatchObject({ code: 'MARK_UNPROVEN' });
  });

  test('marked by mistake is taken back, and the auditor sees who marked it and when', async () => {
    const { desk, rival, auditor, ledger } = await consortium();
    const [mine, theirs] = [
      await desk.on.claim.computeFingerprint(loss),
      await rival.on.claim.computeFingerprint(loss),
    ];
    const { fingerprint } = mine;
    await rival.on.claim.markLoss(theirs);
    await expect(desk.on.claim.withdrawMark({ fingerprint })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await rival.on.claim.withdrawMark({ fingerprint })).toEqual({ elsewhere: false });
    expect(ledger.events.at(-1)?.facts).toEqual([{ name: 'LossMarkWithdrawn', fingerprint }]);
    expect(await desk.on.claim.markLoss(mine)).toEqual({ elsewhere: false });
    expect(await rival.on.claim.seekLoss({ fingerprints: [fingerprint] })).toEqual({
      elsewhere: [fingerprint],
    });
    expect((await auditor.on.claim.readMarks({ fingerprint })).marks).toEqual([
      { insurer: 'lender', by: 'lender/insurance', at: expect.any(String), withdrawnAt: expect.any(String) },
      { insurer: 'insurer', by: 'insurer/desk', at: expect.any(String) },
    ]);
    await expect(desk.on.claim.readMarks({ fingerprint })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await rival.on.claim.markLoss(theirs)).toEqual({ elsewhere: true });
  });

  test('flags a claim as the marks stand when it is looked at again', async () => {
    const { desk, rival, owner, notify, ledger } = await consortium();
    const [mine, theirs] = [
      await desk.on.claim.computeFingerprint(loss),
      await rival.on.claim.computeFingerprint(loss),
    ];
    await rival.on.claim.markLoss(theirs);
    await notify();
    expect((await desk.on.claim.open({ claimId: 'C-1', noticeId: 'N-1', loss: mine })).flags).toContain(
      'lossSeenElsewhere',
    );
    const ids = { claimId: 'C-1' };
    await expect(rival.on.claim.recheck(ids)).rejects.toMatchObject({ code: 'NOT_YOURS' });
    await rival.on.claim.withdrawMark({ fingerprint: mine.fingerprint });
    expect((await desk.on.claim.recheck(ids)).flags).not.toContain('lossSeenElsewhere');
    const told = ledger.events.length;
    await desk.on.claim.recheck(ids);
    expect(ledger.events).toHaveLength(told);
    await rival.on.claim.markLoss(theirs);
    expect((await desk.on.claim.recheck(ids)).flags).toContain('lossSeenElsewhere');
    expect(await owner.on.claim.read(ids)).not.toHaveProperty('fingerprint');
  });

  test('shows only the owner of the salt what it is', async () => {
    const { desk, be } = await consortium();
    await expect(desk.on.claim.keepSalt({ epochId: 'q2' }, { salt: '00'.repeat(32) })).rejects.toMatchObject({
      code: 'SALT_WRONG',
    });
    await expect(desk.on.claim.computeFingerprint({ ...loss, lossOn: '2026-07-01' })).rejects.toMatchObject({
      code: 'EPOCH_UNUSABLE',
    });
    const plain = await be('registry/audit', 'auditor');
    await expect(plain.on.claim.computeFingerprint(loss)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
