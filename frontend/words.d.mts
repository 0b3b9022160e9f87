export function collect(folder: string): Promise<{ sentences: string[]; plurals: [string, string][] }>;
