import type { Plugin } from 'vite';

export function licences(options?: { readonly besides?: readonly string[] }): Plugin;

export function packageFolder(id: string): string | undefined;
