/** Leaves React's developer tools (a web socket client and a package that is not installed) out of the bundle. */
export const inkWithoutDevtools = {
  name: 'ink-without-devtools',
  setup(build) {
    build.onLoad({filter: /[\\/]ink[\\/]build[\\/]devtools\.js$/}, () => ({contents: ''}));
  },
};
