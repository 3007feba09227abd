/**
 * Waits for work that cannot be cancelled itself: rejects with the signal's reason as soon as the signal comes, while the work
 * goes on unheeded. Only for work that ends when what it works on is removed.
 */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  // The loser of the race may still reject; nobody is left to hear it.
  work.catch(() => {});
  promise.catch(() => {});
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
