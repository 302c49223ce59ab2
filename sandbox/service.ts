export const SERVICES = ['airalo', 'esimgo', 'onence', 'stripe', 'mail'] as const;
export type Service = (typeof SERVICES)[number];
