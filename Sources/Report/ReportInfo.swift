// SPDX-License-Identifier: Apache-2.0

public import Plain

/// What a report says of the program that made it.
public enum ReportInfo {
  /// Version of Verlauf, by semantic versioning.
  public static let version = "0.1.0"
  /// The sentence that stands wherever a dose is shown.
  public static let notice = noticePhrase.english
  /// The same in every language.
  public static let noticePhrase = Phrase(
    "Verlauf calculates what named sources say. No conformity assessment as a medical device was made; it must not decide a treatment.",
    "Verlauf berechnet, was die genannten Quellen sagen. Eine Konformitätsbewertung als Medizinprodukt liegt nicht vor; es darf über keine Behandlung entscheiden."
  )
}
