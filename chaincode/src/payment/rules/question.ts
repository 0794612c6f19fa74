import { question } from '../../kit/question';

/** The merchant category that a payee was let in for, if it may take payments now. Merchant knows. */
export const categoryOf = question<'finds', [payee: string], string | undefined>(
  'finds',
  'the category of a merchant that is paid',
);
