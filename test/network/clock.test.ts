import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { stampedClient } from './stamped';
import { realWorld } from './world';

jest.setTimeout(240_000);

const world = realWorld();
afterAll(() => world.close());

const MINUTE = 60_000;
const bin = join(__dirname, '../../apps/cli/bin/roadbook.js');
const shifted = join(__dirname, 'shifted.js');

/** A call of the command line, in a process whose clock is off by so many minutes. */
const callAt = (minutes: number, ...line: readonly string[]) =>
  new Promise<{ exit: number; document: Record<string, never> }>((done, fail) => {
    const env = { ...process.env, NO_COLOR: '1', ROADBOOK_CLOCK_OFF: String(minutes * MINUTE) };
    execFile(
      process.execPath,
      ['--require', shifted, bin, 'call', ...line, '--json'],
      { env },
      (error, out, err) => {
        if (out.startsWith('{')) done({ exit: error ? Number(error.code) : 0, document: JSON.parse(out) });
        else fail(new Error(`no answer: ${err} ${error?.message}`));
      },
    );
  });

test.each([10, -10])('a caller whose clock is %d minutes off reads and writes', async (minutes) => {
  const member = `lender/${world.fresh('m')}`;
  const [read, written] = await Promise.all([
    callAt(minutes, 'member.whoAmI', '--as', 'lender/desk'),
    callAt(minutes, 'member.register', JSON.stringify({ member, role: 'owner' }), '--as', 'lender/desk'),
  ]);
  expect(read).toMatchObject({ exit: 0, document: { result: { member: 'lender/desk' } } });
  expect(written).toMatchObject({ exit: 0, document: { ok: true, block: expect.any(Number) } });
  const desk = (await world.be('lender/desk', 'lender')).on;
  expect(await desk.member.read({ member })).toMatchObject({ member, role: 'owner' });
});

test.each([16, -16])(
  'a caller whose clock is %d minutes off is told both times, how far, and the cure',
  async (minutes) => {
    const request = JSON.stringify({ member: `lender/${world.fresh('m')}`, role: 'owner' });
    const answers = await Promise.all([
      callAt(minutes, 'member.whoAmI', '--as', 'lender/desk'),
      callAt(minutes, 'member.register', request, '--as', 'lender/desk'),
    ]);
    for (const { exit, document } of answers) {
      expect(exit).not.toBe(0);
      const facts = {
        ownTime: expect.any(String),
        peerTime: expect.any(String),
        offsetSeconds: expect.any(Number),
      };
      expect(document).toMatchObject({
        error: { code: 'CLOCK_OFF', facts, cure: expect.stringContaining('Set the clock') },
      });
      const { ownTime, peerTime } = (document as unknown as { error: { facts: Record<string, string> } })
        .error.facts;
      const apart = Date.parse(ownTime ?? '') - Date.parse(peerTime ?? '');
      expect(Math.round(apart / MINUTE)).toBe(minutes);
    }
  },
);

test('every peer refuses a stamp that is a minute off, or eleven seconds, either way, and takes one that is nine', async () => {
  const people = [
    ['manufacturer/plant', 'manufacturer'],
    ['lender/desk', 'lender'],
    ['insurer/desk', 'insurer'],
    ['registry/registrar', 'registrar'],
  ] as const;
  for (const [member, role] of people) {
    await world.be(member, role);
    const plain = stampedClient(member);
    const [org] = member.split('/');
    const request = { member: `${org}/${world.fresh('m')}`, role: 'owner' };
    try {
      for (const off of [60_000, -60_000, 12_000, -11_000])
        await expect(plain.endorse('member:register', request, off)).rejects.toThrow('incorrect timestamp');
      for (const off of [9_000, -9_000]) await plain.endorse('member:whoAmI', {}, off);
    } finally {
      plain.close();
    }
  }
});

test('the peers tell their clocks to whoever asks, and they agree', async () => {
  const desk = (await world.be('lender/desk', 'lender')).on;
  const clocks = await desk.clocks();
  expect(clocks.map(({ org }) => org).toSorted()).toEqual(['insurer', 'lender', 'manufacturer', 'registry']);
  for (const { ahead = Number.NaN } of clocks) expect(Math.abs(ahead)).toBeLessThan(10);
});
