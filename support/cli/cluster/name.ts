/** What a cluster is called that was given no name. */
export const DEFAULT_NAME = 'kindling';
