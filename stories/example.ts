import { money } from '@roadbook/chaincode/api';
import { asLender, connect, RefusedByContract } from '@roadbook/gateway';

/**
 * What a lender's clerk sees of the first story's loan, and what a wrong payment gets. Answers what it shows.
 */
export async function example(profile: string, show: (line: string) => void): Promise<void> {
  await using desk = await connect({ profile, user: 'desk' });
  const { loans } = asLender(desk);
  const loan = await loans.read({ loanId: 'L-1' });
  const { planned } = await loans.schedule({ loanId: loan.loanId });
  show(
    `${loan.loanId} is ${loan.status}: ${money.show(loan.terms.principal)} in ${planned.length} instalments`,
  );
  try {
    await loans.repay({
      loanId: loan.loanId,
      paymentId: 'X-1',
      amount: money.of(100n, 'USD'),
      on: '2024-03-01',
    });
  } catch (error) {
    if (error instanceof RefusedByContract) show(`${error.code}: ${error.says} ${error.cure}`);
  }
}

if (require.main === module) void example('.roadbook/profiles/lender.json', console.log);
