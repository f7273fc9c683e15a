// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import Plain

/// Reads files of rows by a mapping.
package enum TableReading {
  /// Reads a study by the mapping among what is asked.
  ///
  /// - Parameter patterns: of names of files that are told and not read where the mapping does not name them; others are an error.
  package static func read(_ request: StudyFormat.Request, passingOver patterns: [String] = []) -> StudyReading {
    let isMapping: (InputFile) -> Bool = { $0.name == "mapping.yaml" || $0.name == "mapping.yml" }
    let own = request.mapping ?? request.files.first(where: isMapping)
    guard let file = own ?? request.files.lazy.compactMap({ WorkbookMapping.file(in: $0) }).first else {
      let place = CellPlace(file: request.files.first?.name ?? "mapping.yaml")
      let misfit = Misfit(
        place, "no mapping: nothing says what the columns are",
        expected:
          "`--mapping FILE`, mapping.yaml among the files, or a workbook of `verlauf new --spreadsheet`; `verlauf read table --suggest FILES` proposes one"
      )
      return StudyReading(study: nil, losses: LossReport(), misfits: [misfit], warnings: [])
    }
    let (mapping, misfits) = TableMapping.read(file)
    guard let mapping else { return StudyReading(study: nil, losses: LossReport(), misfits: misfits, warnings: []) }
    var files = request.mapping == nil ? request.files.filter { !isMapping($0) } : request.files
    let others = files.filter { file in
      !mapping.tables.contains { $0.isOf(file.name) } && patterns.contains { NamePattern.matches(file.name, $0) }
    }
    files.removeAll { file in others.contains { $0.name == file.name } }
    var reading = read(files, by: mapping, keepsGoing: request.keepsGoing)
    for file in others {
      reading.losses.add(
        .unplaced, file: file.name, column: "", meaning: "a file that the mapping does not name is not read")
      reading.warnings.append(
        Misfit(
          CellPlace(file: file.name), "a file that the mapping does not name is not read",
          expected:
            "a table for it in a mapping of your own, where it is of the study (`verlauf read table --show` prints the ready one)"
        ))
    }
    return reading
  }

  /// Reads a study by a mapping.
  ///
  /// - Parameters:
  ///   - most: only the first so many patients are made.
  ///   - told: so many misfits are told of a column.
  package static func read(
    _ files: [InputFile], by mapping: TableMapping, keepsGoing: Bool = false, most: Int = .max,
    told: Int = 50
  ) -> StudyReading {
    var outcome = TableOutcome()
    outcome.misfits = MisfitLog(limit: told)
    var drafts = Drafts()
    let byTable = sorted(files, mapping, &outcome.misfits)
    outcome.isBroken = !outcome.misfits.isEmpty
    let names = Set(mapping.tables.flatMap(\.entries).map(\.name))
    for (table, own) in byTable {
      for file in own { read(file, table, names, &drafts, &outcome) }
    }
    tellOtherSheets(files, mapping, &outcome)
    var study = self.study(mapping, &outcome.misfits)
    let all = drafts.all.sorted { NaturalOrder.precedes($0.id, $1.id) }
    var folded: [String: String] = [:]
    for draft in all {
      if let other = folded.updateValue(draft.id, forKey: draft.id.lowercased()) {
        outcome.isBroken = true
        outcome.misfits.append(
          Misfit(
            draft.place, "the patient `\(draft.id)` beside `\(other)`", expected: "ids that differ in more than case"))
      }
    }
    tellNearIDs(all, &outcome)
    let assembly = PatientAssembly(fields: mapping.fields, keepsGoing: keepsGoing)
    var keptNames: Set<String> = []
    for draft in all.prefix(most) {
      guard let patient = assembly.patient(draft, &outcome) else { continue }
      keptNames.formUnion(patient.fields.keys)
      study?.patients.append(patient)
    }
    if drafts.all.isEmpty, outcome.misfits.isEmpty {
      outcome.misfits.append(
        Misfit(CellPlace(file: files.first?.name ?? "."), "no patients", expected: "a row for each"))
    }
    for name in keptNames.subtracting(mapping.fields.map(\.name)).sorted(by: NaturalOrder.precedes) {
      study?.fields.append(
        StudyField(
          name: name, kind: .text,
          about: name.hasSuffix("(code)")
            ? "The codes of a column that were read as their words."
            : "What was not understood of a column, as it stands in the file."))
    }
    for row in outcome.rows {
      outcome.losses.add(
        keepsGoing ? .kept : .unplaced, file: row.place.file, column: "", meaning: "a row without a patient",
        count: row.count, example: "row \(row.place.row ?? 0): \(row.text)")
      study?.remarks.append(
        Remark(topic: "a row without a patient", text: row.text, sources: [Source(section: "\(row.place)")]))
    }
    let isWhole = study?.patients.count == min(all.count, most) && !outcome.isBroken
    return StudyReading(
      study: isWhole && !all.isEmpty && (keepsGoing || outcome.misfits.isEmpty) ? study : nil, losses: outcome.losses,
      misfits: outcome.misfits.sorted, warnings: outcome.warnings.sorted)
  }

  private static func read(
    _ file: InputFile, _ table: TableMapping.Table, _ names: Set<String>, _ drafts: inout Drafts,
    _ outcome: inout TableOutcome
  ) {
    // A spreadsheet knows its dates.
    let table = Workbook.isOne(file) ? table.withDatesOfSpreadsheets : table
    // A table that need not be there is a sheet that need not be.
    if table.isOptional, let name = table.sheet, let workbook = try? outcome.workbook(file),
      !workbook.sheets.contains(where: { $0.name == name })
    {
      return
    }
    guard var sheet = Sheet(file, table, &outcome),
      var reader = RowReader(table, sheet, names: names, &outcome.misfits)
    else {
      outcome.losses.add(.unplaced, file: file.name, column: "", meaning: "the file cannot be read")
      outcome.isBroken = true
      return
    }
    while let row = sheet.next(&outcome) { reader.read(row, &drafts, &outcome) }
    if sheet.isBroken { outcome.isBroken = true }
    if let name = sheet.sheet { outcome.sheets[file.name, default: []].insert(name) }
    reader.tellUnspoken(&outcome.misfits)
  }

  /// Patients whose ids differ in zeros and signs alone: `P-01`, `P1`. A spreadsheet takes zeros away; two they may be all the same.
  private static func tellNearIDs(_ all: [PatientDraft], _ outcome: inout TableOutcome) {
    func core(_ id: String) -> String {
      let parts = id.lowercased().split { !$0.isLetter && !$0.isNumber }
      // A number behind letters is one of its own.
      return parts.flatMap { part -> [String] in
        var runs: [String] = []
        for character in part {
          if let last = runs.last?.last, last.isNumber == character.isNumber {
            runs[runs.count - 1].append(character)
          } else {
            runs.append(String(character))
          }
        }
        return runs
      }.map { run in
        let bare = run.drop { $0 == "0" }
        return run.first?.isNumber == true ? bare.isEmpty ? "0" : String(bare) : run
      }.joined(separator: " ")
    }
    for same in Dictionary(grouping: all, by: { core($0.id) }).values where same.count > 1 {
      guard let first = same.first else { continue }
      outcome.warnings.append(
        Misfit(
          first.place, "the patients \(Wording.list(same.map(\.id))) differ in zeros and signs alone",
          expected: "one id, where they are one patient: they are read as \(same.count)"))
    }
  }

  /// Sheets with values of which no table of the mapping speaks.
  private static func tellOtherSheets(
    _ files: [InputFile], _ mapping: TableMapping, _ outcome: inout TableOutcome
  ) {
    for file in files {
      guard let read = outcome.sheets[file.name], let workbook = try? outcome.workbook(file) else { continue }
      let own = WorkbookMapping.sheets(beside: workbook)
      let present = Set(workbook.sheets.map(\.name))
      let missing = mapping.tables.filter { $0.isOptional && $0.isOf(file.name) }.compactMap(\.sheet)
        .filter { !present.contains($0) }
      for sheet in workbook.sheets where !read.contains(sheet.name) && !own.contains(sheet.name) {
        guard let rows = try? workbook.rows(sheet), !rows.isEmpty else { continue }
        let misfit = Misfit(
          CellPlace(file: "\(file.name), sheet \(sheet.name)"),
          "a \(sheet.isHidden ? "hidden " : "")sheet that the mapping does not name is not read",
          expected: missing.isEmpty || sheet.isHidden
            ? "a table with `sheet: \(sheet.name)`, where it is of the study"
            : "one of the sheets that are missing: \(Wording.list(missing.prefix(20)))",
          suggestion: sheet.isHidden ? nil : Wording.nearest(to: sheet.name, in: missing))
        // Where a sheet is missing, one of another name may be it: what it has would be lost.
        if missing.isEmpty || sheet.isHidden { outcome.warnings.append(misfit) } else { outcome.misfits.append(misfit) }
      }
    }
  }

  /// The files of each table; a file of none, and a table of none, are told.
  private static func sorted(_ files: [InputFile], _ mapping: TableMapping, _ misfits: inout MisfitLog)
    -> [(table: TableMapping.Table, files: [InputFile])]
  {
    let patterns = mapping.tables.flatMap(\.files)
    for file in files {
      let tables = mapping.tables.filter { $0.isOf(file.name) }
      let sheets = Set(tables.compactMap(\.sheet))
      // A workbook has a table for each of its sheets.
      if tables.count > 1, sheets.count == tables.count { continue }
      let owners = tables.count
      if owners != 1 {
        misfits.append(
          Misfit(
            CellPlace(file: file.name),
            owners == 0 ? "a file that the mapping does not name" : "a file of several tables of the mapping",
            expected: owners == 0 ? Wording.list(patterns) : "one table for each file, or `sheet` in each",
            suggestion: owners == 0 ? Wording.nearest(to: file.name, in: patterns) : nil))
      }
    }
    if Set(files.map(\.name)).count < files.count {
      misfits.append(
        Misfit(
          CellPlace(file: files.first?.name ?? "."), "two files of one name",
          expected: "a name of its own for each: sources tell it"))
    }
    return mapping.tables.map { table in
      let own = files.filter { table.isOf($0.name) }
      if own.isEmpty, !table.isOptional {
        misfits.append(
          Misfit(
            CellPlace(file: table.files.joined(separator: ", ")), "no such file was given",
            expected: "it among the files; or `optional: true` in the mapping"))
      }
      return (table, own)
    }
  }

  /// The study without its patients.
  private static func study(_ mapping: TableMapping, _ misfits: inout MisfitLog) -> Study? {
    var fields = [Item.Field("study", Item(text: mapping.study ?? mapping.title))]
    if let cutOff = mapping.dataCutOff { fields.append(Item.Field("data cut-off", Item(text: cutOff))) }
    let log = ProblemLog(text: SourceText(file: "mapping.yaml", text: ""))
    var study = Study.notation.read(Item(content: .fields(fields)), Reader(log))
    study?.fields = mapping.fields
    for problem in log.problems where problem.severity == .error {
      misfits.append(
        Misfit(
          CellPlace(file: "mapping.yaml"), problem.message, expected: problem.expected, suggestion: problem.suggestion))
    }
    return study
  }
}

extension TableMapping.Table {
  /// Whether a file is of the table.
  func isOf(_ name: String) -> Bool { files.contains { NamePattern.matches(name, $0) } }
}

/// Names of files with `*` for anything.
enum NamePattern {
  /// Whether a name is of a pattern. Case does not count, as file systems have it.
  static func matches(_ name: String, _ pattern: String) -> Bool {
    let parts = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    var rest = Substring(name.lowercased())
    guard parts.count > 1 else { return rest == pattern.lowercased() }
    for (index, part) in parts.enumerated() {
      if index == 0 {
        guard rest.hasPrefix(part) else { return false }
        rest = rest.dropFirst(part.count)
      } else if index == parts.count - 1 {
        return rest.hasSuffix(part)
      } else if !part.isEmpty {
        guard let range = rest.firstRange(of: part) else { return false }
        rest = rest[range.upperBound...]
      }
    }
    return true
  }
}
