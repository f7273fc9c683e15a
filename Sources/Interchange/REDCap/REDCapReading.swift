// SPDX-License-Identifier: Apache-2.0

import Course
import Exchange
import Notation
import Plain

/// Reads a project of REDCap: its data dictionary, its records as raw data (CSV), and a mapping of its variables.
///
/// The dictionary says what a mapping need not: which columns are the boxes of one question, which codes a choice has, which numbers have a decimal comma. Dates are year, month and day in every export, however the project shows them.
enum REDCapReading {
  static func read(_ request: StudyFormat.Request) -> StudyReading {
    let isMapping: (InputFile) -> Bool = { $0.name == "mapping.yaml" || $0.name == "mapping.yml" }
    guard let file = request.mapping ?? request.files.first(where: isMapping) else {
      return refused(
        Misfit(
          CellPlace(file: request.files.first?.name ?? "mapping.yaml"),
          "no mapping: nothing says what the variables are",
          expected:
            "`--mapping FILE`, or mapping.yaml among the files; `verlauf read redcap --suggest FILES` proposes one"))
    }
    let (mapping, misfits) = TableMapping.read(file)
    guard let mapping else { return StudyReading(study: nil, losses: LossReport(), misfits: misfits, warnings: []) }
    return read(
      request.files.filter { !isMapping($0) }, by: mapping, keepsGoing: request.keepsGoing, mappingName: file.name)
  }

  /// Reads dictionary and records by a mapping.
  static func read(
    _ files: [InputFile], by mapping: TableMapping, keepsGoing: Bool = false, told: Int = 50,
    mappingName: String = "mapping.yaml"
  ) -> StudyReading {
    let project: REDCapProject
    switch REDCapProject.open(files) {
    case .failure(let refusal): return refused(refusal.misfits)
    case .success(let own): project = own
    }
    var log = MisfitLog(limit: told)
    var data: [InputFile] = []
    var isBroken = false
    for records in project.records {
      let before = log.count
      let file = project.table(records, mapping, &log)
      if let file, log.count == before { data.append(file) } else { isBroken = true }
    }
    if isBroken { return StudyReading(study: nil, losses: LossReport(), misfits: log.sorted, warnings: []) }
    let contradictions = project.contradictions(mapping, mappingName)
    if !contradictions.isEmpty { return refused(contradictions) }
    return TableReading.read(data, by: project.completed(mapping), keepsGoing: keepsGoing, told: told)
  }

  private static func refused(_ misfits: Misfit...) -> StudyReading { refused(misfits) }

  private static func refused(_ misfits: [Misfit]) -> StudyReading {
    StudyReading(study: nil, losses: LossReport(), misfits: misfits, warnings: [])
  }
}

/// The files of a project of REDCap.
struct REDCapProject {
  /// Why files are none.
  struct Refusal: Error {
    var misfits: [Misfit]
  }

  let dictionary: REDCapDictionary
  /// The files that are no dictionary, with their rows.
  let records: [(file: InputFile, rows: [FileRow])]

  /// What stands between the codes of boxes that are checked.
  static let separator = "|"

  /// Tells the dictionary from the records, by its header.
  static func open(_ files: [InputFile]) -> Result<REDCapProject, Refusal> {
    var log = MisfitLog()
    var dictionaries: [(file: InputFile, rows: [FileRow])] = []
    var records: [(file: InputFile, rows: [FileRow])] = []
    for file in files {
      var table = TableMapping.Table()
      table.separator = .comma
      do throws(RowSource.Refusal) {
        var source = try RowSource(file, table)
        var rows: [FileRow] = []
        while let row = source.next() { rows.append(row) }
        log += source.problems
        let isDictionary = REDCapDictionary.isHeader(rows.first?.cells.map(\.text) ?? [])
        if isDictionary { dictionaries.append((file, rows)) } else { records.append((file, rows)) }
      } catch {
        log.append(error.misfit)
      }
    }
    if log.isEmpty, dictionaries.count != 1 || records.isEmpty {
      let what =
        dictionaries.count == 1
        ? "no records" : dictionaries.isEmpty ? "no data dictionary" : "several data dictionaries"
      log.append(
        Misfit(
          CellPlace(file: files.first?.name ?? "."), what,
          expected: "the data dictionary and the records (raw data), both CSV as REDCap downloads them"))
    }
    guard log.isEmpty, let first = dictionaries.first else { return .failure(Refusal(misfits: log.sorted)) }
    let dictionary = REDCapDictionary(first.rows, file: first.file.name, &log)
    return log.isEmpty
      ? .success(REDCapProject(dictionary: dictionary, records: records)) : .failure(Refusal(misfits: log.sorted))
  }

  // MARK: records

  /// The records as a table of the same rows, in which a question with boxes is one column; nil after telling why they are none.
  func table(_ records: (file: InputFile, rows: [FileRow]), _ mapping: TableMapping, _ misfits: inout MisfitLog)
    -> InputFile?
  {
    guard let header = records.rows.first?.cells.map(\.text), header.contains(dictionary.record) else {
      misfits.append(
        Misfit(
          CellPlace(file: records.file.name, row: 1),
          "no column `\(dictionary.record)`, which is the record's id in the dictionary",
          expected: "the records as raw data: variables in the header, and codes, no labels"))
      return nil
    }
    let boxes = boxes(header)
    let missing = Set(mapping.tables.flatMap(\.missing).map(\.text))
    // The first box of a question stands for all of them.
    let kept = header.indices.filter { index in boxes[index].map { $0.first == index } ?? true }
    var text = SeparatedRows.text([kept.map { boxes[$0]?.name ?? header[$0] }])
    var last = records.rows.first?.number ?? 1
    for row in records.rows.dropFirst() {
      var checked: [String: [String]] = [:]
      var cells = row.cells.map(\.text)
      cells += [String](repeating: "", count: max(0, header.count - cells.count))
      for (index, name) in header.enumerated() where !cells[index].isEmpty {
        guard let box = boxes[index] else { continue }
        if cells[index] == "1" { checked[box.name, default: []].append(box.code) }
        if ["0", "1"].contains(cells[index]) || missing.contains(cells[index]) { continue }
        misfits.append(
          Misfit(
            CellPlace(file: records.file.name, row: row.number, column: name),
            "\(ProblemLog.quoted(cells[index])) for a box",
            expected: "`0` or `1`; or a code of a missing value, under `missing`"))
      }
      let own = kept.map { index in
        boxes[index].map { (checked[$0.name] ?? []).joined(separator: Self.separator) } ?? cells[index]
      }
      // Rows keep their numbers, also below one that is blank.
      text += String(repeating: "\n", count: max(0, row.number - last - 1))
      text += SeparatedRows.text([own + cells.dropFirst(header.count)])
      last = row.number
    }
    return InputFile(name: records.file.name, text: text)
  }

  /// The boxes among columns, by their places: `meds___1` is the code 1 of `meds`.
  private func boxes(_ header: [String]) -> [Int: (name: String, code: String, first: Int)] {
    var boxes: [Int: (name: String, code: String, first: Int)] = [:]
    var first: [String: Int] = [:]
    for field in dictionary.fields where field.isCheckbox {
      for choice in field.choices {
        // A column has small letters, and `_` for the minus of a code.
        let column = "\(field.name)___\(choice.text.lowercased().replacing("-", with: "_"))"
        guard let index = header.firstIndex(of: column) else { continue }
        let place = min(first[field.name] ?? index, index)
        first[field.name] = place
        boxes[index] = (field.name, choice.text, place)
      }
    }
    return boxes.mapValues { ($0.name, $0.code, first[$0.name] ?? $0.first) }
  }

  // MARK: the mapping

  /// A mapping with what the dictionary says: several boxes of a question, codes, decimal commas, and columns of REDCap itself, which are no facts.
  func completed(_ mapping: TableMapping) -> TableMapping {
    let fields = Dictionary(dictionary.fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var own = mapping
    for index in own.tables.indices {
      var table = own.tables[index]
      table.separator = .comma
      // A number of REDCap has a point, where the dictionary does not say otherwise.
      table.statedDecimal = table.statedDecimal ?? .point
      for column in table.columns.indices {
        guard let field = fields[table.columns[column].name] else { continue }
        if field.isCheckbox, table.columns[column].split == nil { table.columns[column].split = Self.separator }
        if field.validation.contains("comma_decimal") { table.columns[column].decimal = .comma }
        // A code that the dictionary does not have is no value, also where the mapping takes codes as they are.
        let own = table.columns[column]
        if let codes = field.codes, own.words.isEmpty, own.form == nil, own.pattern == nil, own.unit == nil,
          own.key != TableMapping.ignored
        {
          table.columns[column].words = codes.map { TableMapping.Word($0, $0) }
        }
      }
      // What decides which entries a row makes can have other values too: events and instruments of which the mapping does not speak.
      let known = Set(table.columns.map(\.name))
      let header = Set(records.filter { table.isOf($0.file.name) }.flatMap { $0.rows.first?.cells.map(\.text) ?? [] })
      for name in system where header.contains(name) && !known.contains(name) {
        table.columns.append(TableMapping.Column(name: name, key: TableMapping.ignored))
      }
      own.tables[index] = table
    }
    return own
  }

  /// Words of the mapping that the dictionary calls by another that the program knows: `1` is `männlich` there, and `female` here.
  func contradictions(_ mapping: TableMapping, _ name: String) -> [Misfit] {
    let fields = Dictionary(dictionary.fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return mapping.tables.flatMap(\.columns).flatMap { column -> [Misfit] in
      guard let field = fields[column.name], let known = TableProposal.codes[column.key] else { return [] }
      return column.words.compactMap { word in
        guard let choice = field.choices.first(where: { $0.text == word.text }),
          let meant = known[HeaderWords.fold(choice.meaning)], meant != word.meaning
        else { return nil }
        return Misfit(
          CellPlace(file: name),
          "\(ProblemLog.quoted(word.text)) of `\(column.name)` is \(ProblemLog.quoted(choice.meaning)) in the dictionary, and \(ProblemLog.quoted(word.meaning)) in the mapping",
          expected: "`\(meant)`, or another dictionary")
      }
    }
  }

  /// Columns that REDCap has beside those of the dictionary.
  private var system: [String] {
    var names = [
      "redcap_event_name", "redcap_repeat_instrument", "redcap_repeat_instance", "redcap_data_access_group",
      "redcap_survey_identifier",
    ]
    var forms: Set<String> = []
    for field in dictionary.fields where forms.insert(field.form).inserted {
      names += ["\(field.form)_complete", "\(field.form)_timestamp"]
    }
    return names
  }
}
