/** Makes an element; `on…` properties are listeners, `data`, `aria-…` and the like become attributes. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2).toLowerCase(), value);
    else if (name === 'text') element.textContent = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

const WORDS = {
  en: {
    number: 'Card number',
    expiry: 'Expiration date',
    cvc: 'Security code',
    expiryHint: 'MM / YY',
    cvcHint: 'CVC',
    sandbox: 'Sandbox: no real card is charged. Test card 4242 4242 4242 4242, any future date, any code.',
    numberIncomplete: 'Your card number is incomplete.',
    numberInvalid: 'Your card number is invalid.',
    expiryIncomplete: "Your card's expiration date is incomplete.",
    expiryPast: "Your card's expiration date is in the past.",
    expiryInvalid: "Your card's expiration month is invalid.",
    cvcIncomplete: "Your card's security code is incomplete.",
    link: 'Pay with Link (sandbox)',
    express: 'Express checkout',
    challengeTitle: '3-D Secure (sandbox)',
    challengeText: 'Your bank asks you to confirm this payment. Choose how it should end.',
    complete: 'Complete authentication',
    fail: 'Fail authentication',
    offline: 'We could not reach the payment service. Check your connection and try again.',
  },
  de: {
    number: 'Kartennummer',
    expiry: 'Ablaufdatum',
    cvc: 'Sicherheitscode',
    expiryHint: 'MM / JJ',
    cvcHint: 'CVC',
    sandbox: 'Sandbox: Es wird keine echte Karte belastet. Testkarte 4242 4242 4242 4242, Datum in der Zukunft, beliebiger Code.',
    numberIncomplete: 'Ihre Kartennummer ist unvollständig.',
    numberInvalid: 'Ihre Kartennummer ist ungültig.',
    expiryIncomplete: 'Das Ablaufdatum Ihrer Karte ist unvollständig.',
    expiryPast: 'Das Ablaufdatum Ihrer Karte liegt in der Vergangenheit.',
    expiryInvalid: 'Der Ablaufmonat Ihrer Karte ist ungültig.',
    cvcIncomplete: 'Der Sicherheitscode Ihrer Karte ist unvollständig.',
    link: 'Mit Link bezahlen (Sandbox)',
    express: 'Express-Checkout',
    challengeTitle: '3-D Secure (Sandbox)',
    challengeText: 'Ihre Bank bittet Sie, diese Zahlung zu bestätigen. Wählen Sie, wie es ausgehen soll.',
    complete: 'Authentifizierung abschließen',
    fail: 'Authentifizierung ablehnen',
    offline: 'Der Zahlungsdienst ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  },
};

export function wordsFor(locale) {
  const asked = !locale || locale === 'auto' ? document.documentElement.lang || 'en' : locale;
  return WORDS[asked.slice(0, 2).toLowerCase()] ?? WORDS.en;
}
