import { generateKeyPairSync, sign } from 'node:crypto';
import { bytesOf } from '../../../chaincode/src/policy/rules/digest';
import { multikeyOf } from '../../../chaincode/src/words/multikey';
import { asked, driven, tariff } from '../policy/cast';
import { openGarage } from '../vehicle/cast';
import { eur, terms } from './terms';

const { insurer: _insurer, ...stated } = tariff;
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const OWNER = 'registry/owner';

test('the page: a month that the car scored as safe earns points of the insurer, which is a partner itself', async () => {
  const { insurer, owner, lender, be, ledger } = await openGarage();
  const second = await be('lender/second', 'lender');
  await insurer.on.policy.publishTariff({ ...stated, minimumMetres: 0, minimumTrips: 0 });
  const { listPremium: _list, ...rest } = asked;
  const startsAt = '2026-04-01T00:00:00.000Z';
  await insurer.on.policy.quote({
    ...{ ...rest, policyId: 'P-1', policyholder: OWNER, tariffId: 'car', tariffVersion: 1 },
    ...{ pricing: 'distance', instalments: 12, carKey: `did:key:${multikeyOf(publicKey)}`, startsAt },
    quotedUntil: startsAt,
  });
  await owner.on.policy.bind({ policyId: 'P-1' });
  await insurer.on.policy.receivePremium({ policyId: 'P-1', no: 1, paymentId: 'T-1' });
  ledger.pass(Date.parse('2026-05-02T12:00:00.000Z') - ledger.now);
  const still = { harshBrake: 0, harshAccel: 0, speedingS: 0, phoneS: 20, trips: 1, durationS: 1_000 };
  const digest = { ...driven, ...still, metresByDay: [1_000, ...Array<number>(29).fill(0)] };
  const signature = sign('sha256', bytesOf(digest), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  await owner.on.policy.reportMonth({ digest, signature: signature.toString('base64url') });

  const rule = (ruleId: string, minScoreMilli: number) => ({
    ...{ kind: 'safeDriving' as const, ruleId, points: 30, minScoreMilli },
  });
  const rules = [rule('safe', 90_000), rule('angel', 100_000)];
  const club = { programId: 'SAFE', partner: 'insurer' };
  await insurer.on.loyalty.publishProgram({
    programId: 'SAFE',
    operator: 'insurer',
    terms: terms({ rules }),
  });
  await insurer.on.loyalty.invite(club);
  await insurer.on.loyalty.joinProgram(club);
  await lender.on.payment.askIssue({ orderId: 'I', party: 'insurer', amount: eur(1_000n) });
  const { transfer } = await second.on.payment.settle({ orderId: 'I', paymentId: 'issue' });
  const box = {
    ...club,
    boxId: 'BOX',
    paymentId: 'P-box',
    amount: eur(1_000n),
    until: '2040-01-01T00:00:00.000Z',
  };
  const posted = { ...box, lots: [transfer?.made[0]?.lotId ?? ''] };
  await expect(insurer.on.loyalty.postCollateral(posted)).rejects.toMatchObject({ code: 'ESCROW_TERMS' });
  await insurer.on.loyalty.postCollateral({ ...posted, keeper: 'registry' });
  await owner.on.loyalty.openWallet({ programId: 'SAFE', member: OWNER });
  const month = { ...club, ruleId: 'safe', policyId: 'P-1', month: 1 };
  expect(await insurer.on.loyalty.earnSafeDriving(month)).toMatchObject({ member: OWNER, units: 30 });
  expect(await insurer.on.loyalty.earnSafeDriving(month)).toMatchObject({ units: 30 });
  await expect(owner.on.loyalty.earnSafeDriving({ ...month, ruleId: 'angel' })).rejects.toMatchObject({
    code: 'NOT_YOURS',
  });
  await expect(insurer.on.loyalty.earnSafeDriving({ ...month, ruleId: 'angel' })).rejects.toMatchObject({
    code: 'SCORE_SHORT',
  });
});
