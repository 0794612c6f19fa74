import { verify, X509Certificate } from 'node:crypto';
import { canonical } from '@roadbook/chaincode/api';
import type { Signer } from '../connection/identity';
import { RoadbookError } from '../errors/family';

/** A coupon as its merchant writes it down: what it promises, and which coupon of the ledger it is. */
export interface CouponForm {
  /** The channel on whose ledger it is redeemed. */
  readonly channel: string;
  readonly promotionId: string;
  readonly couponId: string;
  /** Who issued it, `organisation/name`: the name in the certificate that signed. */
  readonly merchant: string;
  /** What it gives, for people. */
  readonly says: string;
  /** UTC instant, exclusive. */
  readonly validUntil: string;
  /** Whose it is; of a bearer coupon nobody. */
  readonly holder?: string;
}

/** A coupon text that is not what it says, or not in time. */
export class CouponFormRefused extends RoadbookError {
  constructor(why: string) {
    super(
      'COUPON_FORM_REFUSED',
      `The signed coupon does not hold: ${why}.`,
      'Ask its merchant for it again.',
    );
  }
}

const MOST = 8_192;
const WORDS = 'roadbook coupon 1';

/** What is signed: the form in canonical JSON under words that nothing else is signed under. */
const bytesOf = (form: CouponForm): Buffer => Buffer.from(`${WORDS}\n${canonical(form)}`, 'utf8');

/**
 * Writes a coupon as one line of text, signed with the key of its merchant's certificate, so that anybody can
 * check it without a network.
 *
 * @param form what it promises
 * @param by the certificate of the merchant in PEM, and what signs with its key (DER)
 * @returns form, certificate and signature, each base64url, with dots between
 */
export async function signCoupon(
  form: CouponForm,
  { cert, sign }: { readonly cert: string; readonly sign: Signer },
): Promise<string> {
  const certificate = new X509Certificate(cert);
  if (nameIn(certificate) !== form.merchant.split('/')[1])
    throw new CouponFormRefused('the certificate is of another than its merchant');
  const signature = await sign(bytesOf(form));
  return [Buffer.from(canonical(form), 'utf8'), certificate.raw, Buffer.from(signature)]
    .map((part) => part.toString('base64url'))
    .join('.');
}

/**
 * Checks a signed coupon without a network: its signature, that the certificate is of its merchant and was
 * issued by the merchant's organisation, and that it is in time. Whether it was used meanwhile only the ledger
 * says.
 *
 * @param text as {@link signCoupon} wrote it
 * @param trusted the certificates of the certificate authorities, in PEM, by organisation; the channel; the time
 * @returns the form
 * @throws {@link CouponFormRefused} with what is wrong
 */
export function checkCoupon(
  text: string,
  {
    authorities,
    channel,
    at = new Date(),
  }: {
    readonly authorities: Readonly<Record<string, readonly string[]>>;
    readonly channel: string;
    readonly at?: Date;
  },
): CouponForm {
  const [body, raw, signature] = partsOf(text);
  const form = formIn(body);
  const certificate = certificateIn(raw);
  const [org = '', name = ''] = form.merchant.split('/');
  if (!verify('sha256', bytesOf(form), certificate.publicKey, signature)) refuse('the signature is wrong');
  if (nameIn(certificate) !== name) refuse('the certificate is of another than its merchant');
  const roots = (Object.hasOwn(authorities, org) ? authorities[org] : undefined) ?? [];
  const issued = roots.map((one) => new X509Certificate(one)).some((root) => isIssued(certificate, root));
  if (!issued) refuse(`no certificate authority of ${org} issued the certificate`);
  if (at < certificate.validFromDate || at >= certificate.validToDate)
    refuse('the certificate is not in force');
  if (form.channel !== channel) refuse(`it is for the channel ${form.channel}`);
  if (at.toISOString() >= form.validUntil) refuse(`it was good until ${form.validUntil}`);
  return form;
}

const refuse = (why: string): never => {
  throw new CouponFormRefused(why);
};

function partsOf(text: string): readonly [Buffer, Buffer, Buffer] {
  const parts = text.length <= MOST ? text.split('.') : [];
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part)))
    return refuse('it is not three parts of base64url');
  const [body = '', raw = '', signature = ''] = parts;
  return [Buffer.from(body, 'base64url'), Buffer.from(raw, 'base64url'), Buffer.from(signature, 'base64url')];
}

const FIELDS = ['channel', 'promotionId', 'couponId', 'merchant', 'says', 'validUntil'] as const;

/** The form, as it was written: another spelling of the same would not be what was signed. */
function formIn(body: Buffer): CouponForm {
  try {
    const form = JSON.parse(body.toString('utf8')) as CouponForm;
    const { holder, ...rest } = form;
    const fits = FIELDS.every((field) => typeof rest[field] === 'string');
    const known =
      Object.keys(rest).length === FIELDS.length && (holder === undefined || typeof holder === 'string');
    if (fits && known && canonical(form) === body.toString('utf8')) return form;
  } catch {
    return refuse('the form cannot be read');
  }
  return refuse('the form is not as it is written');
}

function certificateIn(raw: Buffer): X509Certificate {
  try {
    return new X509Certificate(raw);
  } catch {
    return refuse('the certificate cannot be read');
  }
}

const nameIn = ({ subject }: X509Certificate): string | undefined =>
  subject
    .split(/\n| \+ /)
    .find((part) => part.startsWith('CN='))
    ?.slice(3);

const isIssued = (certificate: X509Certificate, root: X509Certificate): boolean =>
  root.ca && certificate.checkIssued(root) && certificate.verify(root.publicKey);
