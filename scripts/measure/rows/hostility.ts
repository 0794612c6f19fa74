import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EpcisEvent } from '@roadbook/chaincode/api';
import { repository } from '../../home';
import type { Means, Tally } from './attack';
import { attemptsOf, type Cast } from '../cast';
import { say } from '../../say';
import { lotsFor } from './payments';
import { numbers, poolOf, type Row, rowOf } from '../row';

/** Honest calls under way at once: few enough that they alone leave the machine something to do. */
const IN_FLIGHT = 8;
/** What both attackers' lines carry together in a second: 100 Mbit. */
const LINE = 12_500_000;
const main = join(repository, 'dist', 'scripts', 'main.js');

/**
 * A server of the manufacturer, as `scripts/api` starts it; in a session of its own, since the kernel shares
 * the processors among sessions.
 */
async function openApi() {
  const token = (user: string) =>
    execFileSync(process.execPath, [main, 'api', 'token', `manufacturer/${user}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const tokens = { honest: token('plant').trim(), hostile: token('dealer').trim() };
  const server = spawn(process.execPath, [main, 'api', '--org', 'manufacturer', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  process.once('exit', () => server.kill());
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(String(line)) as { url: string };
  return { url, tokens, close: () => void server.kill() };
}

/**
 * Everyday calls of several people, through the gateway library and through a server, one kind after the
 * other.
 */
async function honest(cast: Cast, url: string, token: string) {
  const { plant, owner, mark } = cast;
  const lots = poolOf(
    await lotsFor(
      { ...cast, mark: `${mark}-G` },
      numbers(IN_FLIGHT * 4).map(() => owner.caller),
    ),
  );
  const place = { id: 'urn:epc:id:sgln:4012345.00005.0' };
  let count = 0;
  const event = (): EpcisEvent => ({
    ...{
      type: 'ObjectEvent',
      action: 'ADD',
      epcList: [`urn:epc:id:sgtin:4012345.011111.${mark}g${count++}`],
    },
    ...{ eventTime: new Date(Date.now() - 60_000).toISOString(), eventTimeZoneOffset: '+00:00' },
    ...{ bizStep: 'commissioning', disposition: 'active', readPoint: place, bizLocation: place },
  });
  const overHttp = async (path: string, body: object) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const answered = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answered.ok) throw new Error(`${path} ${answered.status} ${await answered.text()}`);
    await answered.arrayBuffer();
    return 1;
  };
  const acts = [
    async () => attemptsOf(await plant.part.capture({ event: event() })),
    () =>
      lots.use(1, async (taken) => {
        const portions = [{ party: 'registry/workshop', amount: { currency: 'EUR' as const, amount: 100n } }];
        const moved = await owner.payment.transfer({
          ...{ paymentId: `${mark}-G${count++}`, from: owner.caller, lots: [...taken], to: portions },
        });
        return { next: [moved.made[1]?.lotId ?? ''], answer: attemptsOf(moved) };
      }),
    () => overHttp('/rooms/part/capture', { event: event() }),
    () => overHttp('/rooms/member/whoAmI', {}),
  ];
  let turn = 0;
  return () => acts[turn++ % acts.length]?.() ?? Promise.resolve(1);
}

/** Where the attackers are: on the processors of the network, elsewhere, or behind a line. */
type Place = 'here' | 'away' | 'line';

/**
 * Begins an attacker, in a session of its own. One that is away has only the time of the processors that
 * nobody else wants: its own work would be done on another machine.
 */
function begin(means: Means, place: Place): ChildProcess {
  const program = [process.execPath, join(__dirname, 'attack.js')];
  const [command = '', ...args] = place === 'away' ? ['nice', '-n', '19', ...program] : program;
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], detached: true });
  const session = `/proc/${child.pid}/autogroup`;
  if (place === 'away' && existsSync(session)) writeFileSync(session, '19');
  child.send(means);
  return child;
}

async function end(attackers: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    attackers.map(async (child) => {
      const gone = once(child, 'exit');
      if (child.kill()) await gone;
    }),
  );
}

/** Begins both attackers, waits until each is at work, and answers what ends them and says what they did. */
async function besiege(means: readonly Means[], place: Place): Promise<() => Promise<void>> {
  const attackers = means.map((one) => begin(one, place));
  const tallies: Tally[] = means.map(() => ({ calls: 0, cpu: 0 }));
  for (const [at, child] of attackers.entries())
    child.on('message', (tally) => (tallies[at] = tally as Tally));
  while (tallies.some(({ calls }) => calls < IN_FLIGHT)) await sleep(50);
  const [before, began] = [[...tallies], performance.now()];
  return async () => {
    const seconds = (performance.now() - began) / 1000;
    await end(attackers);
    const told = tallies.map(({ calls, cpu }, at) => {
      const rate = (calls - (before[at]?.calls ?? 0)) / seconds;
      const share = (cpu - (before[at]?.cpu ?? 0)) / seconds;
      return `${rate.toFixed(0)} calls a second and ${share.toFixed(2)} of a processor`;
    });
    say(`  the token: ${told[0]}; the certificate: ${told[1]}`);
  };
}

/** The same honest load in peace, and while one token and one certificate do their worst. */
export async function siegeRows(cast: Cast): Promise<{ rows: Row[]; close: () => void }> {
  const { url, tokens, close } = await openApi();
  const act = await honest(cast, url, tokens.honest);
  const row = { sort: 'other', inFlight: IN_FLIGHT, act } as const;
  const attackers = (place: Place) => async () => {
    const line = place === 'line' ? { line: LINE / 2 } : {};
    const token = { url, token: tokens.hostile, ...line };
    return await besiege([token, { org: 'manufacturer', user: 'supplier', ...line }], place);
  };
  const rows = [
    rowOf({ ...row, name: 'calm', says: 'capture, transfer and ask, by gateway and server' }),
    rowOf({
      ...row,
      name: 'siege',
      says: 'the same while one token and one certificate do their worst, on the same processors',
      around: attackers('here'),
    }),
    rowOf({
      ...row,
      name: 'siege-away',
      says: 'the same, the attackers’ own work in time that nobody else wants',
      around: attackers('away'),
    }),
    rowOf({
      ...row,
      name: 'siege-line',
      says: 'the same, the attackers behind lines of 100 Mbit/s together',
      around: attackers('line'),
    }),
  ];
  return { rows, close };
}
