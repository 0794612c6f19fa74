import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { canonical } from '@roadbook/chaincode/api';
import { type Asked, digestOf, replay } from '@roadbook/ledger';
import { told } from './told';

jest.setTimeout(60_000);

let asked: readonly Asked[];
let digest: string;
beforeAll(async () => {
  const story = await told();
  asked = story.asked;
  digest = digestOf(story.ledger);
});

/** The same calls in a process of another place. */
const elsewhere = (calls: readonly Asked[], env: Record<string, string>) =>
  new Promise<{ digest: string; timeZone: string; locale: string }>((done, fail) => {
    const line = ['-r', join(__dirname, '../source.js'), join(__dirname, '../kit/elsewhere.ts')];
    const child = execFile(process.execPath, line, { env: { ...process.env, ...env } }, (error, out, err) =>
      error ? fail(new Error(err)) : done(JSON.parse(out)),
    );
    child.stdin?.end(JSON.stringify(calls));
  });

/** Every object with its members in the opposite order. */
const turned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, held]) => [name, turned(held)]),
  );
};
const turnedText = (text: string): string => JSON.stringify(turned(JSON.parse(text)));

test('the story reaches every room', () => {
  const rooms = new Set(asked.map(({ call }) => call.room));
  expect(asked.length).toBeGreaterThan(100);
  expect(rooms.size).toBeGreaterThan(10);
});

test('the same calls come to the same ledger', async () => {
  expect(await replay(asked)).toBe(digest);
});

test.each([
  ['Pacific/Apia', 'tr_TR.UTF-8', 'tr-TR'],
  ['Asia/Riyadh', 'ar_SA.UTF-8', 'ar-SA'],
  ['America/St_Johns', 'de_DE.UTF-8', 'de-DE'],
])('an endorser in %s that speaks %s comes to the same ledger', async (timeZone, LC_ALL, locale) => {
  expect(await elsewhere(asked, { TZ: timeZone, LC_ALL, LANG: LC_ALL })).toEqual({
    digest,
    timeZone,
    locale,
  });
});

test('requests whose members come in another order come to the same ledger', async () => {
  const reordered = asked.map(({ call, ...rest }) => {
    const { request, secret } = call;
    return {
      ...rest,
      call: {
        ...call,
        request: turnedText(request),
        ...(secret !== undefined && { secret: turnedText(secret) }),
      },
    };
  });
  expect(reordered.filter(({ call }, at) => call.request !== asked[at]?.call.request).length).toBeGreaterThan(
    50,
  );
  expect(canonical(JSON.parse(reordered[0]?.call.request ?? ''))).toBe(
    canonical(JSON.parse(asked[0]?.call.request ?? '')),
  );
  expect(await replay(reordered)).toBe(digest);
});
