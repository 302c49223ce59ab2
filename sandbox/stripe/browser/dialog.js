import { h } from './dom.js';
import { dress } from './look.js';

/** The bank's 3-D Secure challenge. Resolves to true when completed; failing, Escape and closing are all false. */
export function askBank(words, appearance) {
  return new Promise((resolve) => {
    const host = h('div', { 'data-stripe-challenge': '' });
    const root = host.attachShadow({ mode: 'open' });
    let passed = false;
    const end = (answer) => () => {
      passed = answer;
      dialog.close();
    };
    const dialog = h(
      'dialog',
      {
        class: 'dialog', 'aria-labelledby': 'title', 'aria-describedby': 'text',
        onClose() {
          host.remove();
          resolve(passed);
        },
      },
      h('h2', { id: 'title', text: words.challengeTitle }),
      h('p', { id: 'text', text: words.challengeText }),
      h(
        'div', {},
        h('button', { type: 'button', text: words.complete, autofocus: true, onClick: end(true) }),
        h('button', { type: 'button', text: words.fail, onClick: end(false) }),
      ),
    );
    root.append(dialog);
    dress(root, appearance);
    document.body.append(host);
    dialog.showModal();
  });
}
