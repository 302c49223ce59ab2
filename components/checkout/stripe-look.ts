import type { Appearance } from '@stripe/stripe-js';

/** Stripe's form in our colours, read from the page's own tokens in the theme that shows. */
export function stripeLook(isDark: boolean): Appearance {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    theme: isDark ? 'night' : 'stripe',
    variables: {
      borderRadius: '10px', fontFamily: 'system-ui, sans-serif', fontSizeBase: '16px', spacingUnit: '4px',
      colorPrimary: token('signal-strong'), colorBackground: token('raised'), colorText: token('ink'),
      colorTextSecondary: token('quiet'), colorTextPlaceholder: token('quiet'), colorDanger: token('bad'),
    },
    rules: {
      '.Label': { fontSize: '15px', fontWeight: '600' },
      '.Input': { borderColor: token('quiet'), boxShadow: 'none' },
      '.Input--invalid': { borderColor: token('bad'), boxShadow: 'none' },
    },
  };
}
