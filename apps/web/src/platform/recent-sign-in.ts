/**
 * Some requests need a recent proof of who is there. Whoever can ask for it (the dialog of the signed-in layout) registers
 * here; the API client lets it ask and sends the refused request once more.
 */
type Asker = () => Promise<boolean>;

let current: Asker | null = null;

/** Answers the function that takes the registration back. */
export function registerConfirmation(asker: Asker): () => void {
  current = asker;
  return () => {
    if (current === asker) current = null;
  };
}

/** True when the person confirmed; false when they would not, or nobody can ask here. */
export async function confirmItIsYou(): Promise<boolean> {
  return current === null ? false : current();
}
