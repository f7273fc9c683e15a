// SPDX-License-Identifier: Apache-2.0

/// How certain a value of a model is.
public enum Certainty: String, Sendable, Hashable, CaseIterable {
  /// Read in the paper, its table or abstract.
  case read = "A"
  /// Read in another program's transcription.
  case transcribed = "B"
  /// No published value: assumed or calibrated for this program. A number that rests on it says so.
  case own = "own"

  /// In words.
  public var words: String {
    switch self {
    case .read: "read in the source"
    case .transcribed: "read in a transcription"
    case .own: "our own calibration or assumption"
    }
  }
}
