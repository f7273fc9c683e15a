// SPDX-License-Identifier: Apache-2.0

import Course
import Notation
import StudyTesting
import Testing

@testable import Exchange

@Suite("A folder in canonical form")
struct FormatTests {
  /// A patient's file, formatted, in a folder of its own.
  private func patient(_ text: String) throws -> String {
    let files = ["study.yaml": "study: x\n", "patients/1.yaml": text]
    let result = try FolderFormat.format(MemoryFiles(texts: files))
    let formatted = result.changes.first { $0.path == "patients/1.yaml" }?.text ?? text
    // Once more, it is the same.
    let again = try FolderFormat.format(MemoryFiles(texts: files.merging(["patients/1.yaml": formatted]) { $1 }))
    #expect(again.changes.map(\.text) == [])
    return formatted
  }

  @Test("has keys in their order, short things on one line, and texts without needless quotes")
  func order() throws {
    #expect(
      try patient(
        """
        course:
        - when:   '2021-03'
          diagnosis:  "sarcoma"
          source:
            quote: "a: b"
            section: Results
          site:
               thigh
        - id: gem
          phases:
            - dose: 1000 mg/m2
              days:
                - 1
                - 8
              every: 28 d
              id: full
          therapy: gemcitabine
        sex: male
        patient: '1'

        """) == """
          patient: 1
          sex: male
          course:
            - diagnosis: sarcoma
              site: thigh
              when: 2021-03
              source: {section: Results, quote: "a: b"}
            - therapy: gemcitabine
              id: gem
              phases:
                - {id: full, dose: 1000 mg/m2, days: [1, 8], every: 28 d}

          """)
  }

  @Test("keeps comments before a key, behind a value, at the head and at the end of a file")
  func comments() throws {
    #expect(
      try patient(
        """
        # Of the file.

        # Of sex,
        # in two lines.
        sex: female   # behind it
        patient: 1 # behind the id
        course: # behind the key
          # Of the diagnosis.
          - when: 2021 # behind when
            # Of the site.
            site: thigh
            diagnosis: sarcoma # behind it
            # Below the diagnosis.

          # Of the death.
          - death: true
          # At the end of the course.
        # At the end.
        """) == """
          # Of the file.

          patient: 1  # behind the id
          # Of sex,
          # in two lines.
          sex: female   # behind it
          course:  # behind the key
            # Of the diagnosis.
            - diagnosis: sarcoma  # behind it
              # Below the diagnosis.
              # Of the site.
              site: thigh
              when: 2021  # behind when

            # Of the death.
            - death: true
            # At the end of the course.
          # At the end.

          """)
  }

  @Test("keeps comments in lists and mappings on one line, which then have several")
  func commentsInFlow() throws {
    let text = try patient(
      """
      patient: 1
      course:
        - therapy: gemcitabine
          id: gem
          phases:
            - {id: full, # the name
               dose: 1000 mg/m2,
               # of the days
               days: [1, # the first
                      8]} # behind all
          source: {section: Results} # behind a mapping
      """)
    for comment in ["# the name", "# of the days", "# the first", "# behind all", "# behind a mapping"] {
      #expect(text.contains(comment), "\(comment) in\n\(text)")
    }
    let lines = text.split(separator: "\n").map(String.init)
    func line(_ part: String) -> Int { lines.firstIndex { $0.contains(part) } ?? -1 }
    #expect(lines[line("# the name")].contains("id: full"))
    #expect(line("# of the days") + 1 == line("days:"))
    #expect(lines[line("# the first")].contains("- 1"))
    #expect(line("# behind all") + 1 == line("- id: full"))
    #expect(lines[line("# behind a mapping")].contains("{section: Results}"))
  }

  @Test("takes no text for a comment")
  func noComments() throws {
    let text = try patient(
      """
      patient: 1
      course:
        - event: a#b
          note: "x # y"
        - event: 'it''s # this'
          note: |
            line
            # a line of the text
        - event: >-
            folded # text
            # too
        - event: "over
            # two lines"
      """)
    let reading = StudyFolder.read(files: ["study.yaml": "study: x", "patients/1.yaml": text])
    let entries = try #require(reading.study).patients[0].entries
    #expect(
      entries.map(\.content) == [
        .event("a#b"), .event("it's # this"), .event("folded # text # too"), .event("over # two lines"),
      ])
    #expect(entries[0].note == "x # y" && entries[1].note == "line\n# a line of the text")
  }

  /// Comments at random places of random files: those that YAML takes for comments, which it shows by giving the same document.
  @Test("keeps every comment, wherever it stands", arguments: 0..<30)
  func everyComment(seed: Int) throws {
    var random = RandomStudy(seed: UInt64(seed) + 2000)
    var files = StudyFolder.texts(of: random.study(patients: 1))
    // A list of two references may have no place for a comment.
    let path = files.keys.filter { $0.hasSuffix(".yaml") && !["references.yaml", "decisions.yaml"].contains($0) }
      .sorted()[random.number(0...2) % 3]
    guard let text = files[path] else { return }
    func shape(_ text: String) -> String? {
      let log = ProblemLog(text: SourceText(file: "", text: text))
      return Document.parse(log).map { YAMLLayout.text($0, .text) }
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    var kept: [String] = []
    let whole = shape(text)
    // In a short file of long texts few places are none of a text.
    for number in 0..<60 where kept.count < 12 {
      let index = random.number(0...(lines.count - 1))
      let comment = "# comment \(number)"
      var changed = lines
      if random.chance(0.5) {
        if changed[index].contains("# comment ") { continue }
        changed[index] += " " + comment
      } else {
        let indent = String(repeating: " ", count: random.number(0...8))
        changed.insert(indent + comment, at: index)
      }
      guard shape(changed.joined(separator: "\n") + "\n") == whole else { continue }
      lines = changed
      kept.append(comment)
    }
    #expect(!kept.isEmpty)
    files[path] = lines.joined(separator: "\n") + "\n"
    let result = try FolderFormat.format(MemoryFiles(texts: files))
    let formatted = result.changes.first { $0.path == path }?.text ?? files[path] ?? ""
    let found = formatted.split(separator: "\n")
    for comment in kept {
      if found.count(where: { $0.hasSuffix(comment) }) == 1 { continue }
      let place = lines.firstIndex { $0.hasSuffix(comment) } ?? 0
      let around = lines[max(0, place - 2)...min(lines.count - 1, place + 2)].map {
        $0.prefix(100) + "…" + $0.suffix(20)
      }
      Issue.record("\(comment) is lost:\n\(around.joined(separator: "\n"))")
    }
    files[path] = formatted
    guard let again = try FolderFormat.format(MemoryFiles(texts: files)).changes.first else { return }
    let (one, two) = (formatted.split(separator: "\n"), again.text.split(separator: "\n"))
    let place = zip(one, two).prefix { $0 == $1 }.count
    Issue.record(
      "another form the second time:\n\(one.dropFirst(place - 1).prefix(3).map { $0.prefix(150) }.joined(separator: "\n"))\n---\n\(two.dropFirst(place - 1).prefix(3).map { $0.prefix(150) }.joined(separator: "\n"))"
    )
  }

  @Test("leaves other files alone, and does nothing to a folder with errors")
  func refusals() throws {
    var files = [
      "study.yaml": "study:   x\n", "patients/1.yaml": "patient: 1\n", "notes.txt": "  mine",
      "more.yaml": "b: 1\na:  2\n",
    ]
    let result = try FolderFormat.format(MemoryFiles(texts: files))
    #expect(result.changes.map(\.path) == ["study.yaml"] && result.unchanged == 1)
    #expect(result.changes[0].text == "study: x\n")
    files["patients/1.yaml"] = "patient: 1\nsex: mail\n"
    let refusal = #expect(throws: FolderFormat.Refusal.self) { try FolderFormat.format(MemoryFiles(texts: files)) }
    #expect(refusal?.isOurs == false)
    #expect(refusal?.problems.map { $0.location.line } == [2])
  }

  @Test("has one kind of line end and no byte order mark")
  func lineEnds() throws {
    #expect(
      try patient("\u{FEFF}# Head.\r\n\r\nsex: female  # é\r\npatient: 1\r\n")
        == "# Head.\n\npatient: 1\nsex: female  # é\n")
  }

  /// A file of many words with `&` and `*` could not be read again, were they not escaped: the reader takes few of what may be an anchor.
  @Test("escapes what the reader would take for many anchors")
  func anchors() throws {
    let entries = (0..<20).map { "  - event: \"one, &two *three\"\n    note: \($0)\n" }.joined()
    let few = "patient: 1\ncourse:\n  - event: one, &two\n"
    #expect(try patient(few) == few)
    var study = Study(title: "x")
    study.patients = [Patient(id: "1")]
    study.patients[0].entries = (0..<20).map { Entry(id: "e\($0)", content: .event("one, &two")) }
    let text = try #require(try StudyFolder.write(study)["patients/1.yaml"])
    #expect(text.contains("- event: \"one, \\x26two\""))
    // A person who writes so many is told.
    #expect(throws: FolderFormat.Refusal.self) { try patient("patient: 1\ncourse:\n" + entries) }
  }

  @Test("has tables with their columns in order and no cell changed")
  func tables() throws {
    let files = [
      "study.yaml": "study: x\n", "patients/1.yaml": "patient: 1\n",
      "labs.csv": "unit;value;when;analyte;patient\r\nG/L; 12 ;2021-01-01;platelets;1\r\n\r\n",
      "comparators.csv": "source,name,endpoint,n,rate %\n\"paper, page \"\"2\"\"\",Arm,response,10,10\n",
    ]
    let result = try FolderFormat.format(MemoryFiles(texts: files))
    #expect(
      result.changes.map(\.text) == [
        "name,endpoint,n,rate %,source\nArm,response,10,10,\"paper, page \"\"2\"\"\"\n",
        "patient,analyte,when,value,unit\n1,platelets,2021-01-01,12,G/L\n",
      ])
  }

  @Test(
    "is that of the examples and of the template, with every comment kept",
    arguments: WritingTests.examples + ["template"])
  func folders(name: String) throws {
    var files: [String: String] = [:]
    if name == "template" {
      for file in StudyTemplate.files(title: "x") { files[file.path] = file.text }
    } else {
      files = try example(name)
    }
    let before = StudyFolder.read(files: files).study
    let result = try FolderFormat.format(MemoryFiles(texts: files))
    var after = files
    for change in result.changes {
      after[change.path] = change.text
      #expect(
        comments(files[change.path] ?? "") == comments(change.text), "\(change.path)")
    }
    #expect(StudyFolder.read(files: after).study == before)
    #expect(try FolderFormat.format(MemoryFiles(texts: after)).changes.isEmpty)
  }

  /// Lines of comments as a person sees them; the examples have no text with ` #`.
  private func comments(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      line.hasPrefix("#") ? String(line) : line.firstRange(of: " #").map { String(line[$0.lowerBound...].dropFirst()) }
    }.sorted()
  }
}
