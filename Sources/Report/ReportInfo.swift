// SPDX-License-Identifier: Apache-2.0

/// What a report says of the program that made it.
public enum ReportInfo {
  /// Version of Verlauf, by semantic versioning.
  public static let version = "0.1.0"
  /// The sentence that stands wherever a dose is shown.
  public static let notice =
    "Verlauf calculates what named sources say. No conformity assessment as a medical device was made; it must not decide a treatment."
}
