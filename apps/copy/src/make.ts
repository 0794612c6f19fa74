import { Store } from './store/store';

// Makes the embedded database in a folder, and ends. Whoever keeps the copy then opens it, and tells what is wrong.
process.umask(0o077);
void Store.open({ folder: process.argv[2] ?? '' })
  .then((store) => store.close())
  .finally(() => process.exit());
