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
