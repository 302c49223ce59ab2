import { h, wordsFor } from './dom.js';
import { createCardForm } from './fields.js';
import { dress } from './look.js';

export function integrationError(message) {
  return Object.assign(new Error(message), { name: 'IntegrationError' });
}

/** The events of one Element. `announce` tells latecomers too: React attaches its listeners after mounting. */
function createEvents() {
  const listeners = new Map();
  const last = new Map();
  const emit = (name, detail) => {
    for (const listener of listeners.get(name) ?? []) listener(detail);
  };
  return {
    emit,
    announce(name, detail) {
      last.set(name, detail);
      emit(name, detail);
    },
    add(name, listener) {
      if (!listeners.has(name)) listeners.set(name, new Set());
      listeners.get(name).add(listener);
      if (last.has(name)) queueMicrotask(() => listeners.get(name).has(listener) && listener(last.get(name)));
    },
    remove(name, listener) {
      if (listener) listeners.get(name)?.delete(listener);
      else listeners.delete(name);
    },
    has: (name) => (listeners.get(name)?.size ?? 0) > 0,
    forgetAnnounced: () => last.clear(),
  };
}

/** What every Element shares: events, and a shadow root of its own wherever it is mounted. */
function createElement(group, type, build) {
  const events = createEvents();
  let mounted = null;
  let isDestroyed = false;

  const element = {
    events,
    on(name, listener) {
      events.add(name, listener);
      return element;
    },
    once(name, listener) {
      const once = (detail) => {
        events.remove(name, once);
        listener(detail);
      };
      return element.on(name, once);
    },
    off(name, listener) {
      events.remove(name, listener);
      return element;
    },
    mount(target) {
      if (isDestroyed) throw integrationError('This Element has already been destroyed. Please create a new one.');
      const node = typeof target === 'string' ? document.querySelector(target) : target;
      if (!node) throw integrationError('The selector you specified applies to no DOM elements that are currently on the page.');
      element.unmount();
      const host = h('div', { 'data-stripe-element': type });
      const built = build({ group, element, emit: events.emit, words: wordsFor(group.options.locale) });
      const mine = { host, root: host.attachShadow({ mode: 'open' }), built };
      mine.root.append(built.node);
      mounted = mine;
      element.redress();
      node.replaceChildren(host);
      setTimeout(() => {
        if (mounted !== mine) return;
        events.announce('loaderstart', { elementType: type });
        events.announce('ready', built.readyDetail ?? { elementType: type });
      });
    },
    redress() {
      if (mounted) dress(mounted.root, group.options.appearance);
    },
    update() {},
    unmount() {
      mounted?.host.remove();
      mounted = null;
      events.forgetAnnounced();
    },
    destroy() {
      element.unmount();
      isDestroyed = true;
      group.forget(type);
    },
    focus: () => mounted?.built.focus?.(),
    blur: () => mounted?.built.blur?.(),
    clear: () => mounted?.built.clear?.(),
    collapse() {},
    built: () => mounted?.built,
  };
  return element;
}

function buildPayment({ group, emit, words }) {
  const form = createCardForm(words, (name) => {
    if (name !== 'change') return emit(name, { elementType: 'payment' });
    group.isSubmitted = false;
    emit('change', {
      elementType: 'payment', complete: form.isComplete(), empty: form.isEmpty(), collapsed: false, value: { type: 'card' },
    });
  });
  return form;
}

function buildExpress({ group, element, emit, words }) {
  const confirm = () => {
    group.express = { type: 'link' };
    emit('confirm', {
      elementType: 'expressCheckout',
      expressPaymentType: 'link',
      billingDetails: {
        name: 'Sandbox Traveller', email: 'link@example.com', phone: '',
        address: { line1: '', line2: '', city: '', state: '', postal_code: '', country: 'US' },
      },
      paymentFailed() {
        group.express = null;
      },
    });
  };
  const button = h('button', {
    type: 'button', class: 'Link', text: words.link,
    onClick() {
      if (!element.events.has('click')) return confirm();
      emit('click', {
        elementType: 'expressCheckout',
        expressPaymentType: 'link',
        resolve: () => setTimeout(confirm),
        reject: () => emit('cancel', { elementType: 'expressCheckout' }),
      });
    },
  });
  return {
    node: h('div', { role: 'group', 'aria-label': words.express }, button),
    focus: () => button.focus(),
    blur: () => button.blur(),
    readyDetail: {
      elementType: 'expressCheckout',
      availablePaymentMethods: { link: true, applePay: false, googlePay: false, paypal: false, amazonPay: false, klarna: false },
    },
  };
}

const BUILDERS = { payment: buildPayment, expressCheckout: buildExpress };

/** One Elements group: the Elements of one payment, created from a client secret or, deferred, from amount and currency. */
export function createElements(options = {}) {
  const made = new Map();
  const group = { options: { ...options }, express: null, isSubmitted: false, forget: (type) => made.delete(type) };
  return {
    group,
    create(type) {
      if (!BUILDERS[type]) throw integrationError(`The sandbox has no ${type} Element.`);
      if (made.has(type)) throw integrationError(`Can only create one Element of type ${type} through an Elements group.`);
      if (!group.options.clientSecret && !group.options.mode) {
        throw integrationError(`In order to create a ${type} Element, you must pass a clientSecret or mode when creating the Elements group.`);
      }
      const element = createElement(group, type, BUILDERS[type]);
      made.set(type, element);
      return element;
    },
    getElement: (type) => made.get(typeof type === 'string' ? type : type?.__elementType) ?? null,
    update(changes) {
      Object.assign(group.options, changes);
      if ('appearance' in changes) for (const element of made.values()) element.redress();
    },
    async fetchUpdates() {
      return {};
    },
    async submit() {
      if (!group.express) {
        const error = made.get('payment')?.built()?.validate();
        if (error) return { error };
      }
      group.isSubmitted = true;
      return { selectedPaymentMethod: group.express ? 'link' : 'card' };
    },
    /** What the customer chose to pay with, as the API takes it. */
    paymentMethodData: () => (group.express ? { type: 'link' } : { type: 'card', card: made.get('payment')?.built()?.card() }),
  };
}
