import { CHECKS, digitsOf, reformat } from './card.js';
import { h } from './dom.js';

const FIELDS = [
  { name: 'number', autocomplete: 'cc-number', hint: () => '1234 1234 1234 1234', max: 23 },
  { name: 'expiry', autocomplete: 'cc-exp', hint: (words) => words.expiryHint, max: 7 },
  { name: 'cvc', autocomplete: 'cc-csc', hint: (words) => words.cvcHint, max: 4 },
];

function createField({ name, autocomplete, hint, max }, words, on) {
  const error = h('p', { id: `${name}-error`, class: 'Error', role: 'alert' });
  const field = {
    name,
    input: h('input', {
      id: name, name, autocomplete, class: 'Input', inputmode: 'numeric', type: 'text', maxlength: max,
      placeholder: hint(words), 'aria-describedby': `${name}-error`, 'aria-required': 'true',
      onInput(event) {
        reformat(name, field.input, event.inputType);
        field.show(null);
        on.tell('change');
      },
      onFocus: () => on.tell('focus'),
      onBlur() {
        if (field.input.value !== '') field.show(on.problem(field));
        on.tell('blur');
      },
      onKeydown(event) {
        if (event.key === 'Escape') on.tell('escape');
        // Fields in a shadow root belong to no form, but Enter pays all the same.
        if (event.key === 'Enter') field.input.getRootNode().host.closest('form')?.requestSubmit();
      },
    }),
    read: () => digitsOf(field.input.value),
    show(problem) {
      error.textContent = problem ? words[problem[1]] : '';
      field.input.classList.toggle('Input--invalid', Boolean(problem));
      if (problem) field.input.setAttribute('aria-invalid', 'true');
      else field.input.removeAttribute('aria-invalid');
    },
  };
  const label = h('label', { for: name, class: 'Label', text: words[name] });
  field.row = h('div', { class: name === 'number' ? 'wide' : undefined }, label, field.input, error);
  return field;
}

/** The card form: three labelled fields that format while typing and say what is wrong when left or submitted. */
export function createCardForm(words, tell) {
  const problem = (field) => CHECKS[field.name](field.read(), fields[0].read());
  const fields = FIELDS.map((facts) => createField(facts, words, { tell, problem }));
  const [number, expiry, cvc] = fields;
  const hint = h('p', { class: 'hint wide', text: words.sandbox });
  return {
    node: h('div', { class: 'form' }, ...fields.map(({ row }) => row), hint),
    isComplete: () => fields.every((field) => !problem(field)),
    isEmpty: () => fields.every(({ input }) => input.value === ''),
    focus: () => number.input.focus(),
    blur: () => fields.forEach(({ input }) => input.blur()),
    clear() {
      for (const field of fields) {
        field.input.value = '';
        field.show(null);
      }
      tell('change');
    },
    /** Shows every problem, moves to the first, and returns it as Stripe.js does. */
    validate() {
      for (const field of fields) field.show(problem(field));
      const first = fields.find(problem);
      if (!first) return null;
      first.input.focus();
      const [code, text] = problem(first);
      return { type: 'validation_error', code, message: words[text] };
    },
    card() {
      const date = expiry.read();
      return { number: number.read(), exp_month: date.slice(0, 2), exp_year: date.slice(2), cvc: cvc.read() };
    },
  };
}
