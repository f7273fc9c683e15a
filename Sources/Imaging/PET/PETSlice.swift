// SPDX-License-Identifier: Apache-2.0

/// A slice of PET with its values, after slope and intercept: of Bq/ml, or what the header says.
public struct PETSlice: Sendable {
  /// Its header.
  public let header: PETHeader
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  /// Row by row from the upper left corner.
  public let values: [Double]
}
