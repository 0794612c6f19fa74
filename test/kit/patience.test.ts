import { Patience } from '../../chaincode/src/kit/fabric/patience';

/** Seconds pass when the test says so. */
function desk() {
  const rests: (() => void)[] = [];
  const rest = () => new Promise<void>((done) => rests.push(done));
  const patience = new Patience(rest, { lenient: 60, most: 90, forgiven: 10, callers: 2 });
  const send = (whose: string, size: number, answer: 'refused' | 'done') =>
    patience.run(
      whose,
      size,
      async () => answer,
      (given) => given === 'refused',
    );
  const second = async () => {
    for (const done of rests.splice(0)) done();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return { send, second };
}

test('who sends much that is refused is not listened to until enough is forgiven, others are', async () => {
  const { send, second } = desk();
  for (let times = 0; times < 5; times++) expect(await send('a', 15, 'refused')).toBe('refused');
  expect(await send('a', 0, 'done')).toBeUndefined();
  expect(await send('b', 0, 'done')).toBe('done');
  await second();
  expect(await send('a', 0, 'done')).toBeUndefined();
  await second();
  expect(await send('a', 0, 'done')).toBe('done');
});

test('no more than so much is remembered, and what is carried out makes good for a little', async () => {
  const { send, second } = desk();
  await send('a', 1_000, 'refused');
  for (let seconds = 0; seconds < 3; seconds++) await second();
  expect(await send('a', 0, 'done')).toBe('done');
  for (let times = 0; times < 9; times++) await send('a', 0, 'done');
  // 50 are owed, and 10 more may be.
  expect(await send('a', 10, 'refused')).toBe('refused');
  expect(await send('a', 1, 'refused')).toBe('refused');
  expect(await send('a', 0, 'done')).toBeUndefined();
});

test('small calls that are refused cost nothing', async () => {
  const { send } = desk();
  for (let times = 0; times < 1_000; times++) await send('a', 0, 'refused');
  expect(await send('a', 0, 'done')).toBe('done');
});

test('a bounded number of callers is remembered, and forgotten when all is forgiven', async () => {
  const { send, second } = desk();
  for (const whose of ['a', 'b', 'c']) await send(whose, 90, 'refused');
  expect(await send('c', 0, 'done')).toBe('done');
  for (let seconds = 0; seconds < 9; seconds++) await second();
  await send('c', 90, 'refused');
  expect(await send('c', 0, 'done')).toBeUndefined();
  expect(await send('a', 0, 'done')).toBe('done');
});
