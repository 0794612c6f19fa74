import { CommitFailed, RefusedByContract } from '@roadbook/gateway';
import type { Answer, Send } from '../../gateway/src/call/call';
import { gatherer } from '../../gateway/src/call/gather';

const call = (request: string) => ({ manner: 'submit', room: 'part', name: 'capture', request }) as const;
const receipt = { txId: 'ab', blockNumber: 7n, attempts: 1, doubts: 0 };
const itemsOf = (request: string) =>
  (JSON.parse(request) as { items?: number[] }).items ?? [JSON.parse(request) as number];
const told = {
  stage: 'endorse',
  code: 'NOT_FOUND',
  says: 'no',
  cure: 'none',
  txId: 'ab',
  safeToRetry: false,
} as const;

/** Carries batches; `refuse` names the items that a contract would not take. */
function carrier(refuse: (items: readonly number[]) => Error | undefined = () => undefined) {
  const sent: { name: string; items: number[] }[] = [];
  const carry: Send = async ({ name, request }): Promise<Answer> => {
    const items = itemsOf(request);
    sent.push({ name, items });
    const error = refuse(items);
    if (error) throw error;
    return {
      text: name.endsWith('Many')
        ? JSON.stringify({ results: items.map((item) => ({ item })) })
        : JSON.stringify({ item: items[0] }),
      receipt,
    };
  };
  return { carry, sent };
}

const capture = (send: Send, ...items: readonly number[]) =>
  Promise.allSettled(items.map((item) => send(call(String(item)))));
const texts = (settled: readonly PromiseSettledResult<Answer>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? one.value.text : (one.reason as Error).name));

test('calls of the same moment go as one transaction, and each gets its own answer', async () => {
  const { carry, sent } = carrier();
  const settled = await capture(gatherer(carry, {}), 1, 2, 3);
  expect(sent).toEqual([{ name: 'captureMany', items: [1, 2, 3] }]);
  expect(settled).toMatchObject([1, 2, 3].map((item) => ({ value: { text: `{"item":${item}}`, receipt } })));
});

test('a lone call goes as it is', async () => {
  const { carry, sent } = carrier();
  await capture(gatherer(carry, {}), 1);
  expect(sent).toEqual([{ name: 'capture', items: [1] }]);
});

test('a full batch does not wait', async () => {
  const { carry, sent } = carrier();
  await capture(gatherer(carry, { most: 2, wait: 60_000 }), 1, 2, 3, 4);
  expect(sent.map(({ items }) => items)).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('the item that the contract names is refused to its caller alone; the others are sent again', async () => {
  const { carry, sent } = carrier((items) => {
    const item = items.findIndex((one) => one % 3 === 0);
    return item < 0
      ? undefined
      : new RefusedByContract({
          ...told,
          retry: 'never',
          facts: { id: String(items[item]), ...(items.length > 1 && { item }) },
        });
  });
  const settled = await capture(gatherer(carry, {}), 1, 2, 3, 4, 5, 6);
  expect(texts(settled)).toEqual([
    '{"item":1}',
    '{"item":2}',
    'RefusedByContract',
    '{"item":4}',
    '{"item":5}',
    'RefusedByContract',
  ]);
  expect(settled[2]).toMatchObject({ reason: { code: 'NOT_FOUND', facts: { id: '3' } } });
  expect((settled[2] as PromiseRejectedResult).reason.facts).not.toHaveProperty('item');
  expect(sent.at(-1)?.items).toEqual([1, 2, 4, 5]);
});

test('a field that is named within an item means that item', async () => {
  const { carry } = carrier((items) =>
    items.includes(2) && items.length > 1
      ? new RefusedByContract({
          ...told,
          code: 'INVALID_REQUEST',
          retry: 'never',
          facts: { field: `items.${items.indexOf(2)}.amount` },
        })
      : undefined,
  );
  expect(texts(await capture(gatherer(carry, {}), 1, 2, 3))).toEqual([
    '{"item":1}',
    'RefusedByContract',
    '{"item":3}',
  ]);
});

test('a refusal of the caller is told to all', async () => {
  const { carry, sent } = carrier(
    () => new RefusedByContract({ ...told, code: 'NOT_ALLOWED', retry: 'never' }),
  );
  expect(texts(await capture(gatherer(carry, {}), 1, 2))).toEqual(['RefusedByContract', 'RefusedByContract']);
  expect(sent).toHaveLength(1);
});

test('a batch that keeps conflicting is halved until the conflicting item is alone', async () => {
  const { carry } = carrier((items) =>
    items.includes(3)
      ? new CommitFailed({
          ...told,
          stage: 'commit',
          code: 'MVCC_READ_CONFLICT',
          safeToRetry: true,
          blockNumber: 7n,
        })
      : undefined,
  );
  expect(texts(await capture(gatherer(carry, {}), 1, 2, 3, 4))).toEqual([
    '{"item":1}',
    '{"item":2}',
    'CommitFailed',
    '{"item":4}',
  ]);
});

test('an outcome that is not known is never sent again', async () => {
  const { carry, sent } = carrier(
    () => new CommitFailed({ ...told, stage: 'commit', code: 'OUTCOME_UNKNOWN', blockNumber: 0n }),
  );
  await capture(gatherer(carry, {}), 1, 2, 3);
  expect(sent).toHaveLength(1);
});

test('only the operations asked for wait, and nothing private ever does', async () => {
  const { carry, sent } = carrier();
  const send = gatherer(carry, { operations: [], wait: 60_000 });
  await capture(send, 1, 2);
  await gatherer(carry, { wait: 60_000 })({ ...call('3'), name: 'keepPrice', manner: 'keep', secret: '{}' });
  expect(sent.map(({ name }) => name)).toEqual(['capture', 'capture', 'keepPrice']);
});

test('a batch stays below what the contract reads', async () => {
  const { carry, sent } = carrier();
  const send = gatherer(carry, { wait: 5 });
  const large = `"${'x'.repeat(400_000)}"`;
  await Promise.all([1, 2, 3].map(() => send(call(large))));
  expect(sent.map(({ items }) => items.length)).toEqual([2, 1]);
});
