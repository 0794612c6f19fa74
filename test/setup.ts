import { openScratch } from './scratch';

module.exports = openScratch;
