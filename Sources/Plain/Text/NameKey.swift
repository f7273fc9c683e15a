// SPDX-License-Identifier: Apache-2.0

extension String {
  /// A name without its capitals and with single spaces: names with one key are one name.
  package var nameKey: String { lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

extension Sequence<String> {
  /// How names are spelled that have one key: as most of them are, of as many the first by letters.
  package func commonSpellings(by key: (String) -> String = \.nameKey) -> [String: String] {
    Dictionary(grouping: self, by: key).compactMapValues { names in
      Dictionary(grouping: names) { $0 }.max {
        $0.value.count == $1.value.count ? $0.key > $1.key : $0.value.count < $1.value.count
      }?.key
    }
  }
}

extension [String: Int] {
  /// How names are spelled that have one key, where each stands with how often it is written.
  package func commonSpellings(by key: (String) -> String = \.nameKey) -> [String: String] {
    Dictionary<String, [Element]>(grouping: self) { key($0.key) }.compactMapValues { names in
      names.max { $0.value == $1.value ? $0.key > $1.key : $0.value < $1.value }?.key
    }
  }
}
