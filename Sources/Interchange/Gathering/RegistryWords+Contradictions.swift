// SPDX-License-Identifier: Apache-2.0

extension RegistryWords {
  /// What the whole assessment says by the lists of registries and its parts deny: a complete remission beside tumour, a response or no change beside a part that progressed.
  ///
  /// - Parameters:
  ///   - whole: a code of ``responses``.
  ///   - parts: codes of the primary tumour, lymph nodes and distant metastases.
  static func contradiction(whole: String, parts: [String]) -> String? {
    let isProgressive = parts.contains { ["P", "R"].contains($0) }
    let isThere = parts.contains { ["T", "N", "M"].contains($0) }
    guard let word = responses.word(whole) else { return nil }
    if ["V", "T", "K", "B"].contains(whole), isProgressive {
      return "an assessment of \(word) (\(whole)) beside a part of the tumour that progressed"
    }
    if whole == "V", isThere { return "an assessment of \(word) (\(whole)) beside a part of the tumour that is there" }
    if whole == "P", !parts.isEmpty, parts.allSatisfy({ $0 == "K" }) {
      return "an assessment of \(word) (\(whole)) beside no tumour in any part"
    }
    return nil
  }
}
