import { z } from 'zod';
import { evaluate, pageOf, paged, submit } from '../../kit/api';
import { maybe } from '../../kit/ref';
import { id } from '../../kit/value/text';
import { everyone, staff } from '../../words/role';
import { credentials, placed, rowId } from '../../identity/records/credential';
import { dids } from '../../identity/records/did';
import { trustedIssuers } from '../../identity/records/trust';
import { moneyErrors } from '../../payment/errors';
import { moneyEvents } from '../../payment/events';
import { lotId, party } from '../../payment/records/party';
import { poolErrors as errors } from '../errors';
import { poolEvents as events } from '../events';
import { monthLife } from '../life';
import { onMonth } from '../records/month';
import { HolderPaid, Holding, holdings, NoteTransfer, noteTransfers, paidHolders } from '../records/note';
import { onPool, pools, poolTerms } from '../records/pool';
import { Qualification, qualifications } from '../records/qualification';
import { className, minor, month } from '../records/structure';

const ofClass = z.strictObject({ poolId: id, noteClass: className });

/** Notes in the hands of investors: qualified, transferred, paid. */
export const noteOperations = {
  qualify: submit({
    says:
      'Show a credential as a qualified investor: signature, trust and status are checked by every peer. ' +
      'Without it no notes can be received.',
    by: everyone,
    request: z.strictObject({
      ...placed,
      document: z
        .string()
        .min(2)
        .max(20_000)
        .meta({ description: 'the QualifiedInvestor as its issuer signed it: JSON. It becomes public.' }),
    }),
    loads: (place) => ({
      standing: maybe(credentials.at(...rowId(place))),
      issuer: maybe(dids.at(place.issuer)),
      trust: maybe(trustedIssuers.at('QualifiedInvestor', place.issuer)),
    }),
    response: Qualification,
    errors: [errors.INVESTOR_REFUSED],
  }),
  transferNotes: submit({
    says: 'Transfer notes of a class to a holder who is qualified, once both were paid the last month.',
    by: everyone,
    request: ofClass.extend({ transferId: id, from: party, to: party, units: minor }),
    on: ({ poolId, noteClass, from }) => holdings.at(poolId, noteClass, from),
    sides: ['holder'],
    creates: ({ poolId, noteClass, from, transferId }) =>
      noteTransfers.at(poolId, noteClass, from, transferId),
    loads: ({ poolId, noteClass, to }) => ({
      pool: pools.at(poolId),
      received: maybe(holdings.at(poolId, noteClass, to)),
      qualified: maybe(qualifications.at(to)),
    }),
    response: NoteTransfer,
    errors: [errors.NOTES_TOO_FEW, errors.NOTES_CLOSED, errors.HOLDER_NOT_QUALIFIED],
    events: [events.NotesTransferred],
  }),
  payHolder: submit({
    says:
      'Pay a holder its share of a month as the trustee: of each class by units, rounded down; months one ' +
      'after the other.',
    by: staff,
    request: z.strictObject({
      poolId: id,
      month,
      noteClass: className,
      holder: party,
      paymentId: id,
      lots: z.array(lotId).max(100),
    }),
    on: onMonth,
    step: monthLife.payHolder,
    creates: ({ poolId, month: of, noteClass, holder }) => paidHolders.at(poolId, of, noteClass, holder),
    loads: ({ poolId, noteClass, holder }) => ({
      terms: poolTerms.at(poolId),
      held: holdings.at(poolId, noteClass, holder),
    }),
    response: HolderPaid,
    errors: [errors.SHARE_NOT_DUE, ...Object.values(moneyErrors)],
    events: [events.HolderPaid, moneyEvents.MoneyMoved],
  }),
  readHolding: evaluate({
    says: 'Read what a holder has of a class.',
    by: everyone,
    request: ofClass.extend({ holder: party }),
    on: onPool,
    loads: ({ poolId, noteClass, holder }) => ({ held: holdings.at(poolId, noteClass, holder) }),
    response: Holding,
  }),
  listHoldings: evaluate({
    says: 'List the holders of a class: the register, for the trustee and the auditor.',
    by: [...staff, 'auditor'],
    request: ofClass.extend(paged),
    on: onPool,
    sides: ['trustee', 'auditor'],
    response: pageOf(Holding),
  }),
};
