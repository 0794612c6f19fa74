import { euro } from './cast';
import { openDesk } from './insurer';

async function openTill() {
  const desk = await openDesk();
  const [teller, approver] = [
    await desk.be('lender/desk', 'lender'),
    await desk.be('lender/approver', 'lender'),
  ];
  let count = 0;
  const issue = async (party: string, amount: number) => {
    const orderId = `O-${++count}`;
    await teller.on.payment.askIssue({ orderId, party, amount: euro(amount) });
    const { transfer } = await approver.on.payment.settle({ orderId, paymentId: `issue-${count}` });
    return transfer?.made[0]?.lotId ?? 'none';
  };
  const holds = async (party: string) =>
    (await desk.auditor.on.payment.balance({ party })).accounts[0]?.free.amount ?? 0n;
  return { ...desk, issue, holds };
}

test('a claim payment in digital money reaches the policyholder in the transaction that records it', async () => {
  const { desk, boss, start, claimed, payment, issue, holds, ledger } = await openTill();
  start();
  await claimed();
  const scheduled = await desk.on.claim.schedulePayment(payment);
  if (scheduled.status === 'pending')
    await boss.on.claim.approvePayment({ claimId: 'C-1', paymentId: 'Y-1' });
  const lot = await issue('insurer', 5_000);
  await desk.on.claim.confirmPaid({ claimId: 'C-1', paymentId: 'Y-1', transferId: 'T-1', lots: [lot] });
  expect([await holds('registry/owner'), await holds('insurer')]).toEqual([450_000n, 50_000n]);
  expect(ledger.events.at(-1)?.facts.map(({ name }) => name)).toEqual(['MoneyMoved', 'PaymentMade']);
});

test('a payment that was confirmed is answered again, and refused with money that did not move then', async () => {
  const { desk, boss, start, claimed, payment, issue, holds } = await openTill();
  start();
  await claimed();
  await desk.on.claim.schedulePayment(payment);
  await desk.on.claim.schedulePayment({ ...payment, paymentId: 'Y-2', amount: euro(1_000) });
  for (const paymentId of ['Y-1', 'Y-2'])
    await boss.on.claim.approvePayment({ claimId: 'C-1', paymentId }).catch(() => undefined);
  const bare = { claimId: 'C-1', paymentId: 'Y-1', transferId: 'T-1' };
  const paid = await desk.on.claim.confirmPaid(bare);
  const lots = [await issue('insurer', 5_000)];
  expect(await desk.on.claim.confirmPaid(bare)).toEqual(paid);
  await expect(desk.on.claim.confirmPaid({ ...bare, lots })).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect(await holds('registry/owner')).toBe(0n);
  const digital = { claimId: 'C-1', paymentId: 'Y-2', transferId: 'T-2', lots };
  const moved = await desk.on.claim.confirmPaid(digital);
  expect(await boss.on.claim.confirmPaid(digital)).toEqual(moved);
  const others = desk.on.claim.confirmPaid({ ...digital, lots: ['another:0'] });
  await expect(others).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect(await holds('registry/owner')).toBe(100_000n);
});

test('a payee who is no member gets no digital money', async () => {
  const { desk, boss, start, claimed, payment, issue } = await openTill();
  start();
  await claimed();
  const payee = { as: 'policyholder', party: 'ab'.repeat(32) } as const;
  const scheduled = await desk.on.claim.schedulePayment({ ...payment, payee });
  if (scheduled.status === 'pending')
    await boss.on.claim.approvePayment({ claimId: 'C-1', paymentId: 'Y-1' });
  const lots = [await issue('insurer', 5_000)];
  await expect(
    desk.on.claim.confirmPaid({ claimId: 'C-1', paymentId: 'Y-1', transferId: 'T-1', lots }),
  ).rejects.toMatchObject({
    code: 'PAYEE_OUTSIDE',
  });
});

test('a total loss in digital money pays the lender first and the owner the rest, at once', async () => {
  const { desk, boss, lend, start, claimed, issue, holds } = await openTill();
  await lend();
  start();
  await claimed();
  await desk.on.claim.proposeTotalLoss({ claimId: 'C-1', exposureId: 'E-1', retained: false });
  const lots = [await issue('insurer', 11_500)];
  await boss.on.claim.payTotalLoss({ claimId: 'C-1', transferId: 'T-1', lots });
  expect([await holds('lender'), await holds('registry/owner'), await holds('insurer')]).toEqual([
    720_000n,
    430_000n,
    0n,
  ]);
});

test('a premium that the insurer recorded is not paid again under its id in digital money', async () => {
  const { desk, owner, issue, holds } = await openTill();
  const { vin } = await owner.on.policy.read({ policyId: 'P-1' });
  const startsAt = '2026-06-01T00:00:00.000Z';
  await desk.on.policy.quote({
    ...{ policyId: 'P-2', policyholder: 'registry/owner', vin, tariffId: 'car', tariffVersion: 1 },
    pricing: 'fixed',
    covers: [{ code: 'glass', sumInsured: euro(1_000), limit: euro(500), deductible: euro(0) }],
    ...{ listPremium: euro(120), startsAt, months: 12, instalments: 4, quotedUntil: startsAt },
  });
  await owner.on.policy.bind({ policyId: 'P-2' });
  const first = { policyId: 'P-2', no: 1, paymentId: 'T-1' };
  const received = await desk.on.policy.receivePremium(first);
  expect(await desk.on.policy.receivePremium(first)).toEqual(received);
  const before = await issue('registry/owner', 40);
  await expect(owner.on.policy.payPremium({ ...first, lots: [before] })).rejects.toMatchObject({
    code: 'PREMIUM_OUT_OF_ORDER',
  });
  await expect(desk.on.policy.receivePremium({ ...first, on: '2026-03-01' })).rejects.toMatchObject({
    code: 'PREMIUM_OUT_OF_ORDER',
  });
  await expect(desk.on.policy.reinstate(first)).rejects.toMatchObject({ code: 'POLICY_NOT_LAPSED' });
  expect(await holds('insurer')).toBe(0n);
  const second = { policyId: 'P-2', no: 2, paymentId: 'T-2', lots: [before] };
  const paid = await owner.on.policy.payPremium(second);
  expect(await owner.on.policy.payPremium(second)).toEqual(paid);
  await expect(owner.on.policy.payPremium({ ...second, lots: ['another:0'] })).rejects.toMatchObject({
    code: 'PREMIUM_OUT_OF_ORDER',
  });
});

test('a premium in digital money counts as received in the same transaction, once', async () => {
  const { desk, owner, issue, holds } = await openTill();
  const policy = await owner.on.policy.read({ policyId: 'P-1' });
  const startsAt = '2026-06-01T00:00:00.000Z';
  await desk.on.policy.quote({
    ...{
      policyId: 'P-2',
      policyholder: 'registry/owner',
      vin: policy.vin,
      tariffId: 'car',
      tariffVersion: 1,
      pricing: 'fixed',
    },
    covers: [{ code: 'glass', sumInsured: euro(1_000), limit: euro(500), deductible: euro(0) }],
    ...{ listPremium: euro(120), startsAt, months: 12, instalments: 4, quotedUntil: startsAt },
  });
  await owner.on.policy.bind({ policyId: 'P-2' });
  const lots = [await issue('registry/owner', 40)];
  const paid = await owner.on.policy.payPremium({ policyId: 'P-2', no: 1, paymentId: 'T-1', lots });
  expect(paid.instalments[0]).toMatchObject({ paymentId: 'T-1' });
  expect(await owner.on.policy.payPremium({ policyId: 'P-2', no: 1, paymentId: 'T-1', lots })).toEqual(paid);
  expect([await holds('registry/owner'), await holds('insurer')]).toEqual([1_000n, 3_000n]);
});

test('a premium is paid by its number, also when a change of cover put another before it', async () => {
  const { desk, owner, issue, holds, ledger } = await openTill();
  const policy = await owner.on.policy.read({ policyId: 'P-1' });
  const startsAt = '2026-06-01T00:00:00.000Z';
  const covers = [{ code: 'glass' as const, sumInsured: euro(1_000), limit: euro(500), deductible: euro(0) }];
  await desk.on.policy.quote({
    ...{
      policyId: 'P-2',
      policyholder: 'registry/owner',
      vin: policy.vin,
      tariffId: 'car',
      tariffVersion: 1,
      pricing: 'fixed',
    },
    ...{ covers, listPremium: euro(120), startsAt, months: 12, instalments: 4, quotedUntil: startsAt },
  });
  await owner.on.policy.bind({ policyId: 'P-2' });
  const acceptUntil = '2026-06-20T00:00:00.000Z';
  ledger.pass(Date.parse('2026-06-10T12:00:00Z') - ledger.now);
  await desk.on.policy.receivePremium({ policyId: 'P-2', no: 1, paymentId: 'T-0' });
  const from = '2026-06-11T00:00:00.000Z';
  await desk.on.policy.offerChange({ policyId: 'P-2', covers, from, extraPremium: euro(7), acceptUntil });
  await owner.on.policy.acceptChange({ policyId: 'P-2' });
  const payment = async (no: number, amount: number) => ({
    ...{ policyId: 'P-2', no, paymentId: `T-${no}`, lots: [await issue('registry/owner', amount)] },
  });
  await owner.on.policy.payPremium(await payment(5, 7));
  await owner.on.policy.payPremium(await payment(2, 30));
  expect([await holds('registry/owner'), await holds('insurer')]).toEqual([0n, 3_700n]);
});
