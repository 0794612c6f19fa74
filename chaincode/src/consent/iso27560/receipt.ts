import { createHash } from 'node:crypto';
import { canonical } from '../../kit/value/json';
import { toMillis } from '../../kit/value/time';
import type { ConsentEvent, Grant } from '../records/grant';

/**
 * Who receives data, as the receipt must name it. These particulars stay off the ledger; whoever writes the
 * receipt adds them.
 */
export interface Controller {
  readonly piiController: string;
  readonly contact: string;
  readonly address: string;
  readonly email: string;
  readonly phone: string;
  readonly onBehalf?: boolean;
}

/** Categories that tell where and with whom somebody was. */
const SENSITIVE: readonly string[] = ['location', 'cabin', 'camera', 'occupants'];

/**
 * A UUID version 8 (RFC 9562) out of what identifies the event, so that the same consent has the same receipt
 * everywhere.
 */
function uuidOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(canonical(parts)).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** What a consent is now: its last event. */
export const consentState = ({ events }: Grant): ConsentEvent['type'] => events.at(-1)?.type ?? 'requested';

const givenAt = ({ events }: Grant): ConsentEvent | undefined =>
  events.findLast(({ type }) => type === 'given' || type === 'renewed');

/** Kantara Consent Receipt 1.1 of a grant that was given; `undefined` when it never was. */
export function consentReceipt(grant: Grant, controllers: readonly Controller[], service: string) {
  const given = givenAt(grant);
  if (!given) return undefined;
  const { vin, grantId, owner, terms } = grant;
  const sensitive = terms.categories.filter((one) => SENSITIVE.includes(one));
  return {
    version: 'KI-CR-v1.1.0',
    jurisdiction: terms.notice.jurisdiction,
    consentTimestamp: Math.floor(toMillis(given.at) / 1000),
    collectionMethod: terms.notice.collectionMethod,
    consentReceiptID: uuidOf(vin, grantId, given.type, given.at),
    language: terms.notice.language,
    piiPrincipalId: owner,
    piiControllers: controllers,
    policyUrl: terms.notice.policyUrl,
    services: [
      {
        service,
        purposes: [
          {
            purpose: terms.purpose,
            purposeCategory: [terms.purpose],
            consentType: 'EXPLICIT',
            piiCategory: terms.categories,
            primaryPurpose: true,
            termination: terms.validUntil,
            thirdPartyDisclosure: false,
          },
        ],
      },
    ],
    sensitive: sensitive.length > 0,
    spiCat: sensitive,
  };
}

/**
 * The same consent in the sections of ISO/IEC TS 27560: what is recorded, about what, between whom, and what
 * happened.
 */
export function consentRecord(grant: Grant, controllers: readonly Controller[]) {
  const { vin, grantId, owner, terms, events } = grant;
  const { jurisdiction, language, collectionMethod, policyUrl } = terms.notice;
  return {
    recordHeader: { schemaVersion: 'ISO-27560:2023', recordId: uuidOf(vin, grantId), piiPrincipalId: owner },
    piiProcessing: {
      privacyNotice: policyUrl,
      language,
      collectionMethod,
      jurisdiction,
      purposes: [
        {
          purpose: terms.purpose,
          lawfulBasis: 'consent',
          storageLocation: terms.processing,
          recipients: [terms.grantee],
        },
      ],
    },
    piiInformation: terms.categories.map((type) => ({
      piiType: type,
      sensitive: SENSITIVE.includes(type),
      precision: terms.precision,
      from: terms.fromTime,
      until: terms.untilTime,
    })),
    partyIdentification: controllers,
    events: events.map(({ type, at, by }) => ({
      eventType: type,
      eventTime: at,
      entityId: by,
      validityDuration: terms.validUntil,
    })),
    state: consentState(grant),
  };
}
