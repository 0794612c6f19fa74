import { apis, type VerificationInput, time, type Verdict, verifyCredential } from '@roadbook/chaincode/api';
import type { Answer, Desk, Register } from '../command';
import { type Fault, misused } from '../fault';
import { parseJson, readSource } from '../terminal/input';
import { checkEvidence } from '../verification/evidence';
import { type Check, checkCertificate, type Examined } from '../verification/certificate';
import { faultOf, inWords } from '../verification/verdict';

interface Options {
  readonly trust?: string;
  readonly status?: readonly string[];
  readonly holder?: readonly string[];
  readonly challenge?: string;
  readonly domain?: string;
  readonly anchor?: string;
  readonly channel?: string;
  readonly chaincode?: string;
  readonly hash?: string;
  readonly maxAge: string;
  readonly at?: string;
}

/**
 * What each kind of document is examined with; an option that does nothing would seem to have been looked at.
 */
const USED = {
  credential: ['trust', 'status', 'holder', 'challenge', 'domain', 'anchor'],
  evidence: ['channel', 'chaincode'],
  certificate: ['hash'],
} as const;

export const register: Register = (program, desk) => {
  program
    .command('verify')
    .summary('evidence packages, credentials and sale certificates')
    .description(
      'Examine a document without a network: an evidence package, a verifiable credential, presentation ' +
        'or SD-JWT, or a sale certificate. Ends with 1 when a check fails, and when what is given does not ' +
        'decide it.',
    )
    .argument('<file>', 'the document; - reads the standard input')
    .option('--trust <file>', 'for a credential: the answer of identity.exportTrust')
    .option(
      '--status <file...>',
      'for a credential: answers of identity.exportStatus, or signed status lists',
    )
    .option('--holder <file...>', 'for a presentation: answers of identity.read for its holder')
    .option('--challenge <text>', 'for a presentation: what the holder was asked to answer')
    .option('--domain <text>', 'for a presentation: who asked')
    .option('--anchor <multikey>', 'for a credential: the key that must have signed the snapshots')
    .option(
      '--channel <file>',
      'for evidence: the first block of the channel (channel/genesis.block of an organisation) or its ' +
        'hash, from another source than the package',
    )
    .option('--chaincode <name>', 'for evidence: the chaincode whose records count; roadbook if not given')
    .option('--hash <hash>', 'for a sale certificate: its hash as the listing on the ledger has it')
    .option('--max-age <days>', 'for a credential: snapshots that are older do not count', '30')
    .option('--at <instant>', 'the time of the examination, 2026-01-31T09:30:00.000Z; now if not given')
    .addHelpText('after', `\nWhat a credential is checked with:\n  ${FETCH.join('\n  ')}`)
    .action((file: string, options: Options) => desk.act(() => verify(desk, file, options)));
};

const FETCH = [
  "npx roadbook call identity.exportTrust '{}' --as registry/owner --json > trust.json",
  'npx roadbook verify credential.json --trust trust.json --status status.json',
];

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The document itself, also out of what `call --json` printed. */
const unwrapped = (read: unknown): unknown =>
  isPlain(read) && read['ok'] === true && 'result' in read ? read['result'] : read;

async function verify(desk: Desk, file: string, options: Options): Promise<Answer> {
  const text = (await readSource(desk.terminal, file.replace(/^@/, ''))).trim();
  const at = timeOf(options.at);
  const found = await examine(desk, text, file === '-' ? 'the standard input' : file, at, options);
  const failed = found.checks.filter(({ passed }) => !passed).map(({ name }) => name);
  const fault = failed.length > 0 ? faultOf(found, failed) : undefined;
  return {
    value: { kind: found.kind, valid: !fault, at, checks: found.checks, ...found.told },
    words: (paper) => inWords(paper, found),
    fault,
  };
}

function timeOf(given: string | undefined): string {
  if (given === undefined) return new Date().toISOString();
  const read = new Date(given);
  if (Number.isNaN(read.getTime()))
    throw misused('INSTANT_UNREADABLE', `${given} is no time.`, 'Write it as 2026-01-31T09:30:00.000Z.');
  return read.toISOString();
}

async function examine(
  desk: Desk,
  text: string,
  where: string,
  at: string,
  options: Options,
): Promise<Examined> {
  if (/^[\w-]+\.[\w-]+\.[\w-]+(~|$)/.test(text))
    return checkCredential(text, await inputOf(desk, at, options));
  const document = unwrapped(parseJson(text, where));
  if (!isPlain(document)) throw unknownKind(where);
  if (String(document['form']).startsWith('roadbook.evidence.')) {
    mustSuit('evidence', options);
    return checkEvidence(desk.terminal, document, at, options);
  }
  if ('@context' in document) return checkCredential(document, await inputOf(desk, at, options));
  if ('content' in document && 'hash' in document && !('at' in document)) {
    mustSuit('certificate', options);
    return checkCertificate(document, at, options.hash);
  }
  throw unknownKind(where);
}

function mustSuit(kind: keyof typeof USED, options: Options): void {
  const fit: readonly string[] = USED[kind];
  const idle = Object.values(USED)
    .flat()
    .find((name) => options[name] !== undefined && !fit.includes(name));
  if (idle === undefined) return;
  const these = fit.map((name) => `--${name}`).join(', ');
  throw misused(
    'OPTION_UNFITTING',
    `--${idle} is not for this document.`,
    `Leave it out; it is examined with ${these} and --at.`,
  );
}

const unknownKind = (where: string): Fault =>
  misused(
    'KIND_UNKNOWN',
    `What is in ${where} is nothing that can be verified.`,
    'It must be an evidence package, a verifiable credential or presentation, an SD-JWT, or the answer of ' +
      'vehicle.readCertificate.',
  );

async function inputOf({ terminal }: Desk, at: string, options: Options): Promise<VerificationInput> {
  const read = async (file: string): Promise<unknown> =>
    unwrapped(parseJson(await readSource(terminal, file.replace(/^@/, '')), file));
  mustSuit('credential', options);
  const { trust, status, holder, challenge, domain, anchor } = options;
  if ((challenge === undefined) !== (domain === undefined))
    throw misused(
      'CHALLENGE_INCOMPLETE',
      '--challenge and --domain belong together.',
      'Give what was asked, and who asked.',
    );
  return {
    at,
    longestAgeMillis: daysOf(options.maxAge) * time.DAY_MS,
    ...(trust !== undefined && { trustSnapshot: await read(trust) }),
    ...(status && { statusSnapshot: (await Promise.all(status.map(read))).flat() }),
    ...(holder && {
      holders: await Promise.all(holder.map(async (file) => holderOf(file, await read(file)))),
    }),
    ...(challenge !== undefined && domain !== undefined && { expected: { challenge, domain } }),
    ...(anchor !== undefined && { anchor }),
  };
}

type Holder = NonNullable<VerificationInput['holders']>[number];

function holderOf(file: string, read: unknown): Holder {
  const parsed = apis.identity.operations.read.response.safeParse(read);
  if (parsed.success) return parsed.data;
  throw misused(
    'HOLDER_UNREADABLE',
    `What is in ${file} is no DID with its keys.`,
    `Fetch it: npx roadbook call identity.read '{"did":"did:auto:…"}' --as <organisation>/<user> --json > ${file}`,
  );
}

function daysOf(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw misused(
    'AGE_UNREADABLE',
    `--max-age ${text} is no number of days.`,
    'Give whole days, such as --max-age 7.',
  );
}

const NAMES = {
  credential: 'verifiable credential',
  presentation: 'verifiable presentation',
  'sd-jwt': 'SD-JWT credential',
  unknown: 'credential',
};

function checkCredential(document: unknown, givens: VerificationInput): Examined {
  const verdict = verifyCredential(document, givens);
  const { form, type, issuer, claims } = verdict;
  const checks = checksOf(verdict);
  return {
    kind: NAMES[form],
    checks,
    told: { ...(type && { type }), ...(issuer && { issuer }), ...(claims !== undefined && { claims }) },
  };
}

const checksOf = ({ checks, credentials }: Verdict): Check[] => [
  ...checks,
  ...(credentials ?? []).flatMap((inner, index) =>
    checksOf(inner).map((check) => ({ ...check, name: `credential ${index + 1}, ${check.name}` })),
  ),
];
