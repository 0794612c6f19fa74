import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lowS } from './der';
import { IdentityInvalid } from '../errors/setup';
import type { Profile } from './profile';

/**
 * Signs a message (not its digest): ECDSA with SHA-256, DER or `r || s`, any half of s; or Ed25519. An HSM or
 * a wallet stands behind it.
 */
export type Signer = (message: Uint8Array) => Promise<Uint8Array> | Uint8Array;

/**
 * Who calls: the name of a user whose files are in the profile's `users` directory; or two PEM files; or the
 * PEM texts; or a certificate with a signer of one's own; or a certificate alone, for a connection whose
 * signatures are made elsewhere (see {@link Offline}).
 */
export type User =
  | string
  | { readonly certPath: string; readonly keyPath: string }
  | { readonly cert: string | Uint8Array; readonly key: string | Uint8Array }
  | { readonly cert: string | Uint8Array; readonly sign: Signer }
  | { readonly cert: string | Uint8Array };

/** A caller ready to sign. */
export interface Identity {
  readonly mspId: string;
  /** What messages call it: `<organisation>/<user>`. */
  readonly name: string;
  readonly certificate: Uint8Array;
  /** Absent on a connection that signs elsewhere. */
  readonly sign?: Signer;
  /**
   * Its certificate says that it is a service or an administrator of its organisation: the peers let it read
   * blocks and listen.
   */
  readonly serves: boolean;
}

/**
 * Reads who calls. Throws {@link IdentityInvalid} for files that are missing, do not belong together or have
 * expired.
 */
export function identityOf(profile: Profile, user: User): Identity {
  const name = `${profile.org}/${typeof user === 'string' ? user : 'user'}`;
  const { cert, key, signer } = materialOf(profile, user, name);
  const certificate = certificateOf(cert, name);
  const serves = certificate.subject
    .split(/\n| \+ /)
    .some((part) => part === 'OU=service' || part === 'OU=admin');
  const common = {
    mspId: profile.mspId,
    name: nameOf(profile, user, certificate),
    certificate: cert,
    serves,
  };
  const kind = certificate.publicKey;
  if (signer) return { ...common, sign: async (message) => canonicalSignature(await signer(message), kind) };
  if (!key) return common;
  const privateKey = keyOf(key, name);
  if (!certificate.checkPrivateKey(privateKey))
    throw new IdentityInvalid(
      name,
      'the key does not belong to the certificate',
      'name the key that was enrolled with it',
    );
  if (certificate.validToDate.getTime() < Date.now())
    throw new IdentityInvalid(
      name,
      `its certificate ended on ${certificate.validToDate.toISOString()}`,
      'enrol it again',
    );
  return { ...common, sign: nativeSigner(privateKey) };
}

/**
 * Signs with OpenSSL: about 0.03 ms a signature, where the pure JavaScript signer of the Fabric library takes
 * 0.5 ms.
 */
export function nativeSigner(key: KeyObject): Signer {
  if (key.asymmetricKeyType === 'ed25519') return (message) => sign(null, message, key);
  const size = sizeOf(key);
  return (message) => lowS(sign('sha256', message, { key, dsaEncoding: 'der' }), size);
}

/** Any signature of the key in the form that Fabric accepts. */
export const canonicalSignature = (signature: Uint8Array, key: KeyObject): Uint8Array =>
  key.asymmetricKeyType === 'ed25519' ? signature : lowS(signature, sizeOf(key));

const sizeOf = (key: KeyObject): 32 | 48 => (key.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 48 : 32);

function materialOf(
  profile: Profile,
  user: User,
  name: string,
): { cert: Uint8Array; key?: Uint8Array; signer?: Signer } {
  if (typeof user === 'string') {
    if (!profile.users)
      throw new IdentityInvalid(
        name,
        'the profile has no users directory',
        'add "users" to the profile, or give {certPath, keyPath}',
      );
    if (!/^[A-Za-z0-9@_-][A-Za-z0-9.@_-]{0,100}$/.test(user))
      throw new IdentityInvalid(name, 'that is no name of a user', 'use the name it was enrolled with');
    const file = (end: string) => join(profile.users ?? '', user, end);
    return { cert: fileOf(file('cert.pem'), name), key: fileOf(file('key.pem'), name) };
  }
  if (!isUser(user))
    throw new IdentityInvalid(
      name,
      user === undefined ? 'nobody is named' : 'that does not say who calls',
      "name the user, such as {profile, user: 'desk'}, or give {certPath, keyPath} or {cert, key}",
    );
  if ('certPath' in user) return { cert: fileOf(user.certPath, name), key: fileOf(user.keyPath, name) };
  const cert = Buffer.from(user.cert);
  if ('key' in user) return { cert, key: Buffer.from(user.key) };
  return 'sign' in user ? { cert, signer: user.sign } : { cert };
}

/** What a program in JavaScript gave may be anything. */
function isUser(user: unknown): boolean {
  if (typeof user !== 'object' || user === null) return false;
  const { certPath, keyPath, cert, key, sign: signs } = user as Readonly<Record<string, unknown>>;
  const isText = (value: unknown): boolean => typeof value === 'string' || value instanceof Uint8Array;
  if (certPath !== undefined) return typeof certPath === 'string' && typeof keyPath === 'string';
  return (
    isText(cert) && (!('key' in user) || isText(key)) && (!('sign' in user) || typeof signs === 'function')
  );
}

function fileOf(path: string, name: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `there is no file ${path}`
        : (error as Error).message;
    throw new IdentityInvalid(
      name,
      why,
      'enrol the user first (scripts/enrol <organisation>/<user> --role <role>)',
    );
  }
}

function certificateOf(pem: Uint8Array, name: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new IdentityInvalid(
      name,
      'its certificate is not an X.509 certificate in PEM',
      'give the PEM text of the enrolment certificate',
    );
  }
}

function keyOf(pem: Uint8Array, name: string): KeyObject {
  try {
    return createPrivateKey(Buffer.from(pem));
  } catch {
    throw new IdentityInvalid(
      name,
      'its key is not a private key in PEM',
      'give the PEM text of the key, unencrypted, or a signer',
    );
  }
}

const nameOf = (profile: Profile, user: User, certificate: X509Certificate): string =>
  `${profile.org}/${typeof user === 'string' ? user : (/CN=([^\n,+]+)/.exec(certificate.subject)?.[1] ?? 'user')}`;
