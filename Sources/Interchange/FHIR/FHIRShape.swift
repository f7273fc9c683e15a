// SPDX-License-Identifier: Apache-2.0

/// How resources are laid out in files.
enum FHIRShape: String, CaseIterable {
  /// One bundle, whose resources refer to each other by addresses made for it.
  case bundle
  /// A file for each type with a resource a line, as servers export them (FHIR Bulk Data Access): `Patient.ndjson`, `Condition.ndjson`.
  case ndjson
}
