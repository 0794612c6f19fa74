// No other room stands on this one: there is nothing to open.
export {};
