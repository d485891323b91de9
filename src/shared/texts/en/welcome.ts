export const welcome = {
  title: 'Welcome to Flowshelf',
  lead: 'A quiet home for the songs you make with Flow Music: every take kept on this computer, played without a network, found by its words.',
  key: {
    title: 'Enter your API key',
    text: 'You find it in your TTAPI dashboard. It stays on this computer, in the system’s own secret store.',
    textUnprotected: 'You find it in your TTAPI dashboard.',
  },
  sample: {
    title: 'Try with sample songs',
    text: 'A few short songs come from a service inside the program, so you can see the whole way without a key. They have a library of their own and leave nothing behind in yours.',
    action: 'Try with sample songs',
  },
  later: 'Look around first',
  folder: 'Songs are kept in this folder; Settings can move it:',
  privacy: 'No account, no telemetry. The program talks to {{host}} and to the file hosts that it names.',
} as const;
