// SPDX-License-Identifier: Apache-2.0

/// The containers in which datasets are written.
enum CDISCContainer: String, CaseIterable, Sendable {
  case xpt, json, ndjson
}
