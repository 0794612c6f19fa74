import type { VerificationInput, Verdict } from '@roadbook/chaincode/api';
import {
  approveStatement,
  type CredentialKey,
  credentialKey,
  exportWholeStatus,
  type Issue,
  issueCredential,
} from '@roadbook/gateway';
import { openWorld, type Someone } from '@roadbook/ledger';

export const CHANNEL = 'roadbook';

/** A person with an account at the registry and one in the app of a lender; an insurer that issues. */
export async function openBureau(options: Parameters<typeof openWorld>[0] = {}) {
  const world = await openWorld(options);
  const { be } = world;
  const cast = {
    person: await be('registry/owner', 'owner'),
    atLender: await be('lender/owner', 'owner'),
    stranger: await be('insurer/owner', 'owner'),
    insurer: await be('insurer/desk', 'insurer'),
    registrar: await be('registry/registrar', 'registrar'),
    auditor: await be('registry/auditor', 'auditor'),
  };
  const now = () => new Date(world.ledger.now).toISOString();
  return {
    ...world,
    ...cast,
    now,
    later: (days: number) => new Date(world.ledger.now + days * 86_400_000).toISOString(),
  };
}

export type Bureau = Awaited<ReturnType<typeof openBureau>>;

/** The key of somebody's certificate, as a key of a DID. */
export const keyOf = (someone: Someone, did: string, keyId = 'key-1'): CredentialKey =>
  credentialKey(someone.key, { did, keyId });

/** A bureau in which the person has a DID. */
export async function openHome(options: Parameters<typeof openWorld>[0] = {}) {
  const bureau = await openBureau(options);
  const { did } = await bureau.person.on.identity.create({});
  return { ...bureau, did, holder: keyOf(bureau.person, did) };
}

/** A home in which the account at the lender is linked. */
export async function openLinked() {
  const home = await openHome();
  const link = { did: home.did, linkId: 'L-1', account: 'lender/owner', expiresAt: home.later(1) };
  const approval = await approveStatement({ act: 'link', channel: CHANNEL, ...link }, home.holder);
  const { account: _, ...request } = link;
  const joining = { ...request, approval };
  await home.atLender.on.identity.link(joining);
  return { ...home, joining };
}

export const VIN = '1M8GDM9AXKP042788';
export const COVER = {
  vin: VIN,
  policyId: 'P-1',
  from: '2026-03-01',
  until: '2027-03-01',
  covers: ['liability'],
};
export const LICENCE = {
  classes: ['B' as const],
  country: 'DE',
  validThrough: '2036-01-01',
  over18: true,
  over21: true,
  over25: false,
  licensedOver1Year: true,
  licensedOver3Years: true,
};

/**
 * A home in which the insurer has a DID, is trusted for cover, and has issued and recorded one credential to
 * the person.
 */
export async function openCounter(options: Parameters<typeof openWorld>[0] = {}) {
  const home = await openHome(options);
  const { insurer, registrar, person, did, holder } = home;
  const { did: issuer } = await insurer.on.identity.create({});
  for (const type of ['InsuranceCover', 'DriverLicence'] as const)
    await registrar.on.identity.trustIssuer({ type, issuer, org: 'insurer' });
  const issuerKey = keyOf(insurer, issuer);
  const issue = (index: number, more: Partial<Issue<'InsuranceCover'>> = {}) =>
    issueCredential(
      {
        type: 'InsuranceCover',
        subject: did,
        claims: COVER,
        validFrom: home.now(),
        status: { list: 0, index },
        ...more,
      },
      issuerKey,
    );
  const { document, record } = await issue(7);
  await insurer.on.identity.recordCredential(record);
  const place = { issuer, list: 0, index: 7 };
  /** What a verifier takes along: both snapshots and the holder's keys. */
  const pack = async (): Promise<VerificationInput> => ({
    at: home.now(),
    trustSnapshot: await person.on.identity.exportTrust({}),
    statusSnapshot: await exportWholeStatus(person.on, issuer, 0),
    holders: [await person.on.identity.read({ did })],
  });
  return { ...home, issuer, issuerKey, issue, document, record, place, pack, holder };
}

/** The names of the checks that failed. */
export const failed = ({ checks }: Verdict): string[] =>
  checks.filter(({ passed }) => !passed).map(({ name }) => name);
