export const digitsOf = (text) => text.replace(/\D/g, '');
const isAmex = (digits) => /^3[47]/.test(digits);

function groupNumber(digits) {
  if (isAmex(digits)) return [digits.slice(0, 4), digits.slice(4, 10), digits.slice(10, 15)].filter(Boolean).join(' ');
  return digits.slice(0, 19).replace(/(.{4})(?=.)/g, '$1 ');
}

function groupExpiry(typed, isDeleting) {
  const digits = (/^[2-9]/.test(typed) ? `0${typed}` : typed).slice(0, 4);
  if (digits.length > 2) return `${digits.slice(0, 2)} / ${digits.slice(2)}`;
  return digits.length === 2 && !isDeleting ? `${digits} / ` : digits;
}

function hasValidChecksum(digits) {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** What is wrong with a field: Stripe's code and the name of our text, or null. */
export const CHECKS = {
  number(digits) {
    if (digits.length < (isAmex(digits) ? 15 : 16)) return ['incomplete_number', 'numberIncomplete'];
    return hasValidChecksum(digits) ? null : ['invalid_number', 'numberInvalid'];
  },
  expiry(digits) {
    if (digits.length < 4) return ['incomplete_expiry', 'expiryIncomplete'];
    const month = Number(digits.slice(0, 2));
    if (month < 1 || month > 12) return ['invalid_expiry_month', 'expiryInvalid'];
    const now = new Date();
    const isPast = (2000 + Number(digits.slice(2))) * 12 + month < now.getFullYear() * 12 + now.getMonth() + 1;
    return isPast ? ['invalid_expiry_year_past', 'expiryPast'] : null;
  },
  cvc: (digits, number) => (digits.length < (isAmex(number) ? 4 : 3) ? ['incomplete_cvc', 'cvcIncomplete'] : null),
};

/** Groups the digits of a field as people write them, and leaves the caret between the same two digits. */
export function reformat(name, input, inputType) {
  const start = input.selectionStart ?? input.value.length;
  const before = digitsOf(input.value.slice(0, start)).length;
  const isAtEnd = start >= input.value.length;
  const digits = digitsOf(input.value);
  const isDeleting = (inputType ?? '').startsWith('delete');
  const shown = name === 'number' ? groupNumber(digits) : name === 'expiry' ? groupExpiry(digits, isDeleting) : digits.slice(0, 4);
  if (shown === input.value) return;
  input.value = shown;
  if (isAtEnd) return;
  let place = 0;
  for (let seen = 0; place < shown.length && seen < before; place += 1) if (/\d/.test(shown[place])) seen += 1;
  input.setSelectionRange(place, place);
}
