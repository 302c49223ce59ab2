export const SERVICES = ['airalo', 'esimgo', 'stripe', 'mail'] as const;
export type Service = (typeof SERVICES)[number];
