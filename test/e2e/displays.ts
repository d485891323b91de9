import process from 'node:process';

/** Virtual displays that the run brought, one for each test at a time; none where the machine's own serves. */
export function displayNames(): readonly string[] {
  return (process.env['FLOWSHELF_TEST_DISPLAYS'] ?? '').split(' ').filter((name) => name !== '');
}

/** Where the windows of this test open, as their programs are told it. */
export function displayEnvironment(): Record<string, string> {
  const display = displayNames()[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)];
  return display === undefined ? {} : { DISPLAY: display };
}

/** Switches for a program on a virtual display: it has no graphics card, and Chromium tries three times before it sees that. */
export function displaySwitches(): readonly string[] {
  return displayNames().length > 0 ? ['--disable-gpu'] : [];
}
