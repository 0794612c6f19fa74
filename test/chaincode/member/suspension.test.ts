import { openWorld, type Refused } from '@roadbook/ledger';

async function opened() {
  const world = await openWorld();
  const { be } = world;
  return {
    ...world,
    registrar: await be('registry/registrar', 'registrar'),
    auditor: await be('registry/auditor', 'auditor'),
    desk: await be('lender/desk', 'lender'),
    insurer: await be('insurer/desk', 'insurer'),
    plant: await be('manufacturer/plant', 'manufacturer'),
    clerk: await be('lender/clerk', 'lender'),
  };
}
const party = 'lender/clerk';

test('who is on no record is suspended too, and who did it is recorded', async () => {
  const { registrar, clerk } = await opened();
  await expect(registrar.on.member.read({ member: party })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await registrar.on.member.suspend({ party })).toEqual({ party, standing: 'suspended' });
  await expect(clerk.on.member.whoAmI({})).rejects.toMatchObject({ code: 'SUSPENDED' });
  expect(await registrar.on.member.read({ member: party })).toEqual({
    member: party,
    standing: 'suspended',
    suspendedBy: [{ side: 'registry', by: 'registry/registrar' }],
  });
  await expect(registrar.on.member.suspend({ party: 'nowhere/clerk' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('each side ends what it imposed, and nothing else', async () => {
  const { registrar, desk, clerk } = await opened();
  await desk.on.member.suspend({ party });
  await expect(registrar.on.member.reinstate({ party })).rejects.toMatchObject({
    code: 'SUSPENDED_BY_OTHERS',
  });
  await registrar.on.member.suspend({ party });
  await expect(desk.on.member.suspend({ party })).rejects.toMatchObject({ code: 'WRONG_STATUS' });
  expect(await desk.on.member.reinstate({ party })).toEqual({ party, standing: 'suspended' });
  await expect(clerk.on.member.whoAmI({})).rejects.toMatchObject({ code: 'SUSPENDED' });
  expect(await registrar.on.member.reinstate({ party })).toEqual({ party, standing: 'active' });
  expect(await clerk.on.member.whoAmI({})).toMatchObject({ member: party });
  await expect(registrar.on.member.reinstate({ party })).rejects.toMatchObject({ code: 'WRONG_STATUS' });
});

test('whoever was suspended before it was registered is registered and stays suspended', async () => {
  const { desk, registrar } = await opened();
  await registrar.on.member.suspend({ party });
  expect(await desk.on.member.register({ member: party, role: 'lender' })).toMatchObject({
    role: 'lender',
    standing: 'suspended',
    suspendedBy: [{ side: 'registry' }],
  });
});

test('a court order ends any suspension by two persons of two organisations, once', async () => {
  const { registrar, auditor, desk, insurer, plant, clerk } = await opened();
  await registrar.on.member.suspend({ party });
  const order = { party, courtOrderId: 'AZ-7' };
  await expect(desk.on.member.reinstate(order)).rejects.toMatchObject({ code: 'ORDER_NEEDS_TWO' });
  expect(await insurer.on.member.reinstate(order)).toMatchObject({ standing: 'suspended' });
  expect(await insurer.on.member.reinstate(order)).toMatchObject({ standing: 'suspended' });
  await expect(desk.on.member.reinstate(order)).rejects.toMatchObject({ code: 'ORDER_NEEDS_TWO' });
  await expect(clerk.on.member.whoAmI({})).rejects.toMatchObject({ code: 'SUSPENDED' });
  expect(await auditor.on.member.reinstate(order)).toEqual({ party, standing: 'active' });
  expect(await clerk.on.member.whoAmI({})).toMatchObject({ member: party });
  await registrar.on.member.suspend({ party });
  await expect(plant.on.member.reinstate(order)).rejects.toMatchObject({ code: 'ORDER_CARRIED_OUT' });
});

test('one registrar alone does not close the consortium for good', async () => {
  const { registrar, plant } = await opened();
  const closing = [
    registrar.on.member.suspend({ party: 'registry' }),
    registrar.on.member.admit({ org: 'registry', kind: 'registry', confers: ['owner'] }),
    registrar.on.member.admit({ org: 'registry', kind: 'lender', confers: ['registrar'] }),
  ];
  for (const one of closing) await expect(one).rejects.toMatchObject({ code: 'REGISTRY_STAYS' });
  for (const party of ['manufacturer', 'lender', 'insurer']) await registrar.on.member.suspend({ party });
  await expect(plant.on.member.whoAmI({})).rejects.toMatchObject({ code: 'SUSPENDED' });
  await registrar.on.member.reinstate({ party: 'manufacturer' });
  expect(await plant.on.member.whoAmI({})).toMatchObject({ org: 'manufacturer' });
});

test('a suspension of before, which names no side, is ended by either', async () => {
  const { ledger, registrar, desk } = await opened();
  await desk.on.member.register({ member: party, role: 'lender' });
  await registrar.on.member.suspend({ party });
  const key = '\u0000member\u0000lender\u0000clerk\u0000';
  const stored = ledger.world.state.get(key);
  const old = JSON.parse(stored?.value.toString() ?? '{}') as { record: { suspendedBy?: unknown } };
  delete old.record.suspendedBy;
  ledger.world.state.set(key, { value: Buffer.from(JSON.stringify(old)), version: stored?.version ?? '' });
  expect(await desk.on.member.reinstate({ party })).toEqual({ party, standing: 'active' });
});

const broken = [
  '',
  'null',
  '{"a":'.repeat(20_000),
  `{"party":"${'x'.repeat(100_000)}`,
  'x'.repeat(2_000_000),
] as const;

test.each(broken.map((text) => [`${text.slice(0, 12)}… of ${text.length}`, text] as const))(
  'nobody learns from %s more than that it may not call',
  async (_, request) => {
    const { ledger, registrar, clerk, be } = await opened();
    await registrar.on.member.suspend({ party });
    const stranger = await be('lender/stranger', 'registrar');
    const owner = await be('lender/owner', 'owner');
    const code = (person: typeof clerk, name: string) =>
      ledger.simulate(person, { manner: 'submit', room: 'member', name, request }).then(
        () => 'ANSWERED',
        (error: Refused) => error.code,
      );
    expect(await code(clerk, 'suspend')).toBe('SUSPENDED');
    expect(await code(stranger, 'suspend')).toBe('ROLE_NOT_CONFERRED');
    expect(await code(owner, 'suspend')).toBe('NOT_ALLOWED');
    expect(await code(registrar, 'suspend')).toBe('UNREADABLE_REQUEST');
  },
);

test('who suspended a member, and why, is told to itself, its organisation and the authorities; to others that it is', async () => {
  const { registrar, auditor, desk, insurer, plant } = await opened();
  await desk.on.member.register({ member: party, role: 'lender' });
  await registrar.on.member.suspend({ party });
  const seen = { member: party, role: 'lender', standing: 'suspended' };
  for (const other of [insurer, plant]) expect(await other.on.member.read({ member: party })).toEqual(seen);
  const whole = { ...seen, suspendedBy: [{ side: 'registry', by: 'registry/registrar' }] };
  for (const one of [registrar, auditor, desk])
    expect(await one.on.member.read({ member: party })).toEqual(whole);
});

test('next tells the registry and the own organisation what they may do about a member, and others nothing', async () => {
  const { registrar, desk, insurer } = await opened();
  await desk.on.member.register({ member: party, role: 'lender' });
  const about = { kind: 'member' as const, id: ['lender', 'clerk'] };
  const suspend = { step: 'suspend', operations: ['suspend'] };
  expect(await desk.on.member.next(about)).toEqual({ status: 'active', steps: [suspend] });
  await registrar.on.member.suspend({ party });
  const reinstate = { step: 'reinstate', operations: ['reinstate'] };
  expect(await registrar.on.member.next(about)).toEqual({ status: 'suspended', steps: [suspend, reinstate] });
  await expect(insurer.on.member.next(about)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  expect(await registrar.on.member.next({ kind: 'organisation', id: ['lender'] })).toMatchObject({
    status: 'active',
  });
});
