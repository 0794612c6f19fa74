import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { Fault } from './fault';
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
const identityExists = 74;

async function post(ca: Ca, path: string, body: unknown, authorization: (body: string) => string): Promise<Reply> {
  const text = JSON.stringify(body);
  const headers = { 'content-type': 'application/json', authorization: authorization(text) };
  return await new Promise((resolve, reject) => {
    const call = request(
      `${ca.url}${path}`,
      { method: 'POST', ca: readFileSync(ca.tlsCaFile), headers, timeout: 20_000 },
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

function refused(reply: Reply, what: string): Fault {
  const why = reply.errors?.map((error) => `${error.message} (code ${error.code})`).join('; ') ?? 'no reason given';
  return new Fault(`the CA refused to ${what}: ${why}`, 'scripts/logs ca.<organisation> shows what the CA saw');
}

/** Make the person or node known to the CA. Doing it twice is fine. */
export async function register(ca: Ca, name: CaName, registrar: Credential, enrolee: Enrolee) {
  const { id, secret, type, attributes, affiliation = '' } = enrolee;
  const attrs = Object.entries(attributes).map(([key, value]) => ({ name: key, value, ecert: true }));
  const path = '/api/v1/register';
  const reply = await post(ca, path, { id, secret, type, affiliation, max_enrollments: -1, attrs, caname: name }, (body) => {
    const b64 = (text: string) => Buffer.from(text).toString('base64');
    const cert = b64(registrar.cert);
    return `${cert}.${signLow(registrar.key, `POST.${b64(path)}.${b64(body)}.${cert}`).toString('base64')}`;
  });
  if (!reply.success && !reply.errors?.some((error) => error.code === identityExists)) throw refused(reply, `register ${id}`);
}

/** A new key, and the certificate that the CA gives for it. The key never leaves this machine. */
export async function enrol(
  ca: Ca,
  name: CaName,
  id: string,
  secret: string,
  profile: string,
  hosts: readonly string[] = [],
): Promise<Credential> {
  const { key, request: csr } = await newKey(id, hosts);
  const body = { certificate_request: csr, profile, caname: name };
  const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
  const reply = await post(ca, '/api/v1/enroll', body, () => basic);
  const result = reply.result as { Cert?: string } | undefined;
  if (!reply.success || !result?.Cert) throw refused(reply, `enrol ${id}`);
  return { key, cert: Buffer.from(result.Cert, 'base64').toString('utf8') };
}
