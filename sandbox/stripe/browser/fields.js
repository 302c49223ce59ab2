import { h } from './dom.js';

const digitsOf = (text) => text.replace(/\D/g, '');
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

const CHECKS = {
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

const FIELDS = [
  { name: 'number', autocomplete: 'cc-number', hint: () => '1234 1234 1234 1234', max: 23 },
  { name: 'expiry', autocomplete: 'cc-exp', hint: (words) => words.expiryHint, max: 7 },
  { name: 'cvc', autocomplete: 'cc-csc', hint: (words) => words.cvcHint, max: 4 },
];

/** The card form: three labelled fields that format while typing and say what is wrong when left or submitted. */
export function createCardForm(words, tell) {
  const inputs = {};
  const errors = {};
  const read = (name) => digitsOf(inputs[name].value);
  const problem = (name) => CHECKS[name](read(name), read('number'));

  function show(name, found) {
    errors[name].textContent = found ? words[found[1]] : '';
    inputs[name].classList.toggle('Input--invalid', Boolean(found));
    if (found) inputs[name].setAttribute('aria-invalid', 'true');
    else inputs[name].removeAttribute('aria-invalid');
  }

  function reformat(name, event) {
    const input = inputs[name];
    const isDeleting = (event.inputType ?? '').startsWith('delete');
    const caret = digitsOf(input.value.slice(0, input.selectionStart ?? input.value.length)).length;
    const isAtEnd = (input.selectionStart ?? input.value.length) >= input.value.length;
    const digits = digitsOf(input.value);
    const shown = name === 'number' ? groupNumber(digits) : name === 'expiry' ? groupExpiry(digits, isDeleting) : digits.slice(0, 4);
    if (shown === input.value) return;
    input.value = shown;
    if (isAtEnd) return;
    let place = 0;
    for (let seen = 0; place < shown.length && seen < caret; place += 1) if (/\d/.test(shown[place])) seen += 1;
    input.setSelectionRange(place, place);
  }

  const rows = FIELDS.map(({ name, autocomplete, hint, max }) => {
    inputs[name] = h('input', {
      id: name, name, autocomplete, class: 'Input', inputmode: 'numeric', type: 'text', maxlength: max,
      placeholder: hint(words), 'aria-describedby': `${name}-error`, 'aria-required': 'true',
      onInput(event) {
        reformat(name, event);
        show(name, null);
        tell('change');
      },
      onFocus: () => tell('focus'),
      onBlur() {
        show(name, inputs[name].value === '' ? null : problem(name));
        tell('blur');
      },
      onKeydown(event) {
        if (event.key === 'Escape') tell('escape');
      },
    });
    errors[name] = h('p', { id: `${name}-error`, class: 'Error', role: 'alert' });
    const label = h('label', { for: name, class: 'Label', text: words[name] });
    return h('div', { class: name === 'number' ? 'wide' : undefined }, label, inputs[name], errors[name]);
  });

  return {
    node: h('div', { class: 'form' }, ...rows, h('p', { class: 'hint wide', text: words.sandbox })),
    isComplete: () => FIELDS.every(({ name }) => !problem(name)),
    isEmpty: () => FIELDS.every(({ name }) => inputs[name].value === ''),
    focus: () => inputs.number.focus(),
    blur: () => FIELDS.forEach(({ name }) => inputs[name].blur()),
    clear() {
      for (const { name } of FIELDS) {
        inputs[name].value = '';
        show(name, null);
      }
      tell('change');
    },
    /** Shows every problem, moves to the first, and returns it as Stripe.js does. */
    validate() {
      const found = FIELDS.map(({ name }) => [name, problem(name)]);
      for (const [name, wrong] of found) show(name, wrong);
      const first = found.find(([, wrong]) => wrong);
      if (!first) return null;
      inputs[first[0]].focus();
      return { type: 'validation_error', code: first[1][0], message: words[first[1][1]] };
    },
    card() {
      const expiry = read('expiry');
      return { number: read('number'), exp_month: expiry.slice(0, 2), exp_year: expiry.slice(2), cvc: read('cvc') };
    },
  };
}
