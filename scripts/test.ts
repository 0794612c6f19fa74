export async function checkAll(_: { json: boolean; fast: boolean }) {}
