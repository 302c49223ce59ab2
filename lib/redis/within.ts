const ANSWER_MS = 2_000;

/** Rejects when nothing came in two seconds: whoever waits for a turn cannot wait for a connection that hangs. An answer that lies here unread has come. */
export async function within<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => setImmediate(() => setImmediate(() => reject(new Error(`Redis did not answer in ${ANSWER_MS} ms`)))), ANSWER_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
