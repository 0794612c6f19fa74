import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { markKeyOf, money, saltHashOf, time, type TripDigest, tripBytes } from '@roadbook/chaincode/api';
import { didKeyOf } from '@roadbook/gateway';
import { practice, tariff } from '../../stories/terms';
import { carOf, moneyFor } from './sale';
import type { Behaviour, World } from './world';

const OWNER = 'registry/owner';
const eur = (amount: bigint) => money.of(amount, 'EUR');
const after = (world: World, seconds: number): string => time.addMillis(world.now(), seconds * 1000);
const covers = [
  {
    code: 'comprehensive' as const,
    sumInsured: eur(2_000_000n),
    limit: eur(2_000_000n),
    deductible: eur(0n),
  },
];
const rolling = {
  recency: Array<number>(7).fill(1_000_000),
  severe: 2_000_000,
  minimumMetres: 150,
  minimumTrips: 1,
};

/** An insurer that publishes weights of single trips, and a car of the owner. */
async function desks(world: World) {
  const [insurer, owner] = [await world.be('insurer/desk', 'insurer'), await world.be(OWNER, 'owner')];
  const [vin, tariffId] = [await carOf(world), world.fresh('tariff')];
  await insurer.on.policy.publishTariff({ ...tariff, tariffId, rolling });
  return { insurer, owner, vin, tariffId };
}

/** The car insured for a year by distance, from now on, with a device that signs for it. */
async function insured(world: World) {
  const cast = await desks(world);
  const { insurer, owner, vin, tariffId } = cast;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [policyId, startsAt] = [world.fresh('policy'), after(world, 10)];
  await insurer.on.policy.quote({
    ...{
      policyId,
      policyholder: OWNER,
      vin,
      tariffId,
      tariffVersion: 1,
      pricing: 'distance',
      carKey: didKeyOf(privateKey),
    },
    ...{ covers, startsAt, months: 12, instalments: 12, quotedUntil: startsAt },
  });
  await owner.on.policy.bind({ policyId });
  const signed = (trip: TripDigest) => {
    const signature = sign('sha256', tripBytes(trip), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    }).toString('base64url');
    return { trip, signature };
  };
  return { ...cast, policyId, startsAt, signed };
}

export const insuranceBehaviour: Behaviour = (open) => {
  test('a customer applies, the insurer answers with a quote, and the answer is bound', async () => {
    const world = await open();
    const { insurer, owner, vin, tariffId } = await desks(world);
    const [applicationId, policyId, startsAt] = [
      world.fresh('wish'),
      world.fresh('policy'),
      after(world, 3_600),
    ];
    const wish = {
      insurer: 'insurer',
      vin,
      pricing: 'fixed' as const,
      covers,
      startsAt,
      months: 12,
      consentId: 'C-1',
    };
    await owner.on.policy.apply({ applicationId, ...wish });
    const terms = { listPremium: eur(48_000n), startsAt, months: 12, instalments: 4, quotedUntil: startsAt };
    const parties = {
      policyId,
      policyholder: OWNER,
      vin,
      tariffId,
      tariffVersion: 1,
      pricing: 'fixed' as const,
    };
    await insurer.on.policy.quote({ ...parties, covers, ...terms, answers: applicationId });
    await expect(owner.on.policy.revoke({ applicationId })).rejects.toMatchObject({ code: 'WRONG_STATUS' });
    expect((await owner.on.policy.bind({ policyId })).answers).toBe(applicationId);
    expect(await insurer.on.policy.readApplication({ applicationId })).toMatchObject({
      status: 'quoted',
      policyId,
    });
  });

  test('a loss that is known after the renewal counts for it, and no more when its claim is cancelled', async () => {
    const world = await open();
    const { insurer, owner, vin, tariffId } = await desks(world);
    const published = await insurer.on.claim
      .readPractice({ insurer: 'insurer' })
      .catch((error: { code?: string }) => error.code);
    if (published === 'NOT_FOUND')
      await insurer.on.claim.publishPractice({ ...practice, effectiveOn: time.dayOf(world.now()) });
    const [policyId, renewal, startsAt] = [world.fresh('policy'), world.fresh('policy'), after(world, 10)];
    const parties = { policyholder: OWNER, vin, tariffId, tariffVersion: 1, pricing: 'fixed' as const };
    const terms = { ...parties, covers, listPremium: eur(48_000n), months: 12, instalments: 4 };
    const attested = { claimFreeSince: '2020-01-01', insurer: 'Another', statementHash: '0'.repeat(64) };
    // The quote runs on after the start of cover, as everyday quotes do.
    const quotedUntil = after(world, 3_600);
    const first = await insurer.on.policy.quote({ ...terms, policyId, startsAt, quotedUntil, attested });
    await owner.on.policy.bind({ policyId });
    const next = { policyId: renewal, renews: policyId, startsAt: first.endsAt, quotedUntil };
    const quoted = await insurer.on.policy.quote({ ...terms, ...next });
    await owner.on.policy.bind({ policyId: renewal });
    await world.wait(time.addMillis(startsAt, 1));
    const [noticeId, claimId] = [world.fresh('notice'), world.fresh('claim')];
    const loss = { lossAt: startsAt, cause: 'hail' as const, vehicles: 1, injured: 0, evidenceIds: [] };
    await owner.on.claim.notify({ noticeId, policyId, ...loss });
    await insurer.on.claim.open({ claimId, noticeId });
    await insurer.on.claim.confirm({ claimId, amount: eur(100_000n), ownFault: true });
    const renewed = await owner.on.policy.read({ policyId: renewal });
    expect(renewed).toMatchObject({
      claimFreeSince: startsAt.slice(0, 10),
      claimFreeFactor: quoted.claimFreeFactor,
    });
    await insurer.on.claim.cancel({ claimId });
    expect((await owner.on.policy.readClaimFree({ policyId: renewal })).since).toBe('2020-01-01');
  });

  test('trips that the car signed make a score; one as a passenger is agreed away', async () => {
    const world = await open();
    const { insurer, owner, vin, policyId, startsAt, signed } = await insured(world);
    await world.wait(time.addMillis(startsAt, 3_000));
    const driven = {
      metres: 100,
      durationS: 2,
      nightS: 0,
      harshBrake: 0,
      harshAccel: 0,
      cornering: 0,
      speedingS: 0,
      phoneS: 0,
    };
    const times = { startedAt: startsAt, endedAt: time.addMillis(startsAt, 2_000) };
    const tripOf = (tripId: string): TripDigest => ({ policyId, vin, tripId, ...times, ...driven });
    const items = [signed(tripOf('T-1')), signed({ ...tripOf('T-2'), speedingS: 1 })];
    const { results } = await owner.on.policy.reportTripMany({ items });
    expect(await insurer.on.policy.reportTrip(items[0] ?? signed(tripOf('T-1')))).toEqual(results[0]);
    const forged = { ...signed(tripOf('T-3')), trip: { ...tripOf('T-3'), metres: 1 } };
    await expect(owner.on.policy.reportTrip(forged)).rejects.toMatchObject({
      code: 'DIGEST_SIGNATURE_WRONG',
    });
    expect(await owner.on.policy.readScore({ policyId })).toMatchObject({
      scoreMilli: 80_000,
      factor: 900_000,
      judged: true,
    });
    await owner.on.policy.disputeTrip({ policyId, tripId: 'T-2' });
    await insurer.on.policy.answerTrip({ policyId, tripId: 'T-2', agreed: true });
    expect(await owner.on.policy.readScore({ policyId })).toMatchObject({
      scoreMilli: 100_000,
      judged: false,
    });
  });

  test('hail that two of three oracles saw pays in the transaction of the second report, once', async () => {
    const world = await open();
    const { insurer, owner, policyId, startsAt } = await insured(world);
    const [plant, bank] = [
      await world.be('manufacturer/plant', 'manufacturer'),
      await world.be('lender/desk', 'lender'),
    ];
    await world.wait(startsAt);
    const [coverId, from] = [world.fresh('hail'), after(world, 8)];
    const trigger = {
      kind: 'hail' as const,
      atLeast: 20,
      cell: 'u33db',
      payout: eur(150_000n),
      reportDays: 3,
    };
    const oracles = ['manufacturer', 'lender', 'registry/merchant'];
    await insurer.on.claim.offerParametric({
      coverId,
      policyId,
      ...trigger,
      oracles,
      quorum: 2,
      from,
      until: after(world, 86_400),
    });
    await owner.on.claim.agreeParametric({ coverId });
    const lots = [await moneyFor(world, 'insurer', 150_000n)];
    await insurer.on.claim.setAside({
      coverId,
      escrowId: world.fresh('escrow'),
      paymentId: world.fresh('pay'),
      lots,
    });
    await world.wait(time.addMillis(from, 1_000));
    const seen = { coverId, seenAt: from, measure: 25 };
    const stranger = owner.on.claim.observe({ ...seen, observationId: 'S-1' });
    await expect(stranger).rejects.toMatchObject({ code: 'NOT_AN_ORACLE' });
    const first = await plant.on.claim.observe({ ...seen, observationId: world.fresh('seen') });
    expect(first.cover.status).toBe('agreed');
    const other = plant.on.claim.observe({ ...seen, observationId: world.fresh('seen'), measure: 0 });
    await expect(other).rejects.toMatchObject({ code: 'OBSERVATION_CONTRADICTS' });
    const { cover } = await bank.on.claim.observe({ ...seen, observationId: world.fresh('seen') });
    expect(cover).toMatchObject({ status: 'paid', happenedAt: from });
    expect(await owner.on.claim.tick({ coverId, on: from.slice(0, 10) })).toEqual({
      coverId,
      status: 'paid',
    });
    const paid = await owner.on.payment.read({ paymentId: cover.paymentId ?? '' });
    expect(paid).toMatchObject({
      to: [{ party: OWNER, amount: eur(150_000n) }],
      about: { room: 'claim', id: coverId },
    });
  });

  test('an insurer brands only what it covers', async () => {
    const world = await open();
    const { insurer, vin, policyId, startsAt } = await insured(world);
    await world.wait(startsAt);
    const brand = { vin, brandId: world.fresh('brand'), name: 'hail' as const };
    await expect(insurer.on.vehicle.brandTitle(brand)).rejects.toMatchObject({ code: 'INTEREST_MISSING' });
    const other = insurer.on.vehicle.brandTitle({ ...brand, vin: await carOf(world), reference: policyId });
    await expect(other).rejects.toMatchObject({ code: 'INTEREST_MISSING' });
    expect((await insurer.on.vehicle.brandTitle({ ...brand, reference: policyId })).brands).toMatchObject([
      { name: 'hail' },
    ]);
  });

  test('a loss is marked with proof of the salt, and the mark is taken back', async () => {
    const world = await open();
    const insurer = await world.be('insurer/desk', 'insurer');
    const [epochId, salt] = [world.fresh('epoch'), randomBytes(32).toString('hex')];
    const on = world.now().slice(0, 10);
    const days = { from: on, until: time.addDays(on, 90) };
    await insurer.on.claim.openEpoch({
      epochId,
      saltHash: saltHashOf(salt),
      markKey: markKeyOf(salt),
      ...days,
    });
    await insurer.on.claim.keepSalt({ epochId }, { salt });
    const mark = await insurer.on.claim.computeFingerprint({
      epochId,
      vin: world.vin(),
      lossOn: on,
      lossCell: 'u33db',
    });
    const guessed = { ...mark, proof: 'A'.repeat(86) };
    await expect(insurer.on.claim.markLoss(guessed)).rejects.toMatchObject({ code: 'MARK_UNPROVEN' });
    expect(await insurer.on.claim.markLoss(mark)).toEqual({ elsewhere: false });
    await insurer.on.claim.withdrawMark({ fingerprint: mark.fingerprint });
    const auditor = await world.be('registry/auditor', 'auditor');
    const { marks } = await auditor.on.claim.readMarks({ fingerprint: mark.fingerprint });
    expect(marks).toMatchObject([{ by: 'insurer/desk', withdrawnAt: expect.any(String) }]);
  });
};
