// SPDX-License-Identifier: Apache-2.0

/// A work that the source cites, as its list of references prints it.
public struct Reference: Sendable, Hashable, Identifiable {
  /// The number under which it is cited.
  public var number: Int
  /// Authors as printed: `Casanova M, Ferrari A, et al.`
  public var authors: Recorded<String>
  /// Title of the work.
  public var title: String
  /// Journal, or publisher.
  public var journal: Recorded<String>
  /// Year of publication.
  public var year: Recorded<Int>
  /// Digital object identifier as printed: `10.1002/cncr.20544`.
  public var doi: Recorded<String>

  /// A reference of which nothing but number and title is recorded.
  public init(number: Int, title: String) {
    self.number = number
    self.title = title
    authors = .notRecorded
    journal = .notRecorded
    year = .notRecorded
    doi = .notRecorded
  }

  /// The number under which it is cited.
  public var id: Int { number }
}
