import { canonical } from '../../../chaincode/src/kit/value/json';
import { eur, openBank } from './cast';
import { termsOf } from './terms';

// 300 of 10 000 a month without interest, so that what falls due is known by heart; late from the first day
// on.
const SHANGHAI = 'Asia/Shanghai';
const zones = {
  [SHANGHAI]: [{ until: '2099-01-01T00:00:00.000Z', offsetMinutes: 480 }],
  'Europe/Berlin': [
    { until: '2024-03-31T01:00:00.000Z', offsetMinutes: 60 },
    { until: '2024-10-27T01:00:00.000Z', offsetMinutes: 120 },
    { until: '2025-03-30T01:00:00.000Z', offsetMinutes: 60 },
  ],
};
const late = { graceDays: 0, fee: eur(300n) };

async function openIn(zone: keyof typeof zones | undefined) {
  const bank = await openBank();
  const approver = await bank.be('lender/approver', 'lender');
  for (const [name, offsets] of Object.entries(zones))
    await bank.registrar.on.merchant.publishZone({ zone: name, from: '2024-01-01T00:00:00.000Z', offsets });
  await bank.lend({ late, annualRatePpm: 0, ...(zone !== undefined && { zone }) });
  await bank.lender.on.payment.askIssue({ orderId: 'O-1', party: 'registry/owner', amount: eur(10_000n) });
  await approver.on.payment.settle({ orderId: 'O-1', paymentId: 'issue-1' });
  const at = (moment: string) => {
    bank.ledger.now = Date.parse(moment);
  };
  const paying = { loanId: 'L-1', paymentId: 'D-1', amount: eur(1_667n), lots: ['issue-1:0'] };
  const tick = (on: string) => bank.lender.on.loan.tick({ loanId: 'L-1', on });
  const charges = async () => (await bank.owner.on.loan.read({ loanId: 'L-1' })).servicing?.charges ?? [];
  return { ...bank, at, paying, tick, charges };
}

describe('the day of a payer is read on the clocks of the contract', () => {
  test.each([
    [undefined, '2024-02-01T23:59:59.999Z', '2024-02-01'],
    [undefined, '2024-02-02T00:00:00.000Z', '2024-02-02'],
    [SHANGHAI, '2024-02-01T15:59:59.999Z', '2024-02-01'],
    [SHANGHAI, '2024-02-01T16:00:00.000Z', '2024-02-02'],
    ['Europe/Berlin', '2024-02-01T22:59:59.999Z', '2024-02-01'],
    ['Europe/Berlin', '2024-02-01T23:00:00.000Z', '2024-02-02'],
  ] as const)('in the zone %s a payment at %s is of %s', async (zone, moment, on) => {
    const { owner, at, paying, charges } = await openIn(zone);
    at(moment);
    expect(await owner.on.loan.pay(paying)).toMatchObject({ on });
    expect((await charges()).map(({ owed }) => owed)).toEqual(on === '2024-02-01' ? [] : [300n]);
  });

  test('a payment that the lender received is of the day that it says, from when that day has begun for everybody', async () => {
    const { at, pay } = await openIn(SHANGHAI);
    at('2024-01-31T16:00:19.999Z');
    await expect(pay('P-1', 1_667n, '2024-02-01')).rejects.toMatchObject({
      code: 'VALUE_DAY_AHEAD',
      facts: { zone: SHANGHAI, last: '2024-01-31', from: '2024-01-31T16:00:20.000Z' },
    });
    at('2024-01-31T16:00:20.000Z');
    expect(await pay('P-1', 1_667n, '2024-02-01')).toMatchObject({ on: '2024-02-01' });
  });

  test('a quote is firm through its day there', async () => {
    const { owner, at } = await openIn('Europe/Berlin');
    at('2024-07-01T09:00:00.000Z');
    const quoted = await owner.on.loan.quote({ loanId: 'L-1', quoteId: 'Q-1', on: '2024-07-01' });
    expect(quoted.expiresAt).toBe('2024-07-01T22:00:00.000Z');
  });

  test('terms name a zone that was published', async () => {
    const { apply, offer } = await openBank();
    await apply();
    await expect(offer(termsOf({ zone: 'Asia/Tokyo' }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a day is closed when it has ended', () => {
  test.each([
    [undefined, '2024-02-03T00:00:20.000Z'],
    [SHANGHAI, '2024-02-02T16:00:20.000Z'],
    ['Europe/Berlin', '2024-02-02T23:00:20.000Z'],
  ] as const)('in the zone %s the second of February from %s on', async (zone, from) => {
    const { at, tick } = await openIn(zone);
    at(new Date(Date.parse(from) - 1).toISOString());
    await expect(tick('2024-02-02')).rejects.toMatchObject({
      code: 'DAY_RUNS',
      facts: { on: '2024-02-02', from },
    });
    at(from);
    expect(await tick('2024-02-02')).toMatchObject({ lateFees: 1 });
  });

  test('a lender whose clock is ahead cannot fine a borrower who pays on the last day', async () => {
    const { owner, lender, at, paying, tick, charges, pay } = await openIn(undefined);
    at('2024-02-02T00:00:05.000Z');
    for (const act of [
      () => tick('2024-02-02'),
      () => tick('2024-02-01'),
      () => pay('P-1', 1n, '2024-02-02'),
      () => lender.on.loan.pause({ loanId: 'L-1', on: '2024-02-02' }),
      () => lender.on.loan.declareDefault({ loanId: 'L-1', on: '2024-02-02' }),
      () =>
        lender.on.loan.charge({
          loanId: 'L-1',
          chargeId: 'F-1',
          kind: 'fee',
          amount: eur(1n),
          dueOn: '2024-02-02',
        }),
    ])
      await expect(act()).rejects.toMatchObject({
        code: expect.stringMatching(/^(DAY_RUNS|VALUE_DAY_AHEAD)$/),
      });
    at('2024-02-01T23:59:55.000Z');
    expect(await owner.on.loan.pay(paying)).toMatchObject({ on: '2024-02-01', principal: eur(1_667n) });
    at('2024-02-03T12:00:00.000Z');
    expect(await tick('2024-02-02')).toMatchObject({ lateFees: 0, bucket: 'current' });
    expect(await charges()).toEqual([]);
  });

  test('a payment that was signed in time and held back does not come after the day was closed, though nothing happened on it', async () => {
    const { ledger, owner, at, paying, tick } = await openIn(undefined);
    at('2024-02-01T20:00:00.000Z');
    const call = { manner: 'submit', room: 'loan', name: 'pay' } as const;
    const request = canonical({ ...paying, amount: { amount: '1667', currency: 'EUR' } });
    const held = await ledger.simulate(owner, { ...call, request });
    at('2024-02-02T00:00:20.000Z');
    expect(await tick('2024-02-01')).toMatchObject({ lateFees: 0, bucket: 'current' });
    expect(ledger.commit(held)).toEqual(['MVCC_READ_CONFLICT']);
  });

  test('what arrived at the lender in time is booked on its day after it was closed', async () => {
    const { at, tick, pay, charges } = await openIn(undefined);
    at('2024-02-02T09:00:00.000Z');
    await tick('2024-02-01');
    expect(await pay('P-1', 1_667n, '2024-02-01')).toMatchObject({ on: '2024-02-01' });
    expect(await charges()).toEqual([]);
  });
});

test('a vehicle is not noticed or taken on a day that has not begun for everybody', async () => {
  const { lender, at } = await openIn(undefined);
  at('2024-02-02T12:00:00.000Z');
  await lender.on.loan.declareDefault({ loanId: 'L-1', on: '2024-02-02' });
  expect(await lender.on.loan.giveNotice({ loanId: 'L-1', cureDays: 1 })).toMatchObject({
    noticeOn: '2024-02-02',
    cureUntil: '2024-02-03',
  });
  at('2024-02-03T00:00:19.999Z');
  await expect(lender.on.loan.repossess({ loanId: 'L-1' })).rejects.toMatchObject({
    code: 'CURE_PERIOD_RUNS',
  });
  at('2024-02-03T00:00:20.000Z');
  expect((await lender.on.loan.repossess({ loanId: 'L-1' })).status).toBe('repossessed');
});
