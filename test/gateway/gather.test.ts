import { MOST_CALLS, type Settled, type WireCall } from '@roadbook/chaincode/api';
import { CommitFailed, OutcomeUnknown, RefusedByContract } from '@roadbook/gateway';
import type { Answer, Send } from '../../gateway/src/call/call';
import { gatherer, type GatherOptions } from '../../gateway/src/call/gather';

const asking = { org: 'lender', member: 'lender/desk', role: '', now: '' };
const gathering = (carry: Send, options?: GatherOptions) => gatherer(carry, asking, options);
const receipt = { txId: 'ab', blockNumber: 7n, attempts: 1, doubts: 0 };
const told = {
  stage: 'endorse',
  code: 'NOT_FOUND',
  says: 'no',
  cure: 'none',
  txId: 'ab',
  safeToRetry: false,
} as const;

const call = (item: number, name = 'capture'): WireCall => ({
  ...{ manner: 'submit', room: 'part', name, request: `{"item":${item}}` },
});
const repay = (loanId: string, item: number): WireCall => ({
  ...{ manner: 'submit', room: 'loan', name: 'repay' },
  request: JSON.stringify({ loanId, paymentId: `P${item}`, item }),
});

const callsIn = ({ room, name, request }: WireCall): [name: string, item: number][] => {
  if (room !== 'together') return [[`${room}.${name}`, (JSON.parse(request) as { item: number }).item]];
  const { calls } = JSON.parse(request) as { calls: Record<string, { item: number }>[] };
  return calls.flatMap((one) =>
    Object.entries(one).map(([what, { item }]): [string, number] => [what, item]),
  );
};

/** A network in which transactions end when the test says so. */
function network(fails: (items: readonly number[]) => Error | undefined = () => undefined) {
  const sent: { items: number[]; names: string[]; way: string }[] = [];
  const open: (() => void)[] = [];
  const refuses = new Set<number>();
  const carry: Send = async (wire): Promise<Answer> => {
    const calls = callsIn(wire);
    const items = calls.map(([, item]) => item);
    sent.push({ items, names: calls.map(([name]) => name), way: wire.room === 'together' ? wire.name : '' });
    await new Promise<void>((resolve) => open.push(resolve));
    const error = fails(items);
    if (error) throw error;
    if (wire.room !== 'together') {
      if (refuses.has(items[0] ?? -1)) throw new RefusedByContract({ ...told, retry: 'never' });
      return { text: JSON.stringify({ item: items[0] }), receipt };
    }
    const results = items.map(
      (item): Settled =>
        refuses.has(item)
          ? { refused: 'NOT_FOUND: There is none. Look. {"id":"x","retry":"never"}' }
          : { answer: { item } },
    );
    return { text: JSON.stringify({ results }), receipt };
  };
  /** Ends what is under way, and all that begins thereby. */
  const end = async () => {
    for (let next = open.shift(); next; next = open.shift()) {
      next();
      await new Promise(setImmediate);
    }
  };
  return { carry, sent, end, refuses, items: () => sent.map((one) => one.items) };
}

const outcomes = async (calls: readonly Promise<Answer>[], end: () => Promise<void>) => {
  const all = Promise.allSettled(calls);
  await end();
  return (await all).map((one) =>
    one.status === 'fulfilled'
      ? (JSON.parse(one.value.text) as { item: number }).item
      : (one.reason as Error).name,
  );
};
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at);

test('four go at once, each alone; what comes then goes together when one of them is done', async () => {
  const { carry, items, sent, end } = network();
  const send = gathering(carry);
  expect(
    await outcomes(
      numbers(10).map((item) => send(call(item))),
      end,
    ),
  ).toEqual(numbers(10));
  expect(items()).toEqual([[0], [1], [2], [3], [4, 5, 6, 7, 8, 9]]);
  expect(sent.at(-1)?.way).toBe('each');
});

test('a call with nothing under way goes as it is, without waiting for another', async () => {
  const { carry, sent, end } = network();
  const send = gathering(carry);
  for (const item of [1, 2]) expect(await outcomes([send(call(item))], end)).toEqual([item]);
  expect(sent).toMatchObject([
    { items: [1], way: '' },
    { items: [2], way: '' },
  ]);
});

test('calls of different rooms go together, and each gets its own answer and the receipt of them all', async () => {
  const { carry, sent, end } = network();
  const send = gathering(carry, { underWay: 1 });
  const calls = [send(call(0)), send(call(1)), send(repay('L', 2))];
  expect(await outcomes(calls, end)).toEqual([0, 1, 2]);
  expect(sent.map(({ names }) => names)).toContainEqual(['part.capture', 'loan.repay']);
  expect(await calls[1]).toMatchObject({ receipt });
});

test('a refused call is told its caller alone, as it would have been alone; its neighbours count', async () => {
  const { carry, refuses, items, end } = network();
  refuses.add(2).add(5);
  const send = gathering(carry, { underWay: 1 });
  const calls = numbers(7).map((item) => send(call(item)));
  expect(await outcomes(calls, end)).toEqual([0, 1, 'RefusedByContract', 3, 4, 'RefusedByContract', 6]);
  expect(items()).toHaveLength(2);
  await expect(calls[2]).rejects.toMatchObject({ code: 'NOT_FOUND', facts: { id: 'x' }, retry: 'never' });
});

test.each([
  [
    'conflicts',
    new CommitFailed({
      ...told,
      stage: 'commit',
      code: 'MVCC_READ_CONFLICT',
      safeToRetry: true,
      blockNumber: 7n,
    }),
  ],
  ['breaks', new RefusedByContract({ ...told, code: 'BROKEN', retry: 'never' })],
])('a list that %s is halved until the one to blame is alone', async (_, error) => {
  const { carry, end } = network((items) => (items.includes(3) ? error : undefined));
  const send = gathering(carry, { underWay: 1 });
  expect(
    await outcomes(
      numbers(6).map((item) => send(call(item))),
      end,
    ),
  ).toEqual([0, 1, 2, error.name, 4, 5]);
});

test('an outcome that is not known is told to all of its transaction and to nobody else, and never sent again', async () => {
  const { carry, items, end } = network((some) =>
    some.length > 1 ? new OutcomeUnknown({ ...told, stage: 'commit' }) : undefined,
  );
  const send = gathering(carry, { underWay: 1, most: 3 });
  const settled = await outcomes(
    numbers(5).map((item) => send(call(item))),
    end,
  );
  expect(settled).toEqual([0, 'OutcomeUnknown', 'OutcomeUnknown', 'OutcomeUnknown', 4]);
  expect(items()).toEqual([[0], [1, 2, 3], [4]]);
});

test('a refusal of the caller is told to all, once', async () => {
  const { carry, items, end } = network((some) =>
    some.length > 1 ? new RefusedByContract({ ...told, code: 'SUSPENDED', retry: 'later' }) : undefined,
  );
  const send = gathering(carry, { underWay: 1 });
  await outcomes(
    numbers(4).map((item) => send(call(item))),
    end,
  );
  expect(items()).toEqual([[0], [1, 2, 3]]);
});

test('calls on one record keep their order: one waits for another that is under way, others go on', async () => {
  const { carry, items, end } = network();
  const send = gathering(carry);
  const calls = [repay('L', 0), repay('L', 1), repay('M', 2), repay('L', 3), call(4)].map((one) => send(one));
  expect(items()).toEqual([[0], [2], [4]]);
  expect(await outcomes(calls, end)).toEqual(numbers(5));
  expect(items()).toEqual([[0], [2], [4], [1, 3]]);
});

test('an urgent call, a list and a query do not wait', async () => {
  const { carry, items, end } = network();
  const send = gathering(carry, { underWay: 1 });
  const calls = [
    ...[send(call(0)), send(call(1)), send(call(2), { urgent: true }), send(call(3, 'captureMany'))],
    send({ ...call(4, 'read'), manner: 'evaluate' }),
  ];
  expect(items()).toEqual([[0], [2], [3], [4]]);
  await outcomes(calls, end);
});

test('private facts go with private facts, not with what is public', async () => {
  const { carry, sent, end } = network();
  const send = gathering(carry, { underWay: 1 });
  const keep = (item: number): WireCall => ({ ...call(item, 'keepPrice'), manner: 'keep', secret: '{}' });
  const calls = [send(call(0)), send(keep(1)), send(call(2)), send(keep(3)), send(keep(4)), send(call(5))];
  await outcomes(calls, end);
  expect(sent.map(({ names }) => new Set(names).size)).toEqual([1, 1, 1, 1]);
  expect(sent.map(({ items }) => items)).toEqual([[0], [1], [2, 5], [3, 4]]);
});

test('a list stays below what the contract reads, in calls, in characters and by what each operation takes', async () => {
  const { carry, items, end } = network();
  const send = gathering(carry, { underWay: 1 });
  const large = (item: number): WireCall => ({
    ...call(item),
    request: `{"item":${item},"x":"${'x'.repeat(400_000)}"}`,
  });
  await outcomes(
    [0, 1, 2, 3].map((item) => send(large(item))),
    end,
  );
  expect(items()).toEqual([[0], [1, 2], [3]]);
  const many = network();
  const sendMany = gathering(many.carry, { underWay: 1 });
  await outcomes(
    numbers(MOST_CALLS + 2).map((item) => sendMany(call(item))),
    many.end,
  );
  expect(many.items().map(({ length }) => length)).toEqual([1, MOST_CALLS, 1]);
  const loans = network();
  const sendLoans = gathering(loans.carry, { underWay: 1 });
  await outcomes(
    numbers(102).map((item) => sendLoans(repay(`L${item}`, item))),
    loans.end,
  );
  expect(loans.items().map(({ length }) => length)).toEqual([1, 100, 1]);
});

test.each(['nothing', 'constructor', '__proto__', 'toString'])(
  'a call of no operation, %s, goes by itself for the contract to refuse',
  async (name) => {
    const { carry, sent, end } = network();
    const answer = gathering(carry)(call(1, name));
    await end();
    await answer;
    expect(sent).toEqual([{ items: [1], names: [`part.${name}`], way: '' }]);
  },
);
