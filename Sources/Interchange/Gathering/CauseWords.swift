// SPDX-License-Identifier: Apache-2.0

/// Terms of causality, to see whether a drug that stands beside a side effect caused it.
enum CauseWords {
  /// Whether a term of causality says that a drug did not cause a side effect, or hardly.
  static func deny(_ text: String) -> Bool {
    let own = text.uppercased()
    return ["N", "NO", "NONE", "UNRELATED", "REMOTE", "DOUBTFUL", "IMPROBABLE"].contains(own)
      || ["NOT RELATED", "UNLIKELY", "NOT LIKELY", "NO RELATION", "UNRELATED"].contains(where: own.hasPrefix)
  }
}
