import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { Fault, messageOf } from '../fault';
import { newKey, signLow } from './keys';

/** An organisation's fabric-ca server, spoken to over its REST interface. */
export type Ca = { readonly url: string; readonly tlsCaFile: string };
export type CaName = 'tls' | 'identity';
export type Credential = { readonly cert: string; readonly key: string };
export type Enrolee = {
  readonly id: string;
  readonly secret: string;
  readonly type: 'client' | 'peer' | 'orderer' | 'admin';
  readonly attributes: Readonly<Record<string, string>>;
  /** Becomes a unit of the certificate. None, unless given. */
  readonly affiliation?: string | undefined;
};

type Reply = { success?: boolean; result?: unknown; errors?: { code: number; message: string }[] };
type Method = 'GET' | 'POST' | 'PUT';
const identityExists = 74;

/**
 * Enrolments that a secret is good for. A certificate is renewed by itself, and whoever lost one gets a new
 * secret.
 */
const ONCE = 1;
const MOST_SECRETS = 100;

async function send(
  ca: Ca,
  method: Method,
  path: string,
  text: string,
  authorization: string,
): Promise<Reply> {
  const headers = { 'content-type': 'application/json', authorization };
  return await new Promise((resolve, reject) => {
    const call = request(
      `${ca.url}${path}`,
      { method, ca: readFileSync(ca.tlsCaFile), headers, timeout: 20_000 },
      (reply) => {
        let all = '';
        reply.setEncoding('utf8').on('data', (part: string) => {
          all += part;
        });
        reply.on('end', () => {
          try {
            resolve(JSON.parse(all) as Reply);
          } catch {
            reject(new Error(`${ca.url}${path} answered ${reply.statusCode} without JSON`));
          }
        });
      },
    );
    call.on('timeout', () => call.destroy(new Error(`${ca.url} does not answer`)));
    call.on('error', reject);
    call.end(text);
  });
}

/** A call that somebody signs who has a certificate of the CA. */
function signedCall(ca: Ca, who: Credential, method: Method, path: string, body?: unknown): Promise<Reply> {
  const b64 = (text: string) => Buffer.from(text).toString('base64');
  const [text, cert] = [body === undefined ? '' : JSON.stringify(body), b64(who.cert)];
  const signature = signLow(who.key, `${method}.${b64(path)}.${b64(text)}.${cert}`).toString('base64');
  return send(ca, method, path, text, `${cert}.${signature}`);
}

/** The answer to a call that somebody signs; a refusal is a fault. */
export async function ask<T>(
  ca: Ca,
  who: Credential,
  what: string,
  method: Method,
  path: string,
  body?: unknown,
): Promise<T> {
  const reply = await signedCall(ca, who, method, path, body);
  if (!reply.success) throw refused(reply, what);
  return reply.result as T;
}

function refused(reply: Reply, what: string): Fault {
  const why =
    reply.errors?.map((error) => `${error.message} (code ${error.code})`).join('; ') ?? 'no reason given';
  return new Fault(
    `the CA refused to ${what}: ${why}`,
    'scripts/logs ca.<organisation> shows what the CA saw',
  );
}

/**
 * Makes the person or node known to the CA, with a secret for one enrolment. False when there is such an
 * identity already.
 */
export async function register(
  ca: Ca,
  name: CaName,
  registrar: Credential,
  enrolee: Enrolee,
): Promise<boolean> {
  const { id, secret, type, attributes, affiliation = '' } = enrolee;
  const attrs = Object.entries(attributes).map(([key, value]) => ({ name: key, value, ecert: true }));
  const body = { id, secret, type, affiliation, max_enrollments: ONCE, attrs, caname: name };
  const reply = await signedCall(ca, registrar, 'POST', '/api/v1/register', body);
  if (reply.success) return true;
  if (reply.errors?.some((error) => error.code === identityExists)) return false;
  throw refused(reply, `register ${id}`);
}

const identityPath = (name: CaName, id: string) => `/api/v1/identities/${encodeURIComponent(id)}?ca=${name}`;

/**
 * A new secret for whom the CA knows, good for `most` enrolments in all; the secrets of before are good for
 * nothing.
 */
const resecret = (ca: Ca, name: CaName, registrar: Credential, id: string, secret: string, most: number) =>
  ask(ca, registrar, `give ${id} a new secret`, 'PUT', identityPath(name, id), {
    secret,
    max_enrollments: most,
    caname: name,
  });

/** Takes every secret of an identity back, also one of before secrets had a bound. */
export const closeSecrets = (ca: Ca, name: CaName, registrar: Credential, id: string, secret: string) =>
  resecret(ca, name, registrar, id, secret, ONCE);

/** What the CA keeps of an identity, or undefined. */
export async function identityOf(ca: Ca, name: CaName, registrar: Credential, id: string) {
  const reply = await signedCall(ca, registrar, 'GET', identityPath(name, id));
  type Kept = {
    readonly type: string;
    readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  };
  return reply.success ? (reply.result as Kept) : undefined;
}

interface Wanted {
  readonly id: string;
  readonly profile: string;
  readonly hosts?: readonly string[] | undefined;
}

/** A new key, and the certificate that the CA gives for it. The key never leaves this machine. */
async function certified(
  name: CaName,
  { id, profile, hosts = [] }: Wanted,
  post: (body: object) => Promise<Reply>,
) {
  const { key, request: csr } = await newKey(id, hosts);
  const reply = await post({ certificate_request: csr, profile, caname: name });
  const result = reply.result as { Cert?: string } | undefined;
  if (!reply.success || !result?.Cert) throw refused(reply, `enrol ${id}`);
  return { key, cert: Buffer.from(result.Cert, 'base64').toString('utf8') };
}

export function enrol(
  ca: Ca,
  name: CaName,
  id: string,
  secret: string,
  profile: string,
  hosts: readonly string[] = [],
): Promise<Credential> {
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  return certified(name, { id, profile, hosts }, (body) =>
    send(ca, 'POST', '/api/v1/enroll', JSON.stringify(body), basic),
  );
}

/** A new key and certificate for whoever still has a good one: no secret is needed. */
export const reenrol = (ca: Ca, name: CaName, before: Credential, wanted: Wanted): Promise<Credential> =>
  certified(name, wanted, (body) => signedCall(ca, before, 'POST', '/api/v1/reenroll', body));

/**
 * The same for whoever has none any more, and is known to the CA: by a new secret. How often it enrolled
 * before nobody tells, so the bound is raised until it passes.
 */
export async function enrolAgain(
  ca: Ca,
  name: CaName,
  registrar: Credential,
  secret: string,
  wanted: Wanted,
): Promise<Credential> {
  for (let most = ONCE + 1; ; most++) {
    await resecret(ca, name, registrar, wanted.id, secret, most);
    try {
      return await enrol(ca, name, wanted.id, secret, wanted.profile, wanted.hosts);
    } catch (error) {
      if (most >= MOST_SECRETS || !/Authentication failure/.test(messageOf(error))) throw error;
    }
  }
}
