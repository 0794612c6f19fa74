import { z } from 'zod';
import { whoever } from '../kit/side';
import { table } from '../kit/table';
import { count, id, line, member, sha256Hex } from '../kit/value/text';
import { instant } from '../kit/value/time';
import { party } from '../payment/records/party';

/** Most papers of one contract, one after the other. */
export const MOST_PAPERS = 99;

/** The contract that papers belong to: its room and its id there. */
export const subject = z.strictObject({
  room: z.enum(['loan', 'policy', 'rental']).meta({ description: 'the room of the contract' }),
  id: id.meta({ description: 'its id there: of a loan, a policy, a rental' }),
});
export type Subject = z.output<typeof subject>;

/** One text, which stays with its sides; the hash proves it. */
export const paper = z.strictObject({
  hash: sha256Hex.meta({ description: 'SHA-256 of the text as it was shown' }),
  version: line(40),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a language tag (BCP 47)')
    .meta({ description: 'language tag (BCP 47)', examples: ['de', 'en-GB', 'zh-Hans'] }),
});

/** A side's signature: the transaction that its certificate signed. */
export const signature = z.strictObject({
  by: member,
  keyHash: sha256Hex.meta({
    description: 'SHA-256 of the public key of the certificate (SubjectPublicKeyInfo)',
  }),
  txId: sha256Hex,
  at: instant,
});

/** What was signed for a contract: text, information sheet, both signatures. */
export const Signing = z.strictObject({
  ...subject.shape,
  no: count(MOST_PAPERS, 1).meta({ description: 'first, second, … papers of the contract' }),
  contract: paper.meta({ description: 'the text of the contract' }),
  information: paper.optional().meta({ description: 'the information sheet that goes with it' }),
  provider: party.meta({ description: 'the lender, the insurer, the owner of the car' }),
  customer: member.meta({ description: 'the borrower, the policyholder, the driver' }),
  status: z.enum(['presented', 'signed', 'withdrawn']),
  presented: signature.meta({ description: 'of the provider' }),
  signed: signature.optional().meta({ description: 'of the customer, over the same hashes' }),
});
export type Signing = z.output<typeof Signing>;

export const placeOf = ({
  room,
  id: of,
  no,
}: Subject & { readonly no: number }): [string, string, string] => [
  ...([room, of, `${no}`.padStart(2, '0')] as const),
];
export const signings = table({
  kind: 'signing',
  v: 1,
  schema: Signing,
  id: placeOf,
  sides: {
    provider: ({ provider }: Signing) => provider,
    customer: ({ customer }: Signing) => customer,
    auditor: whoever('auditor'),
  },
});
/** Papers that a request names. */
export const onSigning = (named: Subject & { readonly no: number }) => signings.at(...placeOf(named));
