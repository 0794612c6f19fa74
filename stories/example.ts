import { money, time } from '@roadbook/chaincode/api';
import { asLender, connect, RefusedByContract } from '@roadbook/gateway';

/**
 * What a lender's clerk sees of the first story's loan, and an instalment that is paid today. Answers what it shows.
 */
export async function example(profile: string, show: (line: string) => void): Promise<void> {
  await using desk = await connect({ profile, user: 'desk' });
  const { loans } = asLender(desk);
  const { loanId, status, terms } = await loans.read({ loanId: 'L-1' });
  const { planned } = await loans.schedule({ loanId });
  show(`${loanId} is ${status}: ${money.show(terms.principal)} in ${planned.length} instalments`);
  const amount = money.of(55_805n, 'EUR');
  const on = time.dayOf(new Date().toISOString());
  try {
    const { principal } = await loans.repay({ loanId, paymentId: 'X-1', amount, on });
    show(`${money.show(amount)} is booked, ${money.show(principal)} of it principal`);
  } catch (error) {
    if (error instanceof RefusedByContract) show(`${error.code}: ${error.says} ${error.cure}`);
  }
}

if (require.main === module) void example('.roadbook/profiles/lender.json', console.log);
