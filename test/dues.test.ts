import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, everyApi, type Operation, TIMEKEEPER } from '@roadbook/chaincode/api';
import { isSide } from '../chaincode/src/kit/side';
import { takersOf } from '../chaincode/src/kit/life';
import { stepsOf } from '../chaincode/src/kit/next';

const operations = everyApi.flatMap((api) =>
  Object.entries(api.operations).map(([name, operation]) => ({
    api,
    name,
    operation,
    full: `${api.room}.${name}`,
  })),
);
const due = new Set(
  everyApi.flatMap(({ room, dues = [] }) => dues.map(({ operation }) => `${room}.${operation}`)),
);

const passer = { org: 'elsewhere', name: 'x', member: 'elsewhere/x', role: 'owner', staff: false };

/** Sides that anybody at all may play, found on records that name nobody. */
function isAnybodys(side: string, sides: Readonly<Record<string, (record: never) => unknown>>): boolean {
  try {
    return isSide(passer, sides[side]?.(new Proxy({}, { get: () => 'nobody' }) as never) as never);
  } catch {
    return false;
  }
}

/** Whether somebody whom the record does not name may call it: by a step, or where it takes none. */
function isOpenToAll(operation: Operation): boolean {
  if (operation.manner !== 'submit' || !operation.by.includes('owner')) return false;
  const steps = stepsOf(operation);
  if (steps.length === 0) return operation.needs?.sides?.every((side) => side === 'anybody') ?? true;
  return steps.some((step) =>
    takersOf(step).some((side) => {
      const { table } = step.life as unknown as {
        table?: { sides: Record<string, (record: never) => unknown> };
      };
      return table !== undefined && isAnybodys(side, table.sides);
    }),
  );
}

/** A refusal that says that a moment has not come, which the call is to be sent after. */
const AHEAD = /\{(from|until|deadline|validUntil|closesAt)\}|may still be spent/;
const waits = ({ errors }: Operation): boolean =>
  errors.some(({ retry, says, cure }) => retry === 'later' && AHEAD.test(`${says} ${cure}`));
const isTimed = (operation: Operation): boolean =>
  stepsOf(operation).some((step) => takersOf(step).includes('time'));

/** What anybody may send later, and nobody sends by itself: why. */
const NOT_DUE: Readonly<Record<string, string>> = {
  'coupon.reserve': 'whoever wants the coupon tries again when it is free',
  'rental.book': 'whoever wants the car tries again when it is free',
  'service.hold': 'whoever wants the slot tries again when it is free',
  'service.book': 'whoever wants the slot tries again when it is free',
  'sale.reveal': 'a bidder opens its own bid, whose nonce it alone knows',
  'sale.revealReserve': 'the seller opens its reserve, whose nonce it alone knows',
  'sale.take': 'a bidder takes the price when it has fallen far enough for it',
};

test('whatever anybody may send after a moment has a row in the table of what falls due', () => {
  const open = operations.filter(
    ({ operation }) => isOpenToAll(operation) && (isTimed(operation) || waits(operation)),
  );
  expect(open.length).toBeGreaterThan(10);
  const missing = open
    .map(({ full }) => full)
    .filter((name) => !due.has(name) && NOT_DUE[name] === undefined);
  expect(missing).toEqual([]);
  expect(Object.keys(NOT_DUE).filter((name) => !open.some(({ full }) => full === name))).toEqual([]);
});

test('the role of the agendas is in what falls due and in nothing else', () => {
  const open = operations
    .filter(({ operation }) => operation.by.includes(TIMEKEEPER))
    .map(({ full }) => full);
  expect(open.sort()).toEqual([...due].sort());
});

const root = join(__dirname, '..');
const sources = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', 'chaincode/src'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((path) => path.endsWith('.ts') && !path.includes('/kit/'));

/**
 * Every place where a rule asks whether a moment is past for good, and which operation is then sent; or why nobody
 * sends anything.
 */
const ASKED: Readonly<Record<string, string>> = {
  'loan/rules/bid.ts': 'loan.closeBids',
  'loan/rules/charge.ts': 'loan.tick',
  'loan/rules/entry.ts': 'the lender releases its lien',
  'loan/rules/valueday.ts': 'the lender names a day that has begun',
  'merchant/handlers/vote.ts': 'merchant.tick',
  'merchant/rules/vote.ts': 'merchant.tick',
  'payment/rules/deadline.ts': 'payment.refundEscrow payment.releaseEscrow payment.endHold payment.reclaim',
  'payment/rules/exchange.ts': 'payment.returnQuoted',
  'payment/rules/voucher.ts': 'payment.returnRemainder',
  'policy/rules/instalment.ts': 'the insurer writes a lapse down, or takes a late instalment',
  'policy/rules/month.ts': 'whoever holds the digest of a month hands it in',
  'policy/rules/policy.ts': 'the insurer puts a policy away',
  'claim/rules/totalloss.ts': 'the insurer waits for a stolen vehicle',
  'complaint/rules/deadline.ts': 'who complained escalates, or lets it be',
  'coupon/handlers/coupon.ts': 'coupon.expireCoupon',
  'loyalty/handlers/wallet.ts': 'points that are over are worth nothing without a word',
  'order/rules/order.ts': 'order.tick',
  'pool/handlers/pledge.ts': 'the originator pledges once the cut-off day is over',
  'pool/rules/month.ts': 'the servicer runs a month that is over',
  'rental/rules/deadline.ts': 'rental.tick',
  'rental/rules/rental.ts': 'rental.tick',
  'sale/rules/auction.ts': 'sale.hammer',
  'sale/rules/deadline.ts': 'sale.tick',
  'sale/rules/sealed.ts': 'sale.close',
  'service/rules/booking.ts': 'service.tick',
  'service/rules/slot.ts': 'a slot that is held no longer is free without a word',
  'service/rules/warranty.ts': 'service.defaultWorkClaim',
  'vehicle/rules/title.ts': 'an offer that has lapsed is another’s place without a word',
};

test('wherever a rule asks whether a moment is past for good, it is known what is sent then', () => {
  const asking = sources.filter((path) =>
    /\b(isAfter|hasEnded|begunDay|mustBeAfter)\(/.test(readFileSync(join(root, path), 'utf8')),
  );
  const rules = asking
    .map((path) => path.slice('chaincode/src/'.length))
    .filter((path) => !/due\.ts$/.test(path));
  const rest = rules.filter((path) => ASKED[path] === undefined);
  // Those ask by a rule of their own room that is listed.
  expect(rest.filter((path) => !path.startsWith('payment/') && !path.startsWith('loan/'))).toEqual([]);
  const named = Object.values(ASKED).flatMap((words) => words.match(/\b[a-z]+\.[a-zA-Z]+\b/g) ?? []);
  expect(named.filter((name) => !due.has(name))).toEqual([]);
  expect(Object.keys(ASKED).filter((path) => !rules.includes(path))).toEqual([]);
});

test.each(
  (everyApi as readonly Api[]).flatMap(({ room, dues = [] }) =>
    dues.map(({ operation, when }) => [`${room}.${operation}`, when] as const),
  ),
)('%s says when it is due: %s', (_, when) => {
  expect(when.length).toBeGreaterThan(10);
});
