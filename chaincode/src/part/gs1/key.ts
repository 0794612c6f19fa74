/**
 * GS1 General Specifications §7.9.1: weights 3, 1, 3, 1 from the right; the digit that lifts the sum to a
 * multiple of ten.
 */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    sum += (digits.charCodeAt(digits.length - 1 - index) - 48) * (index % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Whether the last digit is the check digit of those before it. */
export const isChecked = (digits: string): boolean => checkDigit(digits.slice(0, -1)) === digits.slice(-1);

/** The digits with their check digit. */
export const checked = (digits: string): string => digits + checkDigit(digits);
