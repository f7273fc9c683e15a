// SPDX-License-Identifier: Apache-2.0

public import Course
import Exchange
import Notation
import Plain

/// Data to share, as "available on request" promises them: the record as a folder, as canonical JSON and as tables, what every column means, the definitions, the versions, the licence and
/// a description that machines read (`DataPackage`).
public enum SharedStudy {
  /// The folder of the record within the archive.
  static let record = "record"

  /// The files of the archive. The same study and terms give the same bytes.
  public static func write(_ study: Study, _ terms: SharingTerms) -> StudyWriting {
    let tables = TableWriting.write(study)
    var writing = StudyWriting(files: [:], losses: tables.losses)
    do throws(UnwritableStudy) {
      for (path, text) in try StudyFolder.write(study) { writing.files["\(record)/\(path)"] = text }
    } catch {
      writing.refusal = error.description
      return writing
    }
    writing.files["record.json"] = StudyJSON.text(of: study)
    writing.files["record.schema.json"] = StudySchema.json()
    for (path, text) in tables.files { writing.files["tables/\(path)"] = text }
    writing.files["codebook.csv"] = Codebook.text(of: study, tables.files)
    writing.files["definitions.md"] = definitions(study)
    if let report = terms.deidentification { writing.files[DeidentificationReport.fileName] = report.markdown }
    writing.files["README.md"] = readme(study, terms, tables.losses)
    writing.files[DataPackage.name] = DataPackage.text(study, terms, writing.files)
    return writing
  }

  // MARK: pages

  /// The definitions that numbers follow from, each with its value, also where that is the default.
  private static func definitions(_ study: Study) -> String {
    let defaults = [
      "plain numbers": "half last digit", "treatment ends": Definitions.TreatmentEnd.stop.rawValue, "days": "exclusive",
      "maintenance": Definitions.MaintenanceCounting.withInduction.rawValue,
      "censoring": Definitions.Censoring.lastContact.rawValue,
    ]
    var stated: [String: String] = [:]
    if case .fields(let fields) = Definitions.notation.write(study.definitions, Writer()).content {
      for field in fields { if case .text(let text) = field.value.content { stated[field.key] = text } }
    }
    var text =
      "# Definitions\n\nBy these the numbers of a report follow from the record.\n\n| what | here | meaning |\n|---|---|---|\n"
    for key in Definitions.notation.table.keys {
      text +=
        "| \(key.name) | \(stated[key.name] ?? defaults[key.name] ?? "") | \(key.summary.replacing("|", with: "\\|")) |\n"
    }
    return text + """

      A month has 30.4375 days, a year 365.25. Dates are EDTF (ISO 8601-2): `2017-03` is some day of that month, `2017-01-20/2017-02-19` some day between two.
      Lengths of time have bounds where dates or words leave them open. What each derived value rests on is in the report (`verlauf report \(record) --out report`), with the literature that
      its definition is from.

      """
  }

  private static func readme(_ study: Study, _ terms: SharingTerms, _ losses: LossReport) -> String {
    let state =
      terms.deidentification == nil
      ? "**The record names its patients as the study does. It is not de-identified.**"
      : "The record is pseudonymised, not anonymous: `\(DeidentificationReport.fileName)` says what was done and what still identifies. Whoever gets it must not try to tell whom it is of."
    let lost = losses.lines.filter { $0.outcome == .unplaced }
    let tables =
      lost.isEmpty
      ? "The tables hold the whole record."
      : "The tables do not hold \(losses.count(.unplaced)) values that `\(record)/` and `record.json` hold: \(Set(lost.map { $0.column.isEmpty ? $0.file : "\($0.file): \($0.column)" }).sorted(by: NaturalOrder.precedes).joined(separator: ", "))."
    return """
      # \(study.title.split(whereSeparator: \.isNewline).joined(separator: " "))

      \(state)

      Licence: \(terms.licence.title)\(terms.licence.address.map { " (\($0))" } ?? "").

      | what | where |
      |---|---|
      | the record as people read and write it | `\(record)/` |
      | the same as one document, whose keys `record.schema.json` (JSON Schema) describes file by file | `record.json` |
      | the same as tables, one a kind of record | `tables/` |
      | what every column means, its unit and its values, with codes of UCUM, LOINC, ATC and ICD-O-3 where they are known | `codebook.csv` |
      | the definitions that numbers follow from | `definitions.md` |
      | this archive for machines (Frictionless Data Package, Table Schema) | `\(DataPackage.name)` |

      \(tables)

      Every table and figure of the report comes of it again, with Verlauf \(terms.version):

      ```
      verlauf check \(record)
      verlauf report \(record) --out report
      ```

      """
  }
}
