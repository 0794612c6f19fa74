import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Organisation } from '../../network/topology';
import { consenterOf } from '../node/config';
import { Fault, messageOf } from '../fault';
import { type Home, readJson, writePrivate } from '../home';
import { writeMsp } from '../identity/identities';
import { caOf, identityCaFile } from '../identity/files';

/** One certificate and nothing beside it. */
const pem = z
  .string()
  .max(20_000)
  .regex(
    /^-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\s*$/,
    'one certificate in PEM',
  );
const bytes = z.base64().max(400_000);
const Content = z.strictObject({
  channel: z.string().max(100),
  org: z.string().max(31),
  /** Of its two certificate authorities: for who acts, and for TLS. */
  roots: z.strictObject({ identity: pem, tls: pem }),
  /** Its orderers, in the order of the topology. */
  orderers: z.array(z.strictObject({ identity: pem, tls: pem })).max(9),
  /** The update of the channel as it is signed, and who signed it. */
  update: bytes.optional(),
  signatures: z.record(z.string().max(31), bytes).default({}),
  /** The channel's first block, from the moment that the organisation is on it. */
  genesis: z.base64().max(8_000_000).optional(),
});
/**
 * What goes from machine to machine while an organisation joins: certificates, signatures, the first block.
 * Nothing in it is secret.
 */
export type JoinRequest = z.infer<typeof Content> & { readonly organisation: Organisation };

export const writeRequest = (file: string, content: JoinRequest) =>
  writePrivate(file, `${JSON.stringify({ ...content, organisation: undefined }, null, 2)}\n`);

const text = (file: string) => readFileSync(file, 'utf8');

/** What others must know of an organisation of this machine. */
export function requestOf(home: Home, organisation: Organisation): JoinRequest {
  const orderers = organisation.orderers.map((node) => {
    const { Identity, ServerTLSCert } = consenterOf(home, node);
    return { identity: text(Identity), tls: text(ServerTLSCert) };
  });
  const roots = {
    identity: text(identityCaFile(home, organisation)),
    tls: text(caOf(home, organisation).tlsCaFile),
  };
  return {
    channel: home.topology.channel,
    org: organisation.name,
    roots,
    orderers,
    signatures: {},
    organisation,
  };
}

export function readRequest(home: Home, file: string): JoinRequest {
  const found = Content.safeParse(jsonIn(file));
  if (!found.success)
    throw new Fault(
      `${file} is no request to join:\n${z.prettifyError(found.error)}`,
      'let it be written anew',
    );
  const { channel, org, orderers } = found.data;
  const organisation = home.topology.organisations.find(({ name }) => name === org);
  if (!organisation || channel !== home.topology.channel || orderers.length !== organisation.orderers.length)
    throw new Fault(
      `${file} asks for ${org} to join ${channel} with ${orderers.length} orderers; the topology here says otherwise`,
      'bring network/topology.yaml to what all have agreed',
    );
  const asked = { ...found.data, organisation };
  if (!isCoherent(asked))
    throw new Fault(
      `the certificates in ${file} do not belong together`,
      'do not sign it; let it be written anew',
    );
  return asked;
}

function jsonIn(file: string): unknown {
  if (!existsSync(file))
    throw new Fault(`there is no file ${file}`, 'scripts/join request <organisation> <file> writes it');
  try {
    return readJson(file);
  } catch (error) {
    throw new Fault(`${file} cannot be read: ${messageOf(error)}`, 'let it be written anew');
  }
}

/** Whether the orderers' certificates were issued by the roots beside them. */
function isCoherent({ roots, orderers }: JoinRequest): boolean {
  const issued = (one: string, by: string) => {
    const [certificate, root] = [new X509Certificate(one), new X509Certificate(by)];
    return root.ca && certificate.checkIssued(root) && certificate.verify(root.publicKey);
  };
  try {
    return (
      [roots.identity, roots.tls].every((root) => new X509Certificate(root).ca) &&
      orderers.every((one) => issued(one.identity, roots.identity) && issued(one.tls, roots.tls))
    );
  } catch {
    return false;
  }
}

/** By which a person recognises the request on another way than the file came. */
export const fingerprintOf = ({ roots }: JoinRequest) => new X509Certificate(roots.identity).fingerprint256;

/** Puts the certificates of an organisation of another machine where those of our own are. */
export function keepCertificates(home: Home, { organisation, roots, orderers }: JoinRequest) {
  if (home.here.includes(organisation)) return;
  writePrivate(identityCaFile(home, organisation), roots.identity);
  writePrivate(caOf(home, organisation).tlsCaFile, roots.tls);
  writeMsp(home, organisation, join(home.organisation(organisation.name), 'msp'));
  for (const [index, node] of organisation.orderers.entries()) {
    const { Identity, ServerTLSCert } = consenterOf(home, node);
    writePrivate(Identity, orderers[index]?.identity ?? '');
    writePrivate(ServerTLSCert, orderers[index]?.tls ?? '');
  }
}
