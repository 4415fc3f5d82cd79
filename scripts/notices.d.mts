import type { Metafile } from "esbuild";

/** The folders of the packages in a bundle, sorted. */
export function packagesIn(metafile: Pick<Metafile, "outputs">): readonly string[];

/** The notices of every package in a bundle, as one text. Throws when one says nothing of its licence. */
export function noticesOf(metafile: Pick<Metafile, "outputs">): string;
