import { ContractError } from '@roadbook/chaincode/api';
import { mustBeNext, refundAt } from '../../../chaincode/src/merchant/rules/catalogue';
import { averageOf } from '../../../chaincode/src/merchant/rules/review';
import { type Paper } from '../../../chaincode/src/merchant/records/requirement';
import { capabilityAt, requirementsAt } from '../../../chaincode/src/merchant/rules/requirement';
import { isUsci } from '../../../chaincode/src/merchant/rules/usci';
import { type Opened, type Poll, type Vote } from '../../../chaincode/src/merchant/records/vote';
import { electorate, mayVote, tally } from '../../../chaincode/src/merchant/rules/vote';
import { instantOf, localOf, mustBeOrdered } from '../../../chaincode/src/kit/value/zone';
import { BERLIN, eur, hash, POLICY, service } from '../service/market';

const NOW = '2026-03-02T09:00:00.000Z';
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'none';
  } catch (error) {
    return error instanceof ContractError ? error.code : String(error);
  }
};
const held = (requirement: Paper['requirement'], validUntil?: string): Paper => ({
  requirement,
  held: { documentHash: hash(requirement), validUntil },
});
const papers: Paper[] = [
  held('business_licence'),
  held('owner_identity'),
  held('bank_account'),
  held('terms_of_service'),
];
const active = (more: Paper[]) => ({
  status: 'active' as const,
  requested: ['accept_payments' as const, 'payouts' as const, 'repair' as const],
  papers: [...papers, ...more],
});

test('a deadline passed with one requirement due: past due, payouts disabled, and the reason says so', () => {
  const merchant = active([held('garage_licence'), { requirement: 'insurance', dueAt: NOW }]);
  const before = '2026-03-02T08:59:59.999Z';
  expect(requirementsAt(merchant, before)).toMatchObject({
    pastDue: [],
    currentlyDue: ['insurance'],
    currentDeadline: NOW,
  });
  expect(requirementsAt(merchant, before).disabledReason).toBeUndefined();
  expect(capabilityAt('payouts', merchant, before)).toBe('active');
  expect(requirementsAt(merchant, NOW)).toMatchObject({
    pastDue: ['insurance'],
    disabledReason: 'requirements.past_due',
  });
  expect([capabilityAt('payouts', merchant, NOW), capabilityAt('repair', merchant, NOW)]).toEqual([
    'inactive',
    'inactive',
  ]);
  expect(capabilityAt('accept_payments', merchant, NOW)).toBe('active');
});

test('a licence that expires turns its capability inactive at that second', () => {
  const merchant = active([held('insurance'), held('garage_licence', NOW)]);
  expect(capabilityAt('repair', merchant, '2026-03-02T08:59:59.999Z')).toBe('active');
  expect(capabilityAt('repair', merchant, NOW)).toBe('inactive');
  expect(requirementsAt(merchant, '2026-02-15T00:00:00.000Z')).toMatchObject({
    currentlyDue: [],
    eventuallyDue: ['garage_licence'],
  });
  expect(requirementsAt(merchant, NOW).errors).toEqual([
    { requirement: 'garage_licence', code: 'document_expired' },
  ]);
});

test('an alternative paper serves as well, and is named while it is lacking', () => {
  const without = active([held('insurance'), { requirement: 'garage_licence' }]);
  expect(requirementsAt(without, NOW).alternatives).toEqual([
    { original: 'garage_licence', alternative: 'manufacturer_authorisation' },
  ]);
  expect(capabilityAt('repair', without, NOW)).toBe('pending');
  const withIt = active([...without.papers.slice(4), held('manufacturer_authorisation')]);
  expect(capabilityAt('repair', withIt, NOW)).toBe('active');
});

test('a paper that waits to be verified is not due; late, it disables for that reason', () => {
  const waiting = active([
    held('garage_licence'),
    { requirement: 'insurance', dueAt: NOW, pending: hash('new') },
  ]);
  expect(requirementsAt(waiting, NOW)).toMatchObject({
    pastDue: [],
    pendingVerification: ['insurance'],
    disabledReason: 'requirements.pending_verification',
  });
});

test.each([
  ['draft', 'pending', undefined],
  ['underReview', 'pending', 'under_review'],
  ['suspended', 'inactive', 'platform_paused'],
  ['rejected', 'inactive', 'rejected.other'],
  ['terminated', 'inactive', 'other'],
] as const)('a merchant that is %s', (status, capability, reason) => {
  const merchant = { ...active([held('insurance'), held('garage_licence')]), status };
  expect(capabilityAt('payouts', merchant, NOW)).toBe(capability);
  expect(requirementsAt(merchant, NOW).disabledReason).toBe(reason);
  expect(capabilityAt('inspection', merchant, NOW)).toBe('unrequested');
});

const voters = ['a', 'b', 'c', 'd', 'e'];
const [UNTIL, OPEN_UNTIL] = ['2026-03-09T09:00:00.000Z', '2026-03-10T09:00:00.000Z'];
const poll: Poll = { round: 1, voters, quorum: 3, excluded: [], until: UNTIL, openUntil: OPEN_UNTIL };
type Said = Opened['choice'] | 'sealed';
const cast = (choices: Partial<Record<string, Said>>): [Vote[], Opened[]] => {
  const all = Object.entries(choices).map(([org, choice = 'sealed']) => {
    const vote = {
      merchant: 'm/m',
      round: 1,
      org,
      seal: hash(org),
      ballotHash: hash(org),
      by: `${org}/x`,
      at: NOW,
    };
    return { vote, opened: choice === 'sealed' ? [] : [{ ...vote, choice, nonce: hash(org) }] };
  });
  return [all.map(({ vote }) => vote), all.flatMap(({ opened }) => opened)];
};

test.each([
  ['two yes and one abstention', { a: 'yes', b: 'yes', c: 'abstain' }, 'pending'],
  [
    'two yes, one abstention and two sealed',
    { a: 'yes', b: 'yes', c: 'abstain', d: 'sealed', e: 'sealed' },
    'pending',
  ],
  ['three yes', { a: 'yes', b: 'yes', c: 'yes' }, 'approved'],
  ['three no', { a: 'no', b: 'no', c: 'no' }, 'rejected'],
  ['two no and one abstention', { a: 'no', b: 'no', c: 'abstain', d: 'sealed' }, 'rejected'],
  ['a vote of an organisation that does not vote', { a: 'yes', b: 'yes', z: 'yes' }, 'pending'],
] as const)('five voters, quorum three, %s: %s', (_, choices, verdict) => {
  expect(tally(poll, ...cast(choices), NOW).verdict).toBe(verdict);
});

test.each([
  ['before the end of the vote', NOW, { abstain: 0, sealed: 2, open: 1, verdict: 'pending' }],
  [
    'when a clock that is ahead says that opening is over',
    '2026-03-10T09:00:19.999Z',
    { abstain: 0, sealed: 2, open: 1, verdict: 'pending' },
  ],
  ['when the vote is over', UNTIL, { abstain: 0, sealed: 2, open: 1, verdict: 'pending' }],
  [
    'when opening is over',
    '2026-03-10T09:00:20.000Z',
    { abstain: 2, sealed: 0, open: 1, verdict: 'rejected' },
  ],
])('two yes, two unopened and one silent %s', (_, now, outcome) => {
  expect(tally(poll, ...cast({ a: 'yes', b: 'yes', c: 'sealed', d: 'sealed' }), now)).toEqual({
    yes: 2,
    no: 0,
    ...outcome,
  });
});

test('a vote of an earlier round does not count, and silence until the end is no', () => {
  const [votes, opened] = cast({ a: 'yes', b: 'yes', c: 'yes' });
  const later = <T extends Vote | Opened>(all: T[]) => all.map((vote) => ({ ...vote, round: 2 }));
  expect(tally(poll, later(votes), later(opened), NOW)).toMatchObject({
    yes: 0,
    open: 5,
    verdict: 'pending',
  });
  expect(tally(poll, [], [], poll.until).verdict).toBe('pending');
  expect(tally(poll, [], [], '2026-03-09T09:00:20.000Z').verdict).toBe('rejected');
});

test('nobody judges its own member, and the quorum is a majority of the others', () => {
  const vote = { voters: ['registry', 'a', 'b', 'c'], quorum: 2, until: UNTIL, openUntil: OPEN_UNTIL };
  const held_ = electorate('registry/wash', vote, [{ org: 'c', why: 'owns a share' }], {
    round: 1,
    now: NOW,
  });
  expect(held_).toMatchObject({ voters: ['a', 'b'], excluded: [{ org: 'registry' }, { org: 'c' }] });
  expect(codeOf(() => mayVote(held_, 'registry', undefined, NOW))).toBe('VOTE_CONFLICT');
  expect(codeOf(() => mayVote(held_, 'c', undefined, NOW))).toBe('VOTE_CONFLICT');
  expect(codeOf(() => mayVote(held_, 'z', undefined, NOW))).toBe('NOT_A_VOTER');
  expect(codeOf(() => mayVote(held_, 'a', undefined, poll.until))).toBe('VOTE_OVER');
  const wrong = (change: object) =>
    codeOf(() => electorate('registry/wash', { ...vote, ...change }, [], { round: 1, now: NOW }));
  expect([
    wrong({ quorum: 1 }),
    wrong({ quorum: 4 }),
    wrong({ voters: ['a', 'a'] }),
    wrong({ until: NOW }),
    wrong({ openUntil: UNTIL }),
  ]).toEqual(Array(5).fill('ELECTORATE_WRONG'));
});

test.each([
  ['91350100M000100Y43', true],
  ['91350100M000100Y44', false],
  ['91350100M000100I43', false],
  ['91350100M000100Y4', false],
])('unified social credit code %s: %s', (code, sound) => {
  expect(isUsci(code)).toBe(sound);
});

test.each([
  ['2026-03-29T01:45', undefined, '2026-03-29T00:45:00.000Z'],
  ['2026-03-29T02:30', undefined, 'LOCAL_TIME_SKIPPED'],
  ['2026-03-29T02:30', 60, 'LOCAL_TIME_SKIPPED'],
  ['2026-03-29T03:00', undefined, '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T02:30', undefined, 'LOCAL_TIME_TWICE'],
  ['2026-10-25T02:30', 120, '2026-10-25T00:30:00.000Z'],
  ['2026-10-25T02:30', 60, '2026-10-25T01:30:00.000Z'],
  ['2026-10-25T02:30', 0, 'OFFSET_OTHER'],
  ['2025-12-31T12:00', undefined, 'ZONE_UNCOVERED'],
  ['2027-03-28T03:00', undefined, 'ZONE_UNCOVERED'],
])('Europe/Berlin %s with offset %s is %s', (local, offsetMinutes, outcome) => {
  const ask = () => instantOf(BERLIN, { local, offsetMinutes });
  if (!outcome.endsWith('Z')) expect(codeOf(ask)).toBe(outcome);
  else {
    expect(ask()).toBe(outcome);
    expect(localOf(BERLIN, outcome).local).toBe(local);
  }
});

test('offsets that do not follow one another are no zone', () => {
  expect(codeOf(() => mustBeOrdered({ ...BERLIN, offsets: [...BERLIN.offsets].reverse() }))).toBe(
    'ZONE_WRONG',
  );
});

test.each([
  ['2026-03-03T10:00:00.000Z', 20_000n],
  ['2026-03-03T10:00:00.001Z', 10_000n],
  ['2026-03-04T08:00:00.000Z', 10_000n],
  ['2026-03-04T08:01:00.000Z', 0n],
  ['2026-03-04T10:00:00.000Z', 0n],
])('200.00 at 10:00Z cancelled at %s: %s back', (now, back) => {
  expect(refundAt(POLICY, eur(20_000n), '2026-03-04T10:00:00.000Z', now)).toEqual(eur(back));
});

test('versions follow one another and refunds fall with the time', () => {
  expect(codeOf(() => mustBeNext(service(3), 1))).toBe('VERSION_NOT_NEXT');
  const rising = { ...service(), cancelPolicy: { ...POLICY, rows: [...POLICY.rows].reverse() } };
  expect(codeOf(() => mustBeNext(rising, 0))).toBe('POLICY_UNORDERED');
});

test('older reviews weigh less', () => {
  expect(averageOf([], NOW)).toBeUndefined();
  expect(
    averageOf(
      [
        { stars: 5, at: NOW },
        { stars: 2, at: '2025-08-01T00:00:00.000Z' },
      ],
      NOW,
    ),
  ).toBe(4_000);
});
