// How many of something there are, in words.

/// `1 row`, `2 rows`; the plural is the word with an s unless it is said.
package func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? one : many ?? one + "s")"
}
