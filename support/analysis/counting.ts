/** "1 pod", "2 pods" */
export function pods(count: number): string {
  return `${count} pod${count === 1 ? '' : 's'}`;
}
