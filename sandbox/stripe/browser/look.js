const THEMES = {
  stripe: {
    colorPrimary: '#0570de', colorBackground: '#ffffff', colorText: '#30313d', colorTextSecondary: '#5d5e68',
    colorDanger: '#c0123c', colorTextPlaceholder: '#6d6e78', borderRadius: '6px', spacingUnit: '4px',
    fontFamily: 'system-ui, sans-serif', fontSizeBase: '16px', border: '#8a8c98',
  },
  night: {
    colorPrimary: '#85d996', colorBackground: '#30313d', colorText: '#ffffff', colorTextSecondary: '#c9cad2',
    colorDanger: '#fe9eb3', colorTextPlaceholder: '#b9bac4', borderRadius: '6px', spacingUnit: '4px',
    fontFamily: 'system-ui, sans-serif', fontSizeBase: '16px', border: '#8a8c98',
  },
};

const BASE = `
:host { display: block; }
.form { display: grid; grid-template-columns: 1fr 1fr; gap: calc(var(--spacingUnit) * 4) calc(var(--spacingUnit) * 3);
  font-family: var(--fontFamily); font-size: var(--fontSizeBase); color: var(--colorText); text-align: start; }
.wide { grid-column: 1 / -1; }
.Label { display: block; margin-bottom: var(--spacingUnit); font-size: 0.9em; color: var(--colorText); }
.Input { box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: 0.6rem 0.75rem; font: inherit; font-size: max(16px, 1em);
  color: var(--colorText); background: var(--colorBackground); border: 1px solid var(--border);
  border-radius: var(--borderRadius); direction: ltr; }
.Input::placeholder { color: var(--colorTextPlaceholder); opacity: 1; }
.Input:focus { outline: 2px solid var(--colorPrimary); outline-offset: 1px; }
.Input--invalid { border-color: var(--colorDanger); color: var(--colorDanger); }
.Error { margin: var(--spacingUnit) 0 0; font-size: 0.85em; color: var(--colorDanger); }
.Error:empty { display: none; }
.hint { margin: 0; font-size: 0.8em; line-height: 1.4; color: var(--colorTextSecondary); }
.Link { box-sizing: border-box; width: 100%; min-height: var(--buttonHeight, 44px); padding: 0.6rem 1rem; font: 600 1rem var(--fontFamily);
  color: #011e0f; background: #00d66f; border: 0; border-radius: var(--borderRadius); cursor: pointer; }
.Link:focus-visible, .dialog button:focus-visible { outline: 3px solid var(--colorPrimary); outline-offset: 2px; }
.dialog { box-sizing: border-box; max-width: min(26rem, calc(100vw - 2rem)); padding: 1.5rem; border: 1px solid var(--border); border-radius: 12px; font: 1rem/1.5 var(--fontFamily);
  color: var(--colorText); background: var(--colorBackground); }
.dialog::backdrop { background: rgb(0 0 0 / 55%); }
.dialog h2 { margin: 0 0 0.5rem; font-size: 1.2rem; }
.dialog div { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-top: 1.25rem; }
.dialog button { min-height: 2.75rem; padding: 0.5rem 1rem; font: inherit; color: inherit; background: none;
  border: 1px solid currentcolor; border-radius: 8px; cursor: pointer; }
`;

const RULE = /^\.[A-Za-z][\w-]*(?:::?[a-z-]+)*$/;

/**
 * Dresses a shadow root in the merchant's appearance. Only CSSOM is used: a page with a strict policy needs
 * no exception for it, and no value can smuggle in a rule.
 */
export function dress(root, appearance = {}) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(BASE);
  const host = sheet.cssRules[0].style;
  const theme = THEMES[appearance.theme] ?? THEMES.stripe;
  for (const [name, value] of Object.entries({ ...theme, ...appearance.variables })) host.setProperty(`--${name}`, value);
  for (const [selector, declarations] of Object.entries(appearance.rules ?? {})) {
    if (!RULE.test(selector)) continue;
    const { style } = sheet.cssRules[sheet.insertRule(`${selector} {}`, sheet.cssRules.length)];
    for (const [property, value] of Object.entries(declarations)) style[property] = value;
  }
  root.adoptedStyleSheets = [sheet];
}
