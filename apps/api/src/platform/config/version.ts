/** This release; equal to the root's package.json (a test sees to it). */
export const VERSION = '0.1.0';
