/** Of links and files that are opened with the program. */
export const handedOver = {
  job: {
    title: 'Add this job?',
    text: 'A link in another program, such as a page or a message, names this job. Once it is added, the service is asked about it with your key, and its songs are downloaded.',
    id: 'Job id',
    add: 'Add job',
  },
  known: {
    title: 'You have this job already',
    text: 'A link in another program, such as a page or a message, names it. Nothing is added or downloaded again.',
    show: 'Show jobs',
  },
  refused: {
    'no-job': 'A link was opened that names no job. Nothing was added.',
    'too-many': 'Very many links were opened at once. Only the first ones are asked about.',
  },
  unread: '“{{name}}”: {{reason}}',
} as const;
