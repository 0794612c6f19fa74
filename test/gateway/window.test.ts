import { setImmediate as turn } from 'node:timers/promises';
import { Window } from '../../gateway/src/call/window';

const open = () => {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end };
};

test('no more calls than the window are under way', async () => {
  const window = new Window({ start: 3 });
  const gates = Array.from({ length: 10 }, open);
  const all = gates.map((gate) => window.run(() => gate.ended));
  await turn();
  expect(window.underWay).toBe(3);
  for (const gate of gates) gate.end();
  await Promise.all(all);
  expect(window.underWay).toBe(0);
});

test('overload halves it once, however many calls of that time report it', async () => {
  const window = new Window({ start: 64 });
  const gates = Array.from({ length: 64 }, open);
  const all = gates.map((gate) => window.run(() => gate.ended));
  for (let report = 0; report < 10; report++) window.shrink();
  expect(window.limit).toBe(32);
  for (const gate of gates) gate.end();
  await Promise.all(all);
  window.shrink();
  expect(window.limit).toBe(16);
});

test('it grows while calls wait, and never beyond its bound', async () => {
  const window = new Window({ start: 2, most: 5 });
  await Promise.all(Array.from({ length: 200 }, () => window.run(() => turn())));
  expect(window.limit).toBe(5);
});

test('it does not grow when nobody waits', async () => {
  const window = new Window({ start: 4 });
  for (let call = 0; call < 50; call++) await window.run(() => turn());
  expect(window.limit).toBe(4);
});

test('it never closes altogether', () => {
  const window = new Window({ start: 1 });
  window.shrink();
  expect(window.limit).toBe(1);
});

test('a call that fails gives its place back', async () => {
  const window = new Window({ start: 1 });
  await expect(window.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(window.run(async () => 'yes')).resolves.toBe('yes');
});
