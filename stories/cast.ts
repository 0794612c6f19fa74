import type { Role } from '@roadbook/chaincode/api';

/** Who plays: the part, the member, and the role of its certificate. All are in the topology's cast. */
export const CAST = {
  plant: ['manufacturer/plant', 'manufacturer'],
  supplier: ['manufacturer/supplier', 'supplier'],
  lender: ['lender/desk', 'lender'],
  approver: ['lender/approver', 'lender'],
  insurer: ['insurer/desk', 'insurer'],
  supervisor: ['insurer/supervisor', 'insurer'],
  registrar: ['registry/registrar', 'registrar'],
  owner: ['registry/owner', 'owner'],
  buyer: ['registry/buyer', 'owner'],
  workshop: ['registry/workshop', 'workshop'],
  merchant: ['registry/merchant', 'merchant'],
} as const;

/** The whole cast, each part as `enter` makes somebody of it. */
export async function castOf<R>(
  enter: (member: string, role: Role) => Promise<R>,
): Promise<{ readonly [Part in keyof typeof CAST]: R }> {
  const parts = Object.entries(CAST).map(
    async ([part, [member, role]]) => [part, await enter(member, role)] as const,
  );
  return Object.fromEntries(await Promise.all(parts)) as never;
}
