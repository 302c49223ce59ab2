/** Any status is an answer. */
export type HttpAnswer = {
  status: number;
  header: (name: string) => string | null;
  bytes: Buffer;
  /** What it answers: for reports, never for the log. */
  asked?: { method: string; path: string };
};
