// SPDX-License-Identifier: Apache-2.0

/// Where a drug, regimen or rule of the library is from, and how certain that is.
public struct LibrarySource: Sendable, Hashable {
  /// The text: label, trial, guideline.
  public var text: String
  /// Its address, where there is one.
  public var address: String?
  /// How certain it is.
  public var certainty: Certainty
  /// When it was read, ISO 8601, perhaps only the month.
  public var read: String?

  /// How certain a statement of the library is.
  public enum Certainty: String, Sendable, Hashable, CaseIterable {
    /// Read in the text itself.
    case confirmed
    /// Read in one abstract or a text that quotes it.
    case secondary
    /// Not confirmed; shown as such wherever it is used.
    case memory

    /// For print.
    public var words: String {
      switch self {
      case .confirmed: "confirmed"
      case .secondary: "by a secondary source"
      case .memory: "NOT CONFIRMED"
      }
    }
  }

  /// A source.
  public init(text: String, address: String? = nil, certainty: Certainty, read: String? = nil) {
    self.text = text
    self.address = address
    self.certainty = certainty
    self.read = read
  }
}
