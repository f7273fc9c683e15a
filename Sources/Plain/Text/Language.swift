// SPDX-License-Identifier: Apache-2.0

/// A language in which the program speaks to a reader.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case english = "en"
  case german = "de"

  /// How the language calls itself.
  public var name: String {
    switch self {
    case .english: "English"
    case .german: "Deutsch"
    }
  }
}

extension Numbers {
  /// A number as a language prints it: `5.5`, in German `5,5`. Groups of three are parted alike in both.
  public static func text(_ value: Double, decimals: Int = 1, in language: Language) -> String {
    let english = text(value, decimals: decimals)
    return language == .german ? english.replacing(".", with: ",") : english
  }
}
