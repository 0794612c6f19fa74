import { identityOf } from './toy';
import { asked } from './rawdoor';
import { realWorld } from './world';

jest.setTimeout(300_000);

const home = () => process.env['ROADBOOK_HOME'] ?? '';
const world = realWorld();
afterAll(() => world.close());

/** Just under what a request may have, and refused: there are no such events. */
const LARGE = `{"document":{"type":"EPCISDocument","epcisBody":{"eventList":[${'0,'.repeat(490_000)}0]}}}`;

test('a certificate that sends large calls that are refused is soon told at once, and others are served', async () => {
  await world.be('manufacturer/crowd', 'manufacturer');
  const who = identityOf(home(), 'manufacturer', 'crowd');
  const send = (name: string, text: string) =>
    asked(home(), who, 'manufacturer', 'roadbook', name, text).then(({ said }) => said);
  const { on: other } = await world.be('manufacturer/plant', 'manufacturer');
  const said = await Promise.all(Array.from({ length: 24 }, () => send('part:captureDocument', LARGE)));
  // Told, not left without an answer until the peer gives up: it writes no block while a call is under way.
  for (const one of said) expect(one).toMatch(/INVALID_REQUEST|too many requests of this certificate/);
  expect(said.filter((one) => one.includes('too many requests')).length).toBeGreaterThan(14);
  expect(await send('member:whoAmI', '{}')).toMatch('too many requests of this certificate');
  expect(await other.member.whoAmI({})).toMatchObject({ member: 'manufacturer/plant' });
});
