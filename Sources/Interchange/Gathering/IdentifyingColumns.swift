// SPDX-License-Identifier: Apache-2.0

/// Columns and elements that name a person or give the day of birth: they are left out wherever something is kept as it stands.
enum IdentifyingColumns {
  /// Whether a path has such a part: `Patient.name.family`, `Patienten_Stammdaten/Geburtsdatum`, `BRTHDTC`. A year of birth alone names nobody.
  static func holds(_ column: String?) -> Bool {
    guard let column else { return false }
    let parts = column.lowercased().split { ".,/[]() ".contains($0) }.map { part in
      String(part.drop { $0 == "_" || $0 == "@" })
    }
    if parts.contains(where: alone.contains) { return true }
    // `name` is that of a person only in a person.
    guard let owner = parts.firstIndex(where: { ["patient", "subject", "person", "practitioner"].contains($0) }) else {
      return false
    }
    return parts[owner...].contains { ["name", "text", "address", "contact", "photo", "identifier"].contains($0) }
  }

  private static let alone: Set = [
    "birthdate", "dateofbirth", "brthdtc", "birth_datetime", "day_of_birth", "month_of_birth", "family", "given",
    "telecom", "nachname", "vornamen", "vorname", "geburtsname", "geburtsdatum", "patienten_geburtsdatum",
    "patienten_nachname", "patienten_vornamen", "adresse", "menge_adresse", "strasse", "patienten_strasse",
    "hausnummer", "patienten_hausnummer", "krankenversichertennr", "versichertennummer", "gkv_versichertennummer",
    "pkv_versichertennummer", "krankenkassennr", "maidenname",
  ]
}
