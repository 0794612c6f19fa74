import type { Home } from './home';
export async function doctor(_home: Home, _json: boolean) {}
