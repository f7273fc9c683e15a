// SPDX-License-Identifier: Apache-2.0

/// When the slices of a series were acquired: a scan of several beds begins with the earliest of them.
public struct PETSeriesSpan: Sendable, Hashable {
  private var first: PETHeader.Moment?
  private var places: Set<[Double]> = []
  private var needed: Int?
  private var hasGap = false

  /// No slice.
  public init() {}

  /// Takes the header of a slice of the series.
  public mutating func add(_ header: PETHeader) {
    if let acquisition = header.acquisition { first = min(first ?? acquisition, acquisition) } else { hasGap = true }
    if let position = header.geometry?.position { places.insert(position) } else { hasGap = true }
    if let slices = header.slices { needed = max(needed ?? 0, slices) } else { hasGap = true }
  }

  /// Whether all slices are there of which the series says that it has them, each with its time.
  public var isWhole: Bool { !hasGap && needed.map { places.count >= $0 } == true }

  /// The earliest acquisition; nil while slices may be missing.
  var earliest: PETHeader.Moment? { isWhole ? first : nil }
  /// The earliest acquisition of those that are there.
  var earliestFound: PETHeader.Moment? { first }
}
