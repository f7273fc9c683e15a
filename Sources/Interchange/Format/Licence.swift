// SPDX-License-Identifier: Apache-2.0

import Notation
import Plain

/// Under which terms a study is given away: a licence that is known, or words of an agreement.
public struct Licence: Sendable, Hashable {
  /// The identifier of a known licence, as Open Definition and SPDX have it; nil for other terms.
  public let id: String?
  /// The licence, or the terms, in words.
  public let title: String
  /// Where a known licence stands.
  public let address: String?

  /// Licences for data, with their addresses.
  private static let known = [
    Licence(
      id: "CC0-1.0", title: "CC0 1.0 Universal", address: "https://creativecommons.org/publicdomain/zero/1.0/"),
    Licence(
      id: "CC-BY-4.0", title: "Creative Commons Attribution 4.0",
      address: "https://creativecommons.org/licenses/by/4.0/"),
    Licence(
      id: "CC-BY-SA-4.0", title: "Creative Commons Attribution Share-Alike 4.0",
      address: "https://creativecommons.org/licenses/by-sa/4.0/"),
    Licence(
      id: "CC-BY-NC-4.0", title: "Creative Commons Attribution-NonCommercial 4.0",
      address: "https://creativecommons.org/licenses/by-nc/4.0/"),
    Licence(
      id: "CC-BY-NC-ND-4.0", title: "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0",
      address: "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
    Licence(
      id: "ODC-BY-1.0", title: "Open Data Commons Attribution License 1.0",
      address: "https://opendatacommons.org/licenses/by/1-0/"),
    Licence(
      id: "ODbL-1.0", title: "Open Data Commons Open Database License 1.0",
      address: "https://opendatacommons.org/licenses/odbl/1-0/"),
    Licence(
      id: "PDDL-1.0", title: "Open Data Commons Public Domain Dedication and License 1.0",
      address: "https://opendatacommons.org/licenses/pddl/1-0/"),
  ]

  /// The identifiers of known licences.
  public static let ids = known.compactMap(\.id)

  private init(id: String?, title: String, address: String?) {
    self.id = id
    self.title = title
    self.address = address
  }

  /// Why words are no licence, and what was probably meant.
  public struct Doubt: Error, Sendable, Hashable {
    /// A licence that is near by its letters.
    public var suggestion: String?
  }

  /// The licence that words name, `CC BY 4.0`; other words are terms of their own, in a sentence. What is short and is none is refused: it is a slip.
  public init(_ words: String) throws(Doubt) {
    let text = words.trimmed
    func folded(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
    if let own = Self.known.first(where: { $0.id.map(folded) == folded(text) || folded($0.title) == folded(text) }) {
      self = own
      return
    }
    guard text.split(separator: " ").count >= 3, text.count >= 16, !folded(text).hasPrefix("cc") else {
      throw Doubt(suggestion: Spelling.nearest(to: text.uppercased(), among: Self.ids))
    }
    self.init(id: nil, title: text, address: nil)
  }
}
