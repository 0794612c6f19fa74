import { Misuse } from './fault';
import { openHome } from './organisation/home';
import { logToStderr } from './http/log';
import { serve } from './serve';
import { createToken, DEFAULT_DAYS, revokeTokens } from './organisation/token';

/** One command as it was typed. */
export interface Call {
  /** The home of the network. */
  readonly root: string;
  /** Nothing, `token` or `revoke`, and for the last two the user. */
  readonly words: readonly string[];
  readonly texts: Readonly<Record<string, string | undefined>>;
  readonly json: boolean;
  /** Where it listens unless `--port` says otherwise. */
  readonly port: number;
}

export const usage =
  'api [--org <organisation>] [--port <port>] [--notify <origin,…>] | api token|revoke ' +
  '<organisation>/<user> [--days <days>]';
export const options = {
  org: { type: 'string' },
  port: { type: 'string' },
  notify: { type: 'string' },
  days: { type: 'string' },
} as const;

/** The organisation that is served when none is named. */
export const DEFAULT_ORG = 'manufacturer';

/**
 * Serves until it is told to stop, or makes or revokes tokens. Throws a `Fault`, {@link Misuse} if the
 * command line is not right.
 */
export async function run(call: Call): Promise<void> {
  const [word, ...rest] = call.words;
  if (word === undefined) return await serveUntilStopped(call);
  const [org = '', user = '', ...more] = (rest[0] ?? '').split('/');
  if (!['token', 'revoke'].includes(word) || user === '' || more.length > 0 || rest.length > 1)
    throw new Misuse(
      `${call.words.join(' ')} is nothing to do`,
      'api token <organisation>/<user>, or api revoke <organisation>/<user>',
    );
  const home = openHome(call.root, org);
  if (word === 'revoke') {
    const revoked = revokeTokens(home, user);
    return tell(call, { org, user, revoked }, String(revoked), `tokens of ${org}/${user} revoked`);
  }
  const days = wholeNumber('--days', call.texts['days'] ?? String(DEFAULT_DAYS), 366);
  const token = createToken(home, user, new Date(), days);
  tell(
    call,
    { org, user, days, token },
    token,
    `acts as ${org}/${user} for ${days} days; it is shown this once`,
  );
}

/** The result on the standard output, what a person should know beside it. */
function tell({ json }: Call, value: object, result: string, words: string): void {
  process.stdout.write(json ? `${JSON.stringify({ ok: true, ...value })}\n` : `${result}\n`);
  if (!json) process.stderr.write(`${words}\n`);
}

function wholeNumber(name: string, text: string, most: number): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= most) return Number(text);
  throw new Misuse(`${name} ${text} is no number up to ${most}`, `${name} takes a whole number`);
}

/** Origins, as `https://partner.example,http://127.0.0.1:9000`. */
function originsOf(text = ''): string[] {
  return text.split(',').flatMap((one) => {
    if (one === '') return [];
    const url = URL.canParse(one) ? new URL(one) : undefined;
    if (url && ['http:', 'https:'].includes(url.protocol) && url.href === `${url.origin}/`)
      return [url.origin];
    throw new Misuse(
      `--notify ${one} is no origin`,
      'write it like https://partner.example, several with commas',
    );
  });
}

async function serveUntilStopped({ root, texts, json, port }: Call): Promise<void> {
  const org = texts['org'] ?? DEFAULT_ORG;
  const home = openHome(root, org);
  const stopped = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
  const log = logToStderr(() => new Date());
  const asked = texts['port'];
  const serves = await serve({
    home,
    log,
    port: asked === undefined ? port : wholeNumber('--port', asked, 65_535),
    notify: originsOf(texts['notify']),
  });
  if (json) process.stdout.write(`${JSON.stringify({ ok: true, org, url: serves.url })}\n`);
  else
    process.stderr.write(
      `${org} is served at ${serves.url}\n  what there is: curl ${serves.url}/openapi.json\n  a token: scripts/api token ${org}/<user>\n`,
    );
  await stopped;
  await serves.stop();
  // Calls to a peer that hangs would keep the process for their whole time; nobody waits for them now.
  process.exit();
}
