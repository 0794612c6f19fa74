import { createHash } from 'node:crypto';
import type { Handlers } from '../kit/implement';
import type { Tx } from '../kit/tx';
import type { signingApi } from './api';
import { signingEvents } from './events';
import { signingLife } from './life';
import { mustBeTheSame, mustFollow, sidesOf } from './rules';
import type { tables } from './tables';

/** What was signed. */
export const signingHandlers: Handlers<typeof signingApi, typeof tables> = {
  async present(tx, stated, { before: [before], ...contract }) {
    const { provider, customer } = sidesOf(contract);
    tx.mustBe('who presents the papers', provider);
    mustFollow(stated, before);
    const signing = {
      ...stated,
      provider,
      customer,
      status: 'presented',
      presented: signatureOf(tx),
    } as const;
    await tx.signings.put(signing);
    const { room, id, no } = stated;
    tx.tell(signingEvents.PapersPresented, { room, id, no });
    return signing;
  },
  async sign(tx, { room, id, no, ...hashes }, { on }) {
    mustBeTheSame(on, hashes);
    const signed = { ...on, status: signingLife.step('sign', on.status), signed: signatureOf(tx) };
    await tx.signings.put(signed);
    tx.tell(signingEvents.PapersSigned, { room, id, no });
    return signed;
  },
  async withdraw(tx, { room, id, no }, { on }) {
    const withdrawn = { ...on, status: signingLife.step('withdraw', on.status) };
    await tx.signings.put(withdrawn);
    tx.tell(signingEvents.PapersWithdrawn, { room, id, no });
    return withdrawn;
  },
  read: (_tx, _request, { on }) => on,
  list(tx, { room, id, ...page }, contract) {
    const { provider, customer } = sidesOf(contract);
    if (tx.caller.role !== 'auditor') tx.mustBe('a side of the contract', provider, customer);
    return tx.signings.list(page, room, id);
  },
};

/** The certificate that signs this transaction, by its key. */
const signatureOf = (tx: Tx) => ({
  by: tx.caller.member,
  keyHash: createHash('sha256').update(tx.callerKey()).digest('hex'),
  ...{ txId: tx.id, at: tx.now },
});
