import { clientsOf, openWorld, type Person, Refused, type Simulated } from '@roadbook/ledger';
import { type Role, type Settled, togetherOf, type WireCall } from '@roadbook/chaincode/api';
import { together } from '../../gateway/src/call/together';
import { behaviours } from './index';
import { vinOf } from '../../stories/vin';
import type { World } from './world';

/** Most messages in which an operation that writes read by key, after the one for its caller. */
const reads = new Map<string, number>();
function observe({ manner, room, name }: WireCall, { set }: Simulated): void {
  if (manner !== 'submit' || room === 'together') return;
  const asked = set.messages.filter((message) => /^GetState(Multiple)?$/.test(message)).length - 1;
  const operation = `${room}.${name.replace(/Many$/, '')}`;
  reads.set(operation, Math.max(asked, reads.get(operation) ?? 0));
}

type Carry = (person: Person, call: WireCall) => Promise<string>;

/** A world whose calls go as they are, or each as a list of one. */
async function inMemory(asLists: boolean): Promise<World> {
  const { ledger, be } = await openWorld({ at: Date.now(), ...(!asLists && { observe }) });
  const alone: Carry = (person, call) => ledger.call(person, call);
  const listed: Carry = async (person, call) => {
    if (call.manner === 'evaluate') return alone(person, call);
    const { results } = JSON.parse(await alone(person, togetherOf([call], 'each'))) as {
      results: readonly Settled[];
    };
    const [result] = results;
    if (result && 'answer' in result) return JSON.stringify(result.answer);
    throw new Refused(result?.refused ?? '');
  };
  const carry = asLists ? listed : alone;
  let count = 0;
  return {
    be: async (member: string, role: Role) => {
      const person = await be(member, role);
      const send = async (call: WireCall) => ({ text: await alone(person, call) });
      const on = clientsOf((call) => carry(person, call));
      return { on: { ...on, together: (act) => together(send, act) } };
    },
    fresh: (prefix) => `${prefix}-${++count}`,
    vin: () => vinOf('1M8', ++count),
    now: () => new Date(ledger.now).toISOString(),
    wait: async (until) => ledger.pass(Math.max(0, Date.parse(until) - ledger.now)),
  };
}

describe.each([false, true])('gathered into lists: %s', (asLists) => {
  describe.each(Object.entries(behaviours))('%s in memory', (_, behaviour) => {
    const world = inMemory(asLists);
    behaviour(() => world);
  });
});

/** Operations that read in more messages, how many at most, and why. */
const MORE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'a payment reads its lots, and then what their owners, purposes and limits call for': {
    ...{ 'payment.transfer': 3, 'payment.exchange': 3, 'payment.confirmClawBack': 5 },
    ...{ 'claim.confirmPaid': 3, 'claim.setAside': 6, 'claim.observe': 5, 'claim.payTotalLoss': 10 },
    ...{ 'consent.access': 4, 'consent.accessByOrder': 4, 'merchant.returnPrepaid': 3 },
    ...{ 'payment.draw': 4, 'loan.draw': 6 },
    ...{ 'rental.book': 6, 'rental.extend': 7, 'rental.cancel': 3, 'rental.takeBack': 4 },
    ...{ 'sale.fund': 5, 'sale.outbid': 7, 'sale.take': 8, 'sale.settle': 5 },
    ...{ 'sale.placeDeposit': 5, 'sale.settleDeposit': 6 },
    ...{ 'service.cancel': 5, 'service.claimWork': 5 },
  },
  'coupons and points follow from their promotions, lots and partners, beside the money': {
    ...{ 'service.book': 16, 'service.accept': 13, 'loyalty.earn': 4, 'loyalty.spend': 4 },
    ...{ 'loyalty.postCollateral': 4, 'loyalty.net': 5 },
  },
  'the bookings, slots, crew and catalogue of a merchant follow one from the other': {
    ...{ 'service.bookRework': 8, 'service.complete': 5, 'service.confirm': 6, 'service.hold': 5 },
    ...{ 'service.joinQueue': 5, 'service.review': 3 },
  },
  'the voters follow from the review, and the votes from the voters': {
    ...{ 'merchant.openBallot': 5, 'merchant.vote': 3, 'merchant.tick': 3, 'merchant.recheck': 4 },
  },
  'the entries of a loan lead back to the end of a month, one naming the one before': {
    ...{ 'pool.pledge': 3, 'pool.issue': 3, 'pool.runMonth': 8, 'pool.transferNotes': 3 },
  },
  'the addresses of an order follow from its holder': {
    ...{ 'payment.freezeAddresses': 4, 'payment.confirmFreeze': 4, 'payment.confirmUnfreeze': 3 },
  },
  'the zone of the terms, the lien or the next record follows from the one before': {
    ...{ 'loan.repay': 3, 'loan.decide': 3, 'loan.openBid': 3, 'loan.agreeToModification': 4 },
    ...{
      'claim.cancel': 4,
      'claim.close': 3,
      'claim.confirm': 3,
      'claim.openExposure': 3,
      'claim.statePayoff': 3,
      'rental.handOver': 5,
      'sale.tick': 3,
    },
  },
  'each founder is looked for, once in the life of a consortium': { 'member.found': 4 },
};
const bounds = new Map(Object.values(MORE).flatMap((some) => Object.entries(some)));

test('what follows from the request is read in one message, what follows from that in a second; few need more', () => {
  expect(reads.size).toBeGreaterThan(100);
  expect([...reads].filter(([operation, asked]) => asked > (bounds.get(operation) ?? 2))).toEqual([]);
  expect([...bounds.keys()].filter((operation) => (reads.get(operation) ?? 3) <= 2)).toEqual([]);
});
