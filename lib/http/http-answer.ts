/** Any status is an answer. */
export type HttpAnswer = { status: number; header: (name: string) => string | null; bytes: Buffer };
