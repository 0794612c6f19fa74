import { openWorld } from '../../kit/ledger/world';

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
    expect(await clerk.on.member.whoAmI({})).toEqual({ member: 'lender/clerk', org: 'lender', role: 'lender', staff: true });
    await registrar.on.member.suspend({ party: 'lender/clerk' });
    await expect(clerk.on.member.whoAmI({})).rejects.toMatchObject({ code: 'SUSPENDED' });
    await desk.on.member.reinstate({ party: 'lender/clerk' });
    expect((await clerk.on.member.whoAmI({})).role).toBe('lender');
  });
});
