import { ballotOf, cast, openOf } from '../../../stories/ballots';
import { merchantBallotHash } from '@roadbook/chaincode/api';
import type { Someone } from '@roadbook/ledger';
import { openBank } from '../payment/cast';
import { hash, WASH } from '../service/market';
import { byClock, holdBack, SECOND, WINDOW } from './harness';

const MINUTE = 60 * SECOND;
const PAPERS = ['business_licence', 'owner_identity', 'terms_of_service'] as const;

/**
 * A vote of three organisations on a merchant, which ends after ten minutes; ballots are opened for a minute.
 */
async function openVote() {
  const bank = await openBank();
  const { wash, registrar, ledger, be } = bank;
  const application = {
    businessName: 'Wash and more',
    category: '7542',
    requested: ['accept_payments' as const],
  };
  await wash.on.merchant.apply(application);
  for (const requirement of PAPERS)
    await wash.on.merchant.prove({ requirement, documentHash: hash(requirement) });
  await wash.on.merchant.sendIn({});
  const plant = await be('manufacturer/plant', 'manufacturer');
  const ends = {
    until: new Date(ledger.now + 10 * MINUTE).toISOString(),
    openUntil: new Date(ledger.now + 11 * MINUTE).toISOString(),
  };
  const voters = ['manufacturer', 'lender', 'insurer'];
  await registrar.on.merchant.openReview({ merchant: WASH, voters, quorum: 2, conflicts: [], ...ends });
  /** What an organisation keeps and casts. */
  const says =
    (org: 'manufacturer' | 'lender' | 'insurer', choice: 'yes' | 'no') => async (on: Someone['on']) => {
      const ballot = ballotOf(WASH, org, choice);
      const { seal } = await on.merchant.keepBallot({ merchant: WASH, round: 1 }, ballot);
      return on.merchant.vote({
        merchant: WASH,
        seal,
        ballotHash: merchantBallotHash({ ...ballot, merchant: WASH, round: 1, org }),
      });
    };
  return { ...bank, plant, says };
}

test('no vote is recorded after a ballot was opened, however it was endorsed before and held back', async () => {
  const { ledger, plant, desk, insurer, says } = await openVote();
  await cast(WASH, ['lender', desk.on, 'yes']);
  ledger.pass(10 * MINUTE - SECOND);
  const held = [];
  for (const choice of ['yes', 'no'] as const)
    held.push(await holdBack(ledger, plant, -WINDOW, says('manufacturer', choice)));
  const leaves = await holdBack(ledger, insurer, 0, (on) =>
    on.merchant.recuse({ merchant: WASH, why: 'insures the shop' }),
  );
  ledger.pass(SECOND + WINDOW);
  await expect(openOf(WASH, ['lender', desk.on, 'yes'])).rejects.toMatchObject({ code: 'BALLOTS_SEALED' });
  ledger.pass(WINDOW);
  await openOf(WASH, ['lender', desk.on, 'yes']);
  const invalid = ['MVCC_READ_CONFLICT'];
  expect([...held, leaves].map((release) => release())).toEqual([invalid, invalid, invalid]);
  await expect(says('manufacturer', 'yes')(byClock(ledger, plant, -WINDOW).on)).rejects.toMatchObject({
    code: 'VOTE_OVER',
  });
});

test('a tick ends the vote before anything is opened, and no clock that is ahead does so early', async () => {
  const { ledger, plant, desk, wash, says } = await openVote();
  await cast(WASH, ['lender', desk.on, 'yes']);
  ledger.pass(10 * MINUTE - SECOND);
  await byClock(ledger, wash, WINDOW).on.merchant.tick({ merchant: WASH });
  await says('manufacturer', 'yes')(plant.on);
  ledger.pass(SECOND + 2 * WINDOW);
  await wash.on.merchant.tick({ merchant: WASH });
  const { items } = await wash.on.merchant.listVotes({ merchant: WASH });
  expect(items.map(({ org }) => org)).toEqual(['lender', 'manufacturer']);
});

test('what is opened in time by a right clock counts, whoever ticks by a hurried one', async () => {
  const { ledger, plant, desk, wash, says } = await openVote();
  await says('manufacturer', 'yes')(plant.on);
  await cast(WASH, ['lender', desk.on, 'yes']);
  ledger.pass(10 * MINUTE + 2 * WINDOW);
  await openOf(WASH, ['lender', desk.on, 'yes']);
  ledger.pass(40 * SECOND - 1);
  await byClock(ledger, wash, WINDOW).on.merchant.tick({ merchant: WASH });
  const opening = await holdBack(ledger, plant, 0, (on) =>
    on.merchant.openBallot({ merchant: WASH, ...ballotOf(WASH, 'manufacturer', 'yes') }),
  );
  ledger.pass(2 * WINDOW);
  expect(opening()).toEqual(['VALID']);
  expect((await wash.on.merchant.tick({ merchant: WASH })).status).toBe('approved');
});
