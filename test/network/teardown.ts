import { closeScratch } from '../scratch';
import './setup';

module.exports = async () => {
  try {
    await globalThis.roadbookNetwork?.lower();
  } finally {
    closeScratch();
  }
};
