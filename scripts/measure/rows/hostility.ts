import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EpcisEvent } from '@roadbook/chaincode/api';
import { repository } from '../../home';
import type { Means } from './attack';
import { attemptsOf, type Cast } from '../cast';
import { say } from '../../say';
import { lotsFor } from './payments';
import { numbers, poolOf, type Row, rowOf } from '../row';

/** Honest calls under way at once: few enough that they alone leave the machine something to do. */
const IN_FLIGHT = 8;
const main = join(repository, 'dist', 'scripts', 'main.js');

/** A server of the manufacturer, as `scripts/api` starts it. */
async function openApi() {
  const token = (user: string) =>
    execFileSync(process.execPath, [main, 'api', 'token', `manufacturer/${user}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const tokens = { honest: token('plant').trim(), hostile: token('dealer').trim() };
  const server = spawn(process.execPath, [main, 'api', '--org', 'manufacturer', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
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

function begin(means: Means): ChildProcess {
  const child = fork(join(__dirname, 'attack.js'), { stdio: 'ignore' });
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

/** The same honest load in peace, and while one token and one certificate do their worst. */
export async function siegeRows(cast: Cast): Promise<{ rows: Row[]; close: () => void }> {
  const { url, tokens, close } = await openApi();
  const act = await honest(cast, url, tokens.honest);
  const row = { sort: 'other', inFlight: IN_FLIGHT, act } as const;
  const besieged = async () => {
    const attackers = [
      begin({ url, token: tokens.hostile }),
      begin({ org: 'manufacturer', user: 'supplier' }),
    ];
    const calls = attackers.map(() => 0);
    for (const [at, child] of attackers.entries())
      child.on('message', (count) => (calls[at] = Number(count)));
    while (calls.some((count) => count < IN_FLIGHT)) await sleep(50);
    const before = performance.now();
    const [requests = 0, others = 0] = [...calls];
    return async () => {
      const seconds = (performance.now() - before) / 1000;
      await end(attackers);
      const [token, certificate] = [(calls[0] ?? 0) - requests, (calls[1] ?? 0) - others];
      say(
        `  the token made ${(token / seconds).toFixed(0)} requests a second, the certificate ${(certificate / seconds).toFixed(0)} calls`,
      );
    };
  };
  const rows = [
    rowOf({ ...row, name: 'calm', says: 'capture, transfer and ask, by gateway and server' }),
    rowOf({
      ...row,
      name: 'siege',
      says: 'the same while one token and one certificate do their worst',
      around: besieged,
    }),
  ];
  return { rows, close };
}
