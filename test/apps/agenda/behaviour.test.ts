import { behaviours } from '../../behaviour';
import { openAgenda, type Sent } from './memory';

const DAY = 86_400_000;
const all: Sent[] = [];

/** What a call that is due may be answered with: each says that it is early, that somebody was first, or that money is stopped. */
const FAIR = [
  ...['SENT', 'WRONG_STATUS', 'QUORUM_MISSING', 'LOSS_NOT_COVERED', 'PARAMETRIC_OVER', 'AUCTION_NOT_CLOSED'],
  ...['LOT_FROZEN', 'ACCOUNT_FROZEN', 'DEADLINE_PASSED', 'NO_TITLE_HOLDER', 'VALUE_DAY_BEHIND', 'NOT_FOUND'],
];

describe.each(Object.entries(behaviours))('%s', (_, behaviour) => {
  const open = openAgenda();
  behaviour(async () => (await open).world);

  test('whatever was left is ended by time, and then nothing is due any more', async () => {
    const { ledger, send, unread, list } = await open;
    const sent: Sent[] = [];
    for (const days of [0, 1, 3, 15, 40, 80, 400, 800, 4_000]) {
      ledger.pass(days * DAY + 60_000);
      for (let round = 0; round < 4; round++) sent.push(...(await send()));
    }
    all.push(...sent);
    expect(unread).toEqual([]);
    expect(sent.filter(({ code }) => !FAIR.includes(code))).toEqual([]);
    expect(list.before(new Date(ledger.now).toISOString()).map(({ key }) => key)).toEqual([]);
  });
});

test('what nobody asked for is sent in the stories of several rooms', () => {
  const operations = new Set(all.filter(({ code }) => code === 'SENT').map(({ operation }) => operation));
  expect([...operations].sort()).toEqual([
    ...['consent.close', 'payment.returnRemainder', 'sale.tick', 'service.tick'],
  ]);
});
