// SPDX-License-Identifier: Apache-2.0

/// What a file says of the program that made it.
public enum StoreInfo {
  /// Version of Verlauf, by semantic versioning; a test holds it against that of the report.
  public static let programVersion = "0.1.0"
}
