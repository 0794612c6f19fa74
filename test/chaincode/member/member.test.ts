import { money } from '@roadbook/chaincode/api';
import { clientsOf, enrol, Ledger, openWorld } from '@roadbook/ledger';

describe.each([true, false])('member, with batched messages: %s', (batched) => {
  test('the registry founds the consortium once', async () => {
    const { admin, be, ledger } = await openWorld({ batched });
    await expect(
      admin.on.member.found({ organisations: [{ org: 'x', kind: 'registry', confers: ['registrar'] }] }),
    ).rejects.toMatchObject({
      code: 'ALREADY_FOUNDED',
    });
    const registrar = await be('registry/registrar', 'registrar');
    const { items } = await registrar.on.member.listOrganisations({ size: 10 });
    expect(items.map(({ org }) => org)).toEqual(['insurer', 'lender', 'manufacturer', 'registry']);
    expect(ledger.events[0]?.facts[0]).toMatchObject({ name: 'ConsortiumFounded' });
  });

  test('a suspended member is refused everywhere until reinstated', async () => {
    const { be } = await openWorld({ batched });
    const registrar = await be('registry/registrar', 'registrar');
    const desk = await be('lender/desk', 'lender');
    await desk.on.member.register({ member: 'lender/clerk', role: 'lender' });
    const clerk = await be('lender/clerk', 'lender');
    expect(await clerk.on.member.whoAmI({})).toEqual({
      member: 'lender/clerk',
      org: 'lender',
      role: 'lender',
      staff: true,
    });
    await registrar.on.member.suspend({ party: 'lender/clerk' });
    await expect(clerk.on.member.whoAmI({})).rejects.toMatchObject({ code: 'SUSPENDED' });
    await expect(desk.on.member.reinstate({ party: 'lender/clerk' })).rejects.toMatchObject({
      code: 'SUSPENDED_BY_OTHERS',
    });
    await registrar.on.member.reinstate({ party: 'lender/clerk' });
    expect((await clerk.on.member.whoAmI({})).role).toBe('lender');
  });
});

describe('member rules', () => {
  const registry = { org: 'registry', kind: 'registry', confers: ['registrar'] } as const;

  test('only the registry founds, and names each organisation once', async () => {
    const ledger = new Ledger();
    const admin = (org: string) =>
      enrol(org, 'admin', {}, 'admin').then((person) => clientsOf((call) => ledger.call(person, call)));
    const founding = { organisations: [{ ...registry, confers: [...registry.confers] }] };
    await expect((await admin('lender')).member.found(founding)).rejects.toMatchObject({
      code: 'FOUNDER_NOT_REGISTRY',
    });
    const coup = {
      organisations: [{ org: 'lender', kind: 'registry' as const, confers: ['registrar' as const] }],
    };
    await expect((await admin('lender')).member.found(coup)).rejects.toMatchObject({
      code: 'NOT_THE_FOUNDER',
    });
    const twice = { organisations: [...founding.organisations, ...founding.organisations] };
    await expect((await admin('registry')).member.found(twice)).rejects.toMatchObject({
      code: 'NAMED_TWICE',
    });
    expect((await (await admin('registry')).member.found(founding)).organisations).toHaveLength(1);
  });

  test('an administrator is who its certificate says, not who writes it into another name', async () => {
    const ledger = new Ledger();
    const person = await enrol('registry', 'clerk', {}, 'client, O=a/b/OU=admin/c');
    const on = clientsOf((call) => ledger.call(person, call));
    const founding = { organisations: [{ ...registry, confers: [...registry.confers] }] };
    await expect(on.member.found(founding)).rejects.toMatchObject({ code: 'STRANGER' });
  });

  test('an organisation that joins the channel later cannot found the consortium anew', async () => {
    const { ledger, be } = await openWorld();
    const admin = await enrol('bank', 'admin', {}, 'admin');
    const on = clientsOf((call) => ledger.call(admin, call));
    const bank = { org: 'bank', kind: 'registry', confers: ['registrar'] } as const;
    const coup = {
      organisations: [
        { ...bank, confers: [...bank.confers] },
        { ...registry, confers: ['owner' as const] },
      ],
    };
    await expect(on.member.found(coup)).rejects.toMatchObject({ code: 'ALREADY_FOUNDED' });
    expect((await (await be('registry/registrar', 'registrar')).on.member.whoAmI({})).role).toBe('registrar');
  });

  test('the auditor speaks for nobody: it registers, suspends and pays nothing of its organisation', async () => {
    const { be } = await openWorld();
    const auditor = await be('registry/auditor', 'auditor');
    expect(await auditor.on.member.whoAmI({})).toMatchObject({ role: 'auditor', staff: false });
    await expect(auditor.on.member.suspend({ party: 'registry/registrar' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await expect(auditor.on.member.register({ member: 'registry/x', role: 'owner' })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    const transfer = {
      paymentId: 'P-1',
      from: 'registry',
      lots: ['I-1:0'],
      to: [{ party: 'registry/auditor', amount: money.of(1n, 'EUR') }],
    };
    await expect(auditor.on.payment.transfer(transfer)).rejects.toMatchObject({ code: 'NOT_YOURS' });
  });

  test('a client certificate does not found', async () => {
    const ledger = new Ledger();
    const person = await enrol('registry', 'registrar', { 'roadbook.role': 'registrar' });
    const on = clientsOf((call) => ledger.call(person, call));
    await expect(
      on.member.found({ organisations: [{ ...registry, confers: ['registrar'] }] }),
    ).rejects.toMatchObject({
      code: 'STRANGER',
    });
  });

  test('staff register members of their own organisation, in roles that it confers', async () => {
    const { be } = await openWorld();
    const desk = await be('lender/desk', 'lender');
    await expect(desk.on.member.register({ member: 'insurer/desk', role: 'owner' })).rejects.toMatchObject({
      code: 'NOT_ITS_ORGANISATION',
    });
    await expect(desk.on.member.register({ member: 'lender/x', role: 'registrar' })).rejects.toMatchObject({
      code: 'ROLE_NOT_YOURS_TO_GIVE',
    });
    await desk.on.member.register({ member: 'lender/x', role: 'owner' });
    await expect(desk.on.member.register({ member: 'lender/x', role: 'lender' })).rejects.toMatchObject({
      code: 'EXISTS_DIFFERENTLY',
    });
    expect(await desk.on.member.register({ member: 'lender/x', role: 'owner' })).toMatchObject({
      standing: 'active',
    });
  });

  test('an organisation falls only with the registrar, and then its members with it', async () => {
    const { be } = await openWorld();
    const desk = await be('lender/desk', 'lender');
    const registrar = await be('registry/registrar', 'registrar');
    await expect(desk.on.member.suspend({ party: 'lender' })).rejects.toMatchObject({
      code: 'SUSPENDED_BY_REGISTRAR',
    });
    await expect(desk.on.member.suspend({ party: 'insurer/desk' })).rejects.toMatchObject({
      code: 'SUSPENDED_BY_REGISTRAR',
    });
    await registrar.on.member.suspend({ party: 'lender' });
    await expect(registrar.on.member.suspend({ party: 'lender' })).rejects.toMatchObject({
      code: 'WRONG_STATUS',
    });
    await expect(desk.on.member.whoAmI({})).rejects.toMatchObject({ code: 'SUSPENDED' });
    await registrar.on.member.reinstate({ party: 'lender' });
    expect((await desk.on.member.whoAmI({})).org).toBe('lender');
  });

  test('an admitted organisation confers what the registrar said', async () => {
    const { be } = await openWorld();
    const registrar = await be('registry/registrar', 'registrar');
    const clerk = await be('bank/clerk', 'lender');
    await expect(clerk.on.member.whoAmI({})).rejects.toMatchObject({ code: 'STRANGER' });
    await registrar.on.member.admit({ org: 'bank', kind: 'lender', confers: ['lender'] });
    expect((await clerk.on.member.whoAmI({})).member).toBe('bank/clerk');
    expect((await clerk.on.member.readOrganisation({ org: 'bank' })).standing).toBe('active');
    await expect(clerk.on.member.read({ member: 'bank/clerk' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
