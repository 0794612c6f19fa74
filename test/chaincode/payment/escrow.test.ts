import fc from 'fast-check';
import { canonical, ContractError } from '@roadbook/chaincode/api';
import type { Escrow } from '../../../chaincode/src/payment/records/escrow';
import {
  confirm,
  dispute,
  fundEscrow,
  openEscrow,
  refundEscrow,
  releaseEscrow,
  resolve,
} from '../../../chaincode/src/payment/rules/escrow';
import { escrowLife } from '../../../chaincode/src/payment/life';
import { ana, at, eur, openBank, wash } from './cast';

const HOUR = 3_600_000;
const workshop = 'registry/workshop';

const done = { conditionId: 'done', that: 'serviceCompleted', by: [ana, 'room:service'], need: 1 } as const;
const terms = (ledger: { now: number }, escrowId = 'E-1') => ({
  escrowId,
  payer: ana,
  payee: workshop,
  amount: eur(100n),
  milestones: [{ milestoneId: 'all', amount: eur(100n), conditions: [{ ...done, by: [...done.by] }] }],
  deadline: at(ledger, HOUR),
});

async function openFunded(change: (terms_: ReturnType<typeof terms>) => object = (same) => same) {
  const bank = await openBank();
  await bank.ana.on.payment.openEscrow({ ...terms(bank.ledger), ...change(terms(bank.ledger)) } as never);
  const lots = [await bank.issue(ana, 120n)];
  await bank.ana.on.payment.fundEscrow({ escrowId: 'E-1', paymentId: 'F-1', lots });
  return bank;
}
const release = (paymentId: string, milestoneId = 'all') => ({ escrowId: 'E-1', milestoneId, paymentId });
const refund = (paymentId: string) => ({ escrowId: 'E-1', paymentId });

test('money in escrow moves when its condition is confirmed, and only once', async () => {
  const { ana: owner, workshop: payee, ben, held, proven } = await openFunded();
  expect([await held(owner, ana), await proven()]).toEqual([20n, true]);
  await expect(payee.on.payment.releaseEscrow(release('P-1'))).rejects.toMatchObject({
    code: 'CONDITION_OPEN',
  });
  const confirming = { escrowId: 'E-1', milestoneId: 'all', conditionId: 'done' };
  await expect(ben.on.payment.confirm(confirming)).rejects.toMatchObject({ code: 'NOT_A_CONFIRMER' });
  await owner.on.payment.confirm(confirming);
  const { escrow } = await payee.on.payment.releaseEscrow(release('P-1'));
  expect(escrow).toMatchObject({ status: 'released', left: eur(0n) });
  expect((await payee.on.payment.releaseEscrow(release('P-1'))).escrow.status).toBe('released');
  await expect(payee.on.payment.releaseEscrow(release('P-2'))).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  await expect(payee.on.payment.refundEscrow(refund('P-3'))).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect([await held(payee, workshop), await proven()]).toEqual([100n, true]);
});

test('a second before the deadline it is claimed and not refunded, after it, by the window, refunded and not claimed', async () => {
  const { ana: owner, workshop: payee, ben, held, ledger } = await openFunded();
  await owner.on.payment.confirm({ escrowId: 'E-1', milestoneId: 'all', conditionId: 'done' });
  ledger.pass(HOUR - 1000);
  await expect(ben.on.payment.refundEscrow(refund('P-1'))).rejects.toMatchObject({ code: 'DEADLINE_AHEAD' });
  const claiming = {
    manner: 'submit',
    room: 'payment',
    name: 'releaseEscrow',
    request: canonical(release('P-0')),
  } as const;
  expect((await ledger.simulate(payee, claiming)).payload).toContain('released');
  ledger.pass(1000);
  await expect(payee.on.payment.releaseEscrow(release('P-2'))).rejects.toMatchObject({
    code: 'DEADLINE_PASSED',
  });
  ledger.pass(19_999);
  await expect(ben.on.payment.refundEscrow(refund('P-1'))).rejects.toMatchObject({ code: 'DEADLINE_AHEAD' });
  ledger.pass(1);
  await ben.on.payment.refundEscrow(refund('P-1'));
  expect(await held(owner, ana)).toBe(120n);
});

test('a release and a refund in one block: one of them is valid', async () => {
  const { ana: owner, workshop: payee, ledger, proven } = await openFunded();
  const call = (name: string, request: object) =>
    ({ manner: 'submit', room: 'payment', name, request: canonical(request) }) as const;
  const verdicts = await ledger.race(
    [owner, call('releaseEscrow', release('P-1'))],
    [payee, call('refundEscrow', refund('P-2'))],
  );
  expect(verdicts).toEqual(['VALID', 'MVCC_READ_CONFLICT']);
  expect(await proven()).toBe(true);
});

test('milestones with hold-back, splits and a fee add up', async () => {
  const bank = await openFunded((same) => ({
    milestones: [
      { milestoneId: 'parts', amount: eur(60n), conditions: [] },
      { milestoneId: 'work', amount: eur(40n), conditions: [] },
    ],
    holdBack: { ppm: 100_000, until: at({ now: Date.parse(same.deadline) }, -30_000) },
    splits: [
      { party: workshop, weight: 2 },
      { party: wash, weight: 1 },
    ],
    fee: { party: 'registry', ppm: 50_000 },
  }));
  const { workshop: payee, ledger, held, wash: second, auditor, proven } = bank;
  const { transfer, escrow } = await payee.on.payment.releaseEscrow(release('P-1', 'parts'));
  expect(transfer.to.map(({ amount }) => amount.amount)).toEqual([35n, 17n, 2n]);
  expect(escrow).toMatchObject({ status: 'partlyReleased', left: eur(46n), lot: 'P-1:3' });
  await expect(payee.on.payment.releaseEscrow(release('P-2', 'parts'))).rejects.toMatchObject({
    code: 'MILESTONE_RELEASED',
  });
  await expect(payee.on.payment.releaseEscrow(release('P-3', 'none'))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await payee.on.payment.releaseEscrow(release('P-4', 'work'));
  await expect(payee.on.payment.releaseEscrow(release('P-5', 'hold-back'))).rejects.toMatchObject({
    code: 'DEADLINE_AHEAD',
  });
  ledger.pass(HOUR - 30_000);
  await expect(payee.on.payment.releaseEscrow(release('P-5', 'hold-back'))).rejects.toMatchObject({
    code: 'DEADLINE_AHEAD',
  });
  ledger.pass(20_000);
  expect((await payee.on.payment.releaseEscrow(release('P-6', 'hold-back'))).escrow.status).toBe('released');
  const parts = [await held(payee, workshop), await held(second, wash), await held(auditor, 'registry')];
  expect([parts.reduce((sum, one) => sum + one), await proven()]).toEqual([100n, true]);
});

test('a disputed escrow waits for its arbiter, and without a decision goes back', async () => {
  const arbitrated = (same: ReturnType<typeof terms>) => ({
    arbiter: { party: 'registry', until: at({ now: Date.parse(same.deadline) }, HOUR) },
  });
  const { ana: owner, workshop: payee, registrar, ben, held, proven } = await openFunded(arbitrated);
  await expect(ben.on.payment.dispute({ escrowId: 'E-1' })).rejects.toMatchObject({ code: 'NOT_YOURS' });
  await owner.on.payment.dispute({ escrowId: 'E-1' });
  await expect(owner.on.payment.releaseEscrow(release('P-1'))).rejects.toMatchObject({
    code: 'WRONG_STATUS',
  });
  const deciding = { escrowId: 'E-1', paymentId: 'P-2', payerShare: eur(30n), payeeShare: eur(69n) };
  await expect(registrar.on.payment.resolve(deciding)).rejects.toMatchObject({ code: 'SHARES_DIFFER' });
  await expect(owner.on.payment.resolve(deciding)).rejects.toMatchObject({ code: 'WRONG_SIDE' });
  await registrar.on.payment.resolve({ ...deciding, payeeShare: eur(70n) });
  expect([await held(owner, ana), await held(payee, workshop), await proven()]).toEqual([50n, 70n, true]);

  const silent = await openFunded(arbitrated);
  await silent.workshop.on.payment.dispute({ escrowId: 'E-1' });
  silent.ledger.pass(HOUR);
  await expect(silent.ben.on.payment.refundEscrow(refund('P-1'))).rejects.toMatchObject({
    code: 'DEADLINE_AHEAD',
  });
  silent.ledger.pass(HOUR);
  await expect(silent.registrar.on.payment.resolve(deciding)).rejects.toMatchObject({
    code: 'DEADLINE_PASSED',
  });
  await expect(silent.ben.on.payment.refundEscrow(refund('P-1'))).rejects.toMatchObject({
    code: 'DEADLINE_AHEAD',
  });
  silent.ledger.pass(20_000);
  await silent.ben.on.payment.refundEscrow(refund('P-1'));
  expect(await silent.held(silent.ana, ana)).toBe(120n);
});

test('without an arbiter there is no dispute, and the payee may give way at any time', async () => {
  const { ana: owner, workshop: payee, held } = await openFunded();
  await expect(owner.on.payment.dispute({ escrowId: 'E-1' })).rejects.toMatchObject({ code: 'NO_ARBITER' });
  await payee.on.payment.refundEscrow(refund('P-1'));
  expect(await held(owner, ana)).toBe(120n);
  expect((await owner.on.payment.listEscrows({ party: ana, as: 'payer' })).items).toMatchObject([
    { status: 'refunded' },
  ]);
  expect((await payee.on.payment.listEscrows({ party: workshop, as: 'payee' })).items).toHaveLength(1);
  expect((await payee.on.payment.readEscrow({ escrowId: 'E-1' })).status).toBe('refunded');
});

test('an escrow that was not funded is withdrawn', async () => {
  const { ana: owner, workshop: payee, ledger, issue } = await openBank();
  await payee.on.payment.openEscrow(terms(ledger));
  const funding = { escrowId: 'E-1', paymentId: 'F-1', lots: [await issue(ana, 99n)] };
  await expect(owner.on.payment.fundEscrow(funding)).rejects.toMatchObject({ code: 'NOT_ENOUGH_MONEY' });
  await expect(payee.on.payment.fundEscrow(funding)).rejects.toMatchObject({ code: 'WRONG_SIDE' });
  expect((await owner.on.payment.withdrawEscrow({ escrowId: 'E-1' })).status).toBe('withdrawn');
});

test('a voucher in escrow must fit all who may get of it, and comes back as a voucher', async () => {
  const { ana: owner, workshop: payee, ledger, issue } = await openBank();
  const purpose = { merchants: [workshop], until: at(ledger, HOUR), remainderTo: 'insurer' };
  const bind = {
    paymentId: 'V-1',
    from: ana,
    lots: [await issue(ana, 100n)],
    to: ana,
    amount: eur(100n),
    purpose,
  };
  await owner.on.payment.bind(bind);
  const splits = [{ party: wash, weight: 1 }];
  await owner.on.payment.openEscrow({ ...terms(ledger, 'E-2'), splits });
  const funding = { paymentId: 'F-1', lots: ['V-1:0'] };
  await expect(owner.on.payment.fundEscrow({ ...funding, escrowId: 'E-2' })).rejects.toMatchObject({
    code: 'PURPOSE_OTHER_MERCHANT',
  });
  await owner.on.payment.openEscrow(terms(ledger));
  await owner.on.payment.fundEscrow({ ...funding, escrowId: 'E-1' });
  expect((await owner.on.payment.listLots({ owner: 'escrow:E-1' })).items).toMatchObject([{ purpose }]);
  await payee.on.payment.refundEscrow(refund('P-1'));
  expect((await owner.on.payment.listLots({ owner: ana })).items).toMatchObject([
    { lotId: 'P-1:0', purpose },
  ]);
});

const T = '2026-03-02T10:00:00.000Z';
const early = '2026-03-02T09:00:00.000Z';
const agreed = {
  escrowId: 'E',
  payer: 'a/a',
  payee: 'b/b',
  amount: eur(100n),
  milestones: [
    {
      milestoneId: 'm',
      amount: eur(100n),
      conditions: [{ conditionId: 'q', that: 'priceReported' as const, by: ['o1', 'o2', 'o3'], need: 2 }],
    },
  ],
  deadline: T,
};

test.each<[string, object]>([
  ['a milestone or condition is named twice', { milestones: [agreed.milestones[0], agreed.milestones[0]] }],
  ['payer and payee are the same', { payee: 'a/a' }],
  ['a side cannot be the arbiter', { arbiter: { party: 'a/a', until: '2026-03-03T10:00:00.000Z' } }],
  ['the deadline has passed', { deadline: early }],
  ['the arbiter needs time after the deadline', { arbiter: { party: 'c', until: T } }],
  ['a milestone opens only after the deadline', { milestones: [{ ...agreed.milestones[0], notBefore: T }] }],
  [
    'a condition needs more confirmations than it names confirmers',
    {
      milestones: [
        {
          ...agreed.milestones[0],
          conditions: [{ conditionId: 'q', that: 'agreed', by: ['o1', 'o1'], need: 2 }],
        },
      ],
    },
  ],
  ['the milestones do not add up to the amount', { amount: eur(101n) }],
])('ESCROW_TERMS: %s', (why, change) => {
  expect(() => openEscrow({ ...agreed, ...change }, early)).toThrow(
    expect.objectContaining({ code: 'ESCROW_TERMS', facts: { why } }),
  );
});

test('a quorum of two in three confirms, and nobody counts twice', () => {
  const by = (party: string) => (escrow: Escrow) => confirm(escrow, 'm', 'q', (one) => one === party, early);
  const funded = fundEscrow(openEscrow(agreed, early), early);
  const open = () =>
    releaseEscrow(by('o1')(by('o1')(funded)), { milestoneId: 'm', paymentId: 'P', at: early });
  expect(open).toThrow(
    expect.objectContaining({ code: 'CONDITION_OPEN', facts: { conditionId: 'q', have: 1, need: 2 } }),
  );
  const met = by('o3')(by('o1')(funded));
  expect(releaseEscrow(met, { milestoneId: 'm', paymentId: 'P', at: early }).escrow.status).toBe('released');
});

test('only the room itself confirms a condition that names it', () => {
  const conditions = [{ conditionId: 'q', that: 'serviceCompleted' as const, by: ['room:service'], need: 1 }];
  const funded = fundEscrow(
    openEscrow({ ...agreed, milestones: [{ milestoneId: 'm', amount: eur(100n), conditions }] }, early),
    early,
  );
  expect(() => confirm(funded, 'm', 'q', (party) => party === 'a/a', early)).toThrow(
    expect.objectContaining({ code: 'NOT_A_CONFIRMER' }),
  );
  const met = confirm(funded, 'm', 'q', (party) => party === 'room:service', early);
  expect(met.milestones[0]?.conditions[0]?.confirmedBy).toEqual(['room:service']);
});

test('every escrow ends exactly once, and what went in comes out', () => {
  const times = fc.constantFrom(early, '2026-03-02T09:59:59.999Z', T, '2026-03-02T12:00:00.000Z');
  const step = fc.record({
    act: fc.constantFrom('release', 'waive', 'refund', 'agree', 'dispute', 'resolve', 'confirm'),
    milestone: fc.constantFrom('m', 'n'),
    at: times,
  });
  const two = [
    { milestoneId: 'm', amount: eur(67n), conditions: [{ ...agreed.milestones[0]?.conditions[0], need: 1 }] },
    { milestoneId: 'n', amount: eur(33n), conditions: [] },
  ];
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const arbiter = { party: 'c', until: '2026-03-02T11:00:00.000Z' };
      let escrow = fundEscrow(openEscrow({ ...agreed, arbiter, milestones: two } as never, early), early);
      let out = 0n;
      let ends = 0;
      for (const { act, milestone, at: moment } of steps) {
        const before = escrow.status;
        try {
          const opened =
            act === 'confirm'
              ? { escrow: confirm(escrow, milestone, 'q', (one) => one === 'o1', moment), to: [] }
              : act === 'dispute'
                ? { escrow: dispute(escrow, moment), to: [] }
                : act === 'resolve'
                  ? resolve(escrow, eur(0n), escrow.left, moment)
                  : act === 'refund' || act === 'agree'
                    ? refundEscrow(escrow, moment, act === 'agree')
                    : releaseEscrow(escrow, {
                        milestoneId: milestone,
                        paymentId: 'P',
                        at: moment,
                        waived: act === 'waive',
                      });
          escrow = opened.escrow;
          out += opened.to.reduce((sum, { amount }) => sum + amount.amount, 0n);
        } catch (error) {
          if (!(error instanceof ContractError)) throw error;
        }
        if (escrow.status !== before && escrowLife.final.includes(escrow.status)) ends++;
      }
      expect(out + escrow.left.amount).toBe(100n);
      expect(ends).toBe(escrowLife.final.includes(escrow.status) ? 1 : 0);
      if (ends === 1) expect(escrow.left.amount).toBe(0n);
    }),
    { numRuns: 300 },
  );
});

test('claims and refunds of one escrow never overlap, whatever clocks within the window, and the gap is two windows', () => {
  const confirmed = confirm(
    fundEscrow(
      openEscrow(
        {
          ...agreed,
          milestones: [
            { ...agreed.milestones[0], conditions: [{ ...agreed.milestones[0]?.conditions[0], need: 1 }] },
          ],
        } as never,
        early,
      ),
      early,
    ),
    'm',
    'q',
    () => true,
    early,
  );
  const may = (run: () => unknown): boolean => {
    try {
      run();
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(fc.integer({ min: -7_200_000, max: 7_200_000 }), (offset) => {
      const moment = at({ now: Date.parse(T) }, offset);
      const claims = may(() => releaseEscrow(confirmed, { milestoneId: 'm', paymentId: 'P', at: moment }));
      expect([claims, may(() => refundEscrow(confirmed, moment))]).toEqual([offset < 0, offset >= 20_000]);
    }),
  );
});

test('an escrow whose splits weigh nothing is not agreed, for nobody could be paid from it', async () => {
  const { ana: owner, ledger } = await openBank();
  const empty = { ...terms(ledger), splits: [{ party: workshop, weight: 0 }] };
  await expect(owner.on.payment.openEscrow(empty)).rejects.toMatchObject({ code: 'SHARES_EMPTY' });
});
