import type { Page } from '../kit/api';
import { listUpTo, MOST_ADDED } from '../kit/ledger/page';
import type { Handlers } from '../kit/implement';
import type { complaintApi } from './api';
import { complaintEvents } from './events';
import type { Complaint } from './records/complaint';
import * as rules from './rules/complaint';
import { countOf } from './rules/count';
import { isOverdue } from './rules/deadline';
import { complaintLife } from './life';
import type { Reading, tables, Writing } from './tables';

/** Complaints: what one side says, the other answers and a supervisor decides. */
export const complaintHandlers: Handlers<typeof complaintApi, typeof tables> = {
  async publishLaw(tx, law) {
    rules.mustBePossible(law);
    const published = { ...law, publishedAt: tx.now };
    await tx.complaintLaws.put(published);
    tx.tell(complaintEvents.ComplaintLawPublished, { lawId: law.lawId });
    return published;
  },
  readLaw: (_tx, _request, { on: law }) => law,
  listLaws: (tx, page) => tx.complaintLaws.list(page),
  async complain(tx, { lawId: _named, ...wish }, { law }) {
    const complainant = tx.caller.staff ? tx.caller.org : tx.caller.member;
    const complaint = rules.complain({ ...wish, complainant }, law, tx.now);
    await tx.complaints.put(complaint);
    const { complaintId, against, subject, dueOn } = complaint;
    tx.tell(complaintEvents.ComplaintFiled, { complaintId, against, subject, dueOn });
    return complaint;
  },
  holdOff: (tx, { reasonHash }, { on, law }) => save(tx, rules.holdOff(on, law, reasonHash, tx.now)),
  answer: (tx, { complaintId: _named, ...said }, { on }) => save(tx, rules.answer(on, said, who(tx))),
  accept: (tx, _request, { on }) => save(tx, { ...on, status: complaintLife.step('accept', on.status) }),
  escalate: (tx, { textHash }, { on }) => save(tx, rules.escalate(on, textHash, tx.now)),
  decide: (tx, { complaintId: _named, ...said }, { on }) => save(tx, rules.decide(on, said, who(tx))),
  withdraw: (tx, _request, { on }) => save(tx, { ...on, status: complaintLife.step('withdraw', on.status) }),
  read: (tx, _request, { on }) => ({ ...on, overdue: isOverdue(on, tx.now) }),
  listComplaints(tx, { party, made = false, ...page }) {
    mustBeReader(tx, party);
    return tx.complaints.listBy(made ? 'byComplainant' : 'byRespondent', [party], page);
  },
  async countComplaints(tx, { against, after }) {
    const list = (page: Page) => tx.complaints.listBy('byRespondent', [against], page);
    const { items, next } = await listUpTo(MOST_ADDED, list, after);
    return { ...countOf(items, tx.now), ...(next !== undefined && { next }) };
  },
};

async function save(tx: Writing, complaint: Complaint): Promise<Complaint> {
  await tx.complaints.put(complaint);
  const { complaintId, against, status, dueOn } = complaint;
  tx.tell(complaintEvents.ComplaintChanged, { complaintId, against, status, dueOn });
  return complaint;
}

const who = (tx: Writing) => ({ by: tx.caller.member, now: tx.now });

/** Who complains about whom is between the sides; the authority sees it too. */
function mustBeReader(tx: Reading, party: string): void {
  if (tx.caller.role !== 'auditor' && tx.caller.role !== 'registrar') tx.mustBe('the party', party);
}
