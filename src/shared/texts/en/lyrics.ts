export const lyrics = {} as const;
