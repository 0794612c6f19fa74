import type { Home } from '../home';

/** Ends the tokens of a user of an organisation's server; answers how many. */
export async function endTokens(home: Home, org: string, user: string): Promise<number> {
  const { openHome, revokeTokens } = await import('@roadbook/api');
  return revokeTokens(openHome(home.root, org), user);
}
