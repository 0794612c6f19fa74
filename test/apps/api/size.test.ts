import type { Entry } from '@roadbook/chaincode/api';
import { everyEntry } from '../../../apps/api/src/rooms';
import { bytesOf } from '../../../apps/api/src/http/size';
import { marked } from '../../network/marks';
import { patternsIn } from './pattern';
import { openServer } from './server';

const bytes = (name: string): number => {
  const entry = everyEntry.find((one) => `${one.room}.${one.name}` === name);
  if (!entry) throw new Error(`there is no ${name}`);
  return bytesOf(entry);
};

test('an operation takes as much as its request may hold, twice, and no operation more than a contract reads', () => {
  // {"vin": 17 letters and digits by a pattern}: no more than 500 characters, written as \uXXXX.
  expect(bytes('vehicle.read')).toBeLessThan(12_000);
  expect(bytes('vehicle.read')).toBeGreaterThan(4_096);
  // A trailer of 4,096 bytes is left for white space where nothing is asked.
  expect(bytes('member.whoAmI')).toBeLessThan(5_000);
  expect(bytes('part.captureMany')).toBe(2_000_000);
  expect(Math.max(...everyEntry.map(bytesOf))).toBe(2_000_000);
});

/**
 * A request that fits its schema, written with much white space; of some texts nobody here knows one that
 * fits.
 */
function requestOf({ request, operation }: Entry): string | undefined {
  try {
    const body = {
      request: marked(request).value,
      private: operation.secret && marked(operation.secret).value,
    };
    return JSON.stringify(body, undefined, 4);
  } catch {
    return undefined;
  }
}

test('what an operation takes fits', () => {
  const sized = everyEntry.flatMap((entry) => {
    const text = requestOf(entry);
    return text === undefined
      ? []
      : [{ name: `${entry.room}.${entry.name}`, fits: Buffer.byteLength(text) <= bytesOf(entry) }];
  });
  expect(sized.filter(({ fits }) => !fits)).toEqual([]);
  expect(sized.length).toBeGreaterThan(300);
});

test('a text whose length is said by its pattern alone is short: no pattern repeats without end', () => {
  const long = everyEntry.flatMap(({ request, operation: { secret } }) =>
    [request, ...(secret ? [secret] : [])].flatMap(patternsIn).filter(({ most }) => most > 500),
  );
  expect(long).toEqual([]);
});

test('more than that is refused before it is read', async () => {
  const server = await openServer();
  const refused = await server.ask('plant', 'POST /rooms/vehicle/read', `{"vin":"${'A'.repeat(20_000)}"}`);
  expect(refused).toMatchObject({
    status: 413,
    body: { code: 'TOO_LARGE', facts: { max: bytes('vehicle.read') } },
  });
  await server.close();
});
