// SPDX-License-Identifier: Apache-2.0

extension String {
  /// A name without its capitals and with single spaces.
  var nameKey: String { lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
