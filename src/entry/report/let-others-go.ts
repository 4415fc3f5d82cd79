/** Lets whatever waits have its turn in the midst of a long calculation, webhooks among it. Nothing here waits for anything. */
export function letOthersGo(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
