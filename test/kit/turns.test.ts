import { Turns } from '../../chaincode/src/kit/fabric/turns';

/** Calls that end when they are told to; in which order they began. */
function desk(share: ConstructorParameters<typeof Turns>[0]) {
  const turns = new Turns(share);
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const call = (whose: string, name: string, weight = 1) =>
    turns.run(whose, weight, async () => {
      began.push(name);
      await new Promise<void>((end) => ends.set(name, end));
      return name;
    });
  const end = async (name: string) => {
    ends.get(name)?.();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return { began, call, end };
}
const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

test('who has nothing under way begins at once, however much of somebody else waits', async () => {
  const { began, call } = desk({ most: 2, each: 2, waiting: 100 });
  for (let at = 0; at < 50; at++) void call('flood', `flood${at}`);
  void call('quiet', 'quiet');
  await settle();
  expect(began).toEqual(['flood0', 'flood1', 'quiet']);
});

test('callers take turns', async () => {
  const { began, call, end } = desk({ most: 2, each: 1, waiting: 100 });
  for (let at = 0; at < 3; at++) void call('a', `a${at}`);
  for (let at = 0; at < 3; at++) void call('b', `b${at}`);
  await settle();
  for (const name of ['a0', 'b0', 'a1', 'b1', 'a2', 'b2']) await end(name);
  expect(began).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
});

test('one’s own calls begin in their order', async () => {
  const { began, call, end } = desk({ most: 8, each: 2, waiting: 100 });
  for (let at = 0; at < 5; at++) void call('a', `a${at}`);
  await settle();
  for (const name of ['a1', 'a0', 'a2', 'a3']) await end(name);
  expect(began).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
});

test('a large call counts for many, and is carried out though it is larger than the share', async () => {
  const { began, call, end } = desk({ most: 8, each: 4, waiting: 200 });
  void call('a', 'small');
  void call('a', 'large', 100);
  void call('a', 'after');
  await settle();
  expect(began).toEqual(['small']);
  await end('small');
  expect(began).toEqual(['small', 'large']);
  await end('large');
  expect(began).toEqual(['small', 'large', 'after']);
});

test('what is too much of one caller is not taken, and others are', async () => {
  const { call, end } = desk({ most: 1, each: 1, waiting: 3 });
  const taken = [call('a', 'a0'), call('a', 'a1'), call('a', 'a2'), call('a', 'a3')];
  expect(await call('a', 'a4')).toBeUndefined();
  const other = call('b', 'b0');
  for (const name of ['a0', 'a1', 'a2', 'a3', 'b0']) await end(name);
  expect(await Promise.all([...taken, other])).toEqual(['a0', 'a1', 'a2', 'a3', 'b0']);
});

test('a call that fails gives its place back', async () => {
  const turns = new Turns({ most: 1, each: 1, waiting: 3 });
  await expect(turns.run('a', 1, async () => Promise.reject(new Error('it fails')))).rejects.toThrow(
    'it fails',
  );
  expect(await turns.run('a', 1, async () => 'done')).toBe('done');
});

test('what waits counts by its size too, and one call may always wait', async () => {
  const { call } = desk({ most: 1, each: 1, waiting: 30 });
  void call('a', 'under way');
  void call('a', 'larger than the share', 100);
  expect(await call('a', 'one more')).toBeUndefined();
});
