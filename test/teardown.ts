import { closeScratch } from './scratch';

module.exports = closeScratch;
