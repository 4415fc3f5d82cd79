/** Bundles the Action into `outfile`. */
export function bundleAction(outfile: string): Promise<void>;
