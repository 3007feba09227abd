/** An error of the Docker API. */
type ApiError = Error & { readonly statusCode?: number };

/** A rejection handler that swallows answers of the Docker API with one of these HTTP statuses, and nothing else. */
export function tolerate(...statuses: readonly number[]): (error: ApiError) => void {
  return (error) => {
    if (error.statusCode === undefined || !statuses.includes(error.statusCode)) throw error;
  };
}
