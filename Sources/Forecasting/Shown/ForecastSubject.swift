// SPDX-License-Identifier: Apache-2.0

package import Course
package import Plain

/// Whose counts are forecast.
package enum ForecastSubject: Sendable, Hashable {
  /// Nobody's: what patients of the population would have.
  case population
  /// Those of the patient whose counts were fitted.
  case thisPatient
  /// The same, by name, where there are others beside.
  case patient(Patient.ID)

  /// In a table, which is English.
  package var name: String {
    switch self {
    case .population: "the population"
    case .thisPatient: "this patient"
    case .patient(let id): "patient \(id)"
    }
  }

  /// Behind what is theirs: `of the population`, `der Population`.
  package var genitive: Phrase {
    switch self {
    case .population: Phrase("of the population", "der Population")
    case .thisPatient: Phrase("of this patient", "dieses Patienten")
    case .patient(let id): Phrase("of patient \(id)", "von Patient \(id)")
    }
  }
}
