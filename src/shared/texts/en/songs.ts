export const songs = {} as const;
