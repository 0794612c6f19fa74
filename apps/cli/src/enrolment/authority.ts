import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { certificateRequest } from './request';
import { Fault } from '../fault';
import type { Profile } from '../home';

type Reply = {
  readonly success?: boolean;
  readonly result?: { readonly Cert?: string };
  readonly errors?: readonly { code: number; message: string }[];
};

const PATIENCE_MS = 20_000;

function post(url: string, ca: string, authorization: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization };
    const call = request(url, { method: 'POST', ca, headers, timeout: PATIENCE_MS }, (reply) => {
      const parts: Buffer[] = [];
      reply
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', reject).end(body);
  });
}

/**
 * Asks the organisation's certificate authority (fabric-ca) for a certificate with the secret that it gave
 * the user. The key is made here and stays here.
 */
export async function enrolWithSecret(
  { org, ca }: Profile,
  user: string,
  secret: string,
): Promise<{ key: string; cert: string }> {
  if (!ca)
    throw new Fault('usage', {
      code: 'NO_AUTHORITY',
      message: `The profile of ${org} names no certificate authority.`,
      cure: 'Add "ca" {url, name, tlsCaFile}.',
    });
  const { key, request: csr } = certificateRequest(user);
  const basic = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
  const body = JSON.stringify({ certificate_request: csr, caname: ca.name });
  const text = await post(`${ca.url}/api/v1/enroll`, readFileSync(ca.tlsCaFile, 'utf8'), basic, body).catch(
    (error: Error) => {
      const cure =
        'Check that the network runs (npx roadbook status) and the address of the authority in the profile.';
      throw new Fault('network', {
        code: 'AUTHORITY_UNREACHABLE',
        message: `${ca.url} cannot be reached: ${error.message}.`,
        cure,
        stage: 'enrol',
      });
    },
  );
  const { success, result, errors } = JSON.parse(text) as Reply;
  if (success && result?.Cert) return { key, cert: Buffer.from(result.Cert, 'base64').toString('utf8') };
  const why = errors?.map(({ message, code }) => `${message} (code ${code})`).join('; ') ?? 'no reason given';
  const cure = 'Ask the organisation to register the user, or for the right secret.';
  throw new Fault('refused', {
    code: 'ENROLMENT_REFUSED',
    message: `The authority of ${org} refused ${user}: ${why}.`,
    cure,
    stage: 'enrol',
  });
}
