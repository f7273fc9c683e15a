// SPDX-License-Identifier: Apache-2.0

import Chronology
import Course
import Exchange
import Foundation
import Notation
import Testing

@testable import Interchange

@Suite("Ready mappings")
struct ReadyMappingTests {
  private func lengths(_ study: Study, _ patient: String, _ id: String, isEnd: Bool = false) throws -> LengthBounds {
    let patient = try #require(study.patients.first { $0.id == patient })
    let timeline = PatientTimeline(patient, in: study)
    let from = try #require(
      timeline.start(of: study.patients.first?.entry("diagnosis") == nil ? "treatment" : "diagnosis"))
    let event = try #require(isEnd ? timeline.end(of: id) : timeline.start(of: id))
    return timeline.length(from: from, to: event)
  }

  /// Bounds in months of 30.4375 days; the grid of lengths is 1/6400 day.
  private func expect(_ bounds: LengthBounds, _ lower: Double, _ upper: Double) throws {
    let (least, most) = (try #require(bounds.lower).days, try #require(bounds.upper).days)
    #expect(abs(least - lower * 30.4375) < 0.001, "\(least)")
    #expect(abs(most - upper * 30.4375) < 0.001, "\(most)")
  }

  @Test("read what they are for", arguments: ReadyMapping.all.map(\.name))
  func sound(name: String) throws {
    let file = try #require(ReadyMapping.named(name))
    #expect(TableMapping.read(file).misfits == [])
    // A mapping is what it says: written and read again it is the same.
    let mapping = try #require(TableMapping.read(file).mapping)
    #expect(TableMapping.read(InputFile(name: "again.yaml", text: mapping.text)).mapping == mapping)
  }

  /// A made-up table as packages for swimmer plots have it: months from the start.
  @Test("of a swimmer plot with one row a patient has its times in months")
  func swimmerPatients() throws {
    let csv = """
      patient,treatment,end,ongoing,response,response time,progression,death,last contact
      1,drug A,7.5,no,PR,2.0,7.5,12.25,
      2,drug B,,yes,NA,NA,NA,NA,9

      """
    let reading = try readReady("swimmer-patients", ["s.csv": csv])
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    let ids = study.patients.map { $0.entries.map(\.id) }
    #expect(ids == [["treatment", "response", "progression", "death"], ["treatment", "last-contact"]])
    // 7.5 mo to half of its last digit: 7.45 to 7.55 months of 30.4375 days.
    let end = try lengths(study, "1", "treatment", isEnd: true)
    try expect(end, 7.45, 7.55)
    let death = try lengths(study, "1", "death")
    try expect(death, 12.245, 12.255)
    let last = try lengths(study, "2", "last-contact")
    try expect(last, 8.5, 9.5)
    #expect(study.patients[1].entry("treatment")?.isOngoing == true)
    #expect(reading.losses.count(.unplaced) == 0)
  }

  /// As paths, `P-1.yaml` stands before `P.yaml`.
  @Test("give a study that can be written where one id goes on where another ends")
  func idsThatGoOn() throws {
    let csv = "patient,treatment,end\nP,drug A,7\nP-1,drug B,8\n"
    let study = try #require(try readReady("swimmer-patients", ["s.csv": csv]).study)
    #expect(study.patients.map(\.id) == ["P", "P-1"])
    let files = try StudyFolder.write(study)
    #expect(StudyFolder.read(files: files).study?.patients.map(\.id) == ["P", "P-1"])
  }

  @Test("of a swimmer plot with one row an event has its times in days")
  func swimmerEvents() throws {
    let csv = """
      patient,event,what,start,end
      1,treatment,drug A,0,220
      1,response,PR,61,
      1,progression,,220,
      1,death,,373,
      2,treatment,drug B,0,
      2,surgery,resection,-30,
      2,last contact,,150,

      """
    let reading = try readReady("swimmer-events", ["s.csv": csv])
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    #expect(study.patients[1].entry("treatment")?.sources.map(\.section) == ["s.csv, row 6: start, what"])
    func exactly(_ days: Double) -> LengthBounds {
      LengthBounds(lower: TimeLength(days: days), upper: TimeLength(days: days))
    }
    try #expect(lengths(study, "1", "treatment", isEnd: true) == exactly(220))
    try #expect(lengths(study, "1", "response") == exactly(61))
    try #expect(lengths(study, "1", "death") == exactly(373))
    try #expect(lengths(study, "2", "surgery") == exactly(-30))
    try #expect(lengths(study, "2", "last-contact") == exactly(150))
  }

  /// A made-up study in the format of cBioPortal.
  static let cBioPortalFiles: [String: String] = {
    let clinical = """
      #Patient Identifier\tSex\tAge\tOS status\tOS months
      #Patient Identifier\tSex\tAge\tOS status\tOS months
      #STRING\tSTRING\tNUMBER\tSTRING\tNUMBER
      #1\t1\t1\t1\t1
      PATIENT_ID\tSEX\tAGE\tOS_STATUS\tOS_MONTHS
      P-1\tFemale\t61\t1:DECEASED\t20.5
      P-2\tMale\t44\t0:LIVING\t31

      """
    let treatment = """
      PATIENT_ID\tSTART_DATE\tSTOP_DATE\tEVENT_TYPE\tTREATMENT_TYPE\tSUBTYPE\tAGENT
      P-1\t20\t146\tTREATMENT\tMedical Therapy\tChemotherapy\tdoxorubicin
      P-1\t200\t240\tTREATMENT\tRadiation Therapy\tWPRT\t
      P-2\t5\t300\tTREATMENT\tMedical Therapy\tChemotherapy\tgemcitabine

      """
    let surgery = "PATIENT_ID\tSTART_DATE\tSTOP_DATE\tEVENT_TYPE\nP-2\t10\t\tSURGERY\n"
    return [
      "data_clinical_patient.txt": clinical, "data_timeline_treatment.txt": treatment,
      "data_timeline_surgery.txt": surgery,
    ]
  }()

  @Test("of cBioPortal counts from the diagnosis")
  func cBioPortal() throws {
    let files = Self.cBioPortalFiles.sorted { $0.key < $1.key }.map { InputFile(name: $0.key, text: $0.value) }
    #expect(StudyFormat.cBioPortal.recognises(files.map(\.name)))
    let read = try #require(StudyFormat.cBioPortal.read)
    let reading = read(StudyFormat.Request(files: files))
    #expect(reading.misfits == [])
    let study = try #require(reading.study)
    func exactly(_ days: Double) -> LengthBounds {
      LengthBounds(lower: TimeLength(days: days), upper: TimeLength(days: days))
    }
    try #expect(lengths(study, "P-1", "treatment") == exactly(20))
    try #expect(lengths(study, "P-1", "treatment", isEnd: true) == exactly(146))
    try #expect(lengths(study, "P-1", "radiation", isEnd: true) == exactly(240))
    try #expect(lengths(study, "P-2", "treatment") == exactly(5))
    try #expect(lengths(study, "P-2", "surgery") == exactly(10))
    let death = try lengths(study, "P-1", "death")
    try expect(death, 20.45, 20.55)
    #expect(study.patients[1].entry("last-contact")?.when.map(\.text) == ["31 mo after diagnosis"])
    #expect(study.patients[0].age.value?.years == 61)
  }

  /// The same lesions in both shapes of a sheet. By hand: T1 and T2 are 30 + 20 = 50 mm at first, then 20 + 15 = 35 mm; L3 is not measured, and N1 comes up at the third visit.
  @Test("of sheets of lesions have the same readings in either shape")
  func lesions() throws {
    let long = """
      patient,date,lesion,role,site,mm
      1,2024-01-08,T1,T,lung,30
      1,2024-01-08,T2,target,liver,20
      1,2024-01-08,L3,NT,bone,present
      1,2024-03-04,T1,T,lung,20
      1,2024-03-04,T2,target,liver,15
      1,2024-03-04,L3,NT,bone,present
      1,2024-05-06,T1,T,lung,not evaluated
      1,2024-05-06,N1,new,brain,7

      """
    let wide = """
      patient,lesion,role,site,date 1,mm 1,date 2,mm 2,date 3,mm 3
      1,T1,T,lung,2024-01-08,30,2024-03-04,20,2024-05-06,not evaluated
      1,T2,target,liver,2024-01-08,20,2024-03-04,15,,
      1,L3,NT,bone,2024-01-08,present,2024-03-04,present,,
      1,N1,new,brain,,,,,2024-05-06,7

      """
    let one = try readReady("recist-lesions", ["a.csv": long])
    let other = try readReady("recist-visits", ["b.csv": wide])
    #expect(one.misfits == [] && other.misfits == [])
    #expect(one.losses.count(.unplaced) == 0 && other.losses.count(.unplaced) == 0)
    func facts(_ reading: StudyReading) -> Set<String> {
      Set(
        reading.study?.patients.flatMap { patient in
          patient.lesions.map { "\(patient.id) \($0.date) \($0.lesion) \($0.role) \($0.site ?? "") \($0.state)" }
        } ?? [])
    }
    #expect(facts(one) == facts(other) && facts(one).count == 8)
    let lesions = try #require(one.study?.patients.first?.lesions)
    func sum(_ day: String) -> Double {
      lesions.reduce(0) { total, lesion in
        guard lesion.date.description == day, lesion.role == .target, case .measured(let length) = lesion.state else {
          return total
        }
        return total + Double(length.hundredths) / 100
      }
    }
    #expect(sum("2024-01-08") == 50 && sum("2024-03-04") == 35)
  }

  /// A day whose length nobody entered is told with its place: silence is no reading.
  @Test("of visits tell a day without a length, and a length without a day")
  func visitsWithGaps() throws {
    let wide = """
      patient,lesion,role,date 1,mm 1,date 2,mm 2
      1,T1,T,2024-01-08,30,2024-03-04,
      1,T2,T,2024-01-08,20,,15

      """
    let reading = try readReady("recist-visits", ["b.csv": wide])
    #expect(reading.study == nil)
    let words = reading.misfits.map(\.description)
    #expect(words.contains { $0.hasPrefix("b.csv, row 2, column date 2") }, "\(words)")
    #expect(words.contains { $0.hasPrefix("b.csv, row 3") && $0.contains("date") }, "\(words)")
  }

  private func readReady(_ name: String, _ files: [String: String]) throws -> StudyReading {
    let inputs = files.map { InputFile(name: $0.key, text: $0.value) }
    let mapping = try #require(ReadyMapping.named(name))
    return TableReading.read(StudyFormat.Request(files: inputs, mapping: mapping))
  }
}

@Suite("A mapping that is proposed")
struct MappingProposalTests {
  /// The proposal of the German spreadsheet: what is sure is a mapping that reads, what is not is a comment.
  @Test("can be read as it stands, and leaves open what the file does not say")
  func forty() throws {
    let csv = try #require(try TableReadingTests.tables()["patienten.csv"])
    let proposal = MappingProposal.propose([InputFile(name: "patienten.csv", text: csv)])
    #expect(proposal.misfits == [])
    let text = try #require(proposal.text)
    let read = TableMapping.read(InputFile(name: "mapping.yaml", text: text))
    #expect(read.misfits == [], "\(text)")
    let table = try #require(read.mapping?.tables.first)
    #expect(table.separator == .semicolon && table.header == [1, 2] && table.decimal == .comma)
    #expect(Set(table.dates) == [.german, .germanMonth, .year])
    func column(_ name: String) -> TableMapping.Column? { table.columns.first { $0.name == name } }
    #expect(column("Pat.-Nr.")?.key == "patient")
    #expect(column("Geschlecht")?.words == [.init("m", "male"), .init("w", "female")])
    #expect(column("Erstlinie Beginn").map { [$0.entry ?? "", $0.key] } == ["line-1", "starts"])
    // Days count from an event that no header names, and `Kohorte` is in no list.
    #expect(column("Erstlinie Ende (Tag)") == nil && column("Kohorte") == nil)
    #expect(
      text.contains("# - {column: \"Erstlinie Ende (Tag)\"") || text.contains("# - {column: Erstlinie Ende (Tag)"),
      "\(text)")
    #expect(text.contains("is number: 0") && text.contains("is number: 1"))
    #expect(proposal.preview.contains("patient: P01") && proposal.preview.contains("2022-01-24"), "\(proposal.preview)")
    #expect(proposal.openQuestions > 3)
  }

  /// Groups of columns that say of whom they are leave each column its own word; one that is not known leaves it open.
  @Test("reads headers under groups of columns")
  func groups() throws {
    let csv = """
      Patient;;Diagnose;;Therapie 1. Linie;;;Verlauf;;;Mutter
      ID;Geschlecht;Histologie;Datum;Substanz;Beginn;Ende;Ansprechen;Progress;Todesdatum;Gewicht
      P1;m;Leiomyosarkom;03/2018;Doxorubicin;01.02.2019;01.08.2019;PR;05.08.2019;02.02.2020;80
      P2;w;Liposarkom;2017;Trabectedin;01.03.2019;;k.A.;;;70
      P3;w;Liposarkom;2017;Trabectedin;01.03.2019;;SD;;;60

      """
    let text = try #require(MappingProposal.propose([InputFile(name: "a.csv", text: csv)]).text)
    for column in [
      "Patient ID, is: patient", "Patient Geschlecht, is: sex", "Diagnose Histologie, is: diagnosis, of: diagnosis",
      "Diagnose Datum, is: when, of: diagnosis", "Therapie 1. Linie Substanz, is: therapy, of: line-1",
      "Therapie 1. Linie Beginn, is: starts, of: line-1", "Therapie 1. Linie Ende, is: ends, of: line-1",
      "Verlauf Progress, is: when, of: progression", "Verlauf Todesdatum, is: when, of: death",
    ] { #expect(text.contains("      - {column: \(column)"), "\(column)\n\(text)") }
    // That the response is not stated is an assessment of which nobody knows what it showed.
    #expect(text.contains("of: response, read as: text, words: {k.A.: not stated}}"), "\(text)")
    #expect(text.contains("      # - {column: Mutter Gewicht, is: weight"), "\(text)")
    // Each row is a patient: the death of one is not that of the next.
    #expect(!text.contains("fill down"), "\(text)")
  }

  @Test("offers each column of ids where no header names the patient")
  func unnamedPatient() throws {
    let csv = "mrn,sex,remark\n1,m,fell ill\n2,f,\n"
    let text = try #require(MappingProposal.propose([InputFile(name: "a.csv", text: csv)]).text)
    #expect(text.contains("# - {column: mrn, is: patient}") && !text.contains("{column: remark, is: patient}"))
  }

  @Test("offers both readings of dates that have two")
  func bothReadings() throws {
    let text = try #require(
      MappingProposal.propose([InputFile(name: "a.csv", text: "id,start\n1,03/04/2020\n2,05/06/2020\n")]).text)
    #expect(text.contains("# dates: [dd/mm/yyyy]") && text.contains("# dates: [mm/dd/yyyy]"))
    let sure = try #require(
      MappingProposal.propose([InputFile(name: "a.csv", text: "id,start\n1,03/04/2020\n2,25/06/2020\n")]).text)
    #expect(sure.contains("\n    dates: [dd/mm/yyyy]"))
  }

  /// Every word of the list is known alone, and before and behind what a column of a line is.
  @Test("recognises each name of a line of therapy")
  func linesOfTherapy() {
    for (words, entry) in HeaderWords.lines {
      for word in words {
        #expect(HeaderWords.meanings(word) == [.init("therapy", of: entry)], "\(word)")
        #expect(HeaderWords.meanings(word + " Beginn") == [.init("starts", of: entry, .date)], "\(word)")
        #expect(HeaderWords.meanings("Ende " + word) == [.init("ends", of: entry, .date)], "\(word)")
      }
    }
    #expect(HeaderWords.meanings("Erstlinientherapie") == [.init("therapy", of: "line-1")])
    #expect(HeaderWords.meanings("Zweitlinientherapie (Ende)") == [.init("ends", of: "line-2", .date)])
    #expect(HeaderWords.meanings("Operation (Komplikation)") == [])
    #expect(HeaderWords.meanings("Erstlinie Haarfarbe") == [])
  }

  @Test("reads the unit of a header in brackets or behind a comma, and takes no other word for one")
  func units() {
    #expect(HeaderWords.unit("Größe (cm)") == "cm" && HeaderWords.unit("weight [kg]") == "kg")
    #expect(HeaderWords.unit("Größe, cm") == "cm" && HeaderWords.meanings("Größe, cm").map(\.key) == ["height"])
    #expect(HeaderWords.unit("Gewicht,kg") == "kg" && HeaderWords.meanings("Gewicht,kg").map(\.key) == ["weight"])
    #expect(HeaderWords.unit("Ansprechen, Datum") == nil)
    #expect(HeaderWords.meanings("Ansprechen, Datum").map(\.key) == ["when"])
  }

  /// A number of the row is often headed `#`; rows of comments begin with it too, also where they look like the header.
  @Test("takes a header that begins with # for one, and comments for comments")
  func numberSign() throws {
    let csv = "#,Age,Sex\n1,65,m\n2,58,f\n"
    let text = try #require(MappingProposal.propose([InputFile(name: "a.csv", text: csv)]).text)
    #expect(!text.contains("comment:") && text.contains("{column: \"#\", is: patient}"), "\(text)")
    #expect(text.contains("column: Sex, is: sex"))
    let named = "# exported in 2020,\n#Pat,Sex\n1,m\n2,f\n"
    let other = try #require(MappingProposal.propose([InputFile(name: "a.csv", text: named)]).text)
    #expect(!other.contains("comment:") && other.contains("header: [2]") && other.contains("column: Sex, is: sex"))
    let commented = "#Patient Identifier,Sex\n#STRING,STRING\nPATIENT_ID,SEX\n1,m\n2,f\n"
    let third = try #require(MappingProposal.propose([InputFile(name: "a.csv", text: commented)]).text)
    #expect(third.contains("comment: \"#\"") && third.contains("column: PATIENT_ID, is: patient"), "\(third)")
  }

  /// Merged cells are asked for; a sum is no patient.
  @Test("asks about cells that can be merged, and skips sums")
  func merged() throws {
    let csv = "Kohorte,Pat.-Nr.,Therapie,Bemerkung\nNord,1,A,\n,,B,x\n,2,A,\n,,B,\nSüd,3,A,\n,,C,\n,Summe,6,\n"
    let proposal = MappingProposal.propose([InputFile(name: "a.csv", text: csv)])
    let text = try #require(proposal.text)
    #expect(text.contains("\n    # fill down: [\"Kohorte\", \"Pat.-Nr.\"]\n"), "\(text)")
    #expect(text.contains("Empty of 6 rows: Kohorte 4, Pat.-Nr. 3\n"))
    #expect(text.contains("\n    skip: [\"Summe\"]\n"))
    // With the answers it reads as the file is meant.
    let decided = text.replacing("# fill down", with: "fill down")
      .replacing("# - {column: Kohorte, is: ignored}", with: "- {column: Kohorte, is: ignored}")
      .replacing("# - {column: Bemerkung, is: ignored}", with: "- {column: Bemerkung, is: ignored}")
    let study = try #require(readTable(["a.csv": csv], decided).study)
    #expect(study.patients.map { $0.entries.map(\.id) } == Array(repeating: ["treatment", "treatment-2"], count: 3))
    let plain = try #require(MappingProposal.propose([InputFile(name: "b.csv", text: "id,sex\n1,m\n2,f\n3,\n")]).text)
    #expect(!plain.contains("fill down") && !plain.contains("skip"))
  }

  @Test("gives no last contact to those who have died")
  func lastContact() throws {
    let csv = "id,Status,letzter Kontakt\n1,lebt,2020-03-04\n2,verstorben,2020-05-06\n"
    let text = try #require(MappingProposal.propose([InputFile(name: "a.csv", text: csv)]).text)
    #expect(
      text.contains("\n      - {name: death, kind: death, always: {death: not stated}, where: {Status: verstorben}}\n"),
      "\(text)")
    #expect(text.contains("\n      # - {column: letzter Kontakt, is: when, of: death, read as: date}\n"))
    let reading = readTable(["a.csv": csv], text)
    #expect(reading.misfits.map(\.place.description) == ["a.csv, row 3, column letzter Kontakt"])
    let decided = text.replacing("# - {column: letzter Kontakt", with: "- {column: letzter Kontakt")
    let study = try #require(readTable(["a.csv": csv], decided).study)
    #expect(study.patients.map { $0.entries.map(\.id) } == [["last-contact"], ["death"]])
    // A date of death beside it, or a status that is not known: which of the two it is, is asked.
    for other in [
      "id,Todesdatum,letzter Kontakt\n1,,2020-03-04\n2,2020-05-06,2020-05-06\n",
      "id,Status,letzter Kontakt\n1,gut,2020-03-04\n2,verstorben,2020-05-06\n",
    ] {
      let text = try #require(MappingProposal.propose([InputFile(name: "a.csv", text: other)]).text)
      #expect(
        text.contains("\n      # - {column: letzter Kontakt, is: when, of: last-contact, read as: date}\n"), "\(text)")
      #expect(!text.contains("\n      - {name: last-contact"))
    }
    let living = try #require(
      MappingProposal.propose([
        InputFile(name: "a.csv", text: "id,Todesdatum,letzter Kontakt\n1,,2020-03-04\n2,2020-05-06,\n")
      ])
      .text)
    #expect(living.contains("\n      - {column: letzter Kontakt, is: when, of: last-contact, read as: date}\n"))
  }

  /// What one column decides, it decides of itself.
  @Test("asks of each column whether its dates have the day or the month first")
  func dayOrMonth() throws {
    let csv = "id,Beginn,Ende\n1,25/06/2020,03/04/2021\n2,03/04/2020,05/06/2021\n"
    let text = try #require(MappingProposal.propose([InputFile(name: "a.csv", text: csv)]).text)
    #expect(text.contains("\n    dates: [dd/mm/yyyy]\n") && text.contains("\n      - {column: Beginn,"), "\(text)")
    #expect(text.contains("\n      # - {column: Ende, is: ends, of: treatment, read as: date, dates: [dd/mm/yyyy]}\n"))
    #expect(text.contains("\n      # - {column: Ende, is: ends, of: treatment, read as: date, dates: [mm/dd/yyyy]}\n"))
    #expect(!text.contains("\n      - {column: Ende"))
    // Two that decide differently are read each as it is.
    let both = "id,Beginn,Ende\n1,25/06/2020,06/25/2021\n2,03/04/2020,05/06/2021\n"
    let other = try #require(MappingProposal.propose([InputFile(name: "a.csv", text: both)]).text)
    let study = try #require(readTable(["a.csv": both], other.replacing("therapy: unknown", with: "therapy: A")).study)
    let treatments = study.patients.compactMap { $0.entry("treatment") }
    #expect(treatments.flatMap(\.when).map(\.text) == ["2020-06-25", "2020-04-03"])
    #expect(treatments.flatMap(\.ends).map(\.text) == ["2021-06-25", "2021-05-06"])
  }

  /// A date of an operation, and no column that says which.
  @Test("asks which operation or drugs where no column says it")
  func unknownKind() throws {
    let csv = "id,OP-Datum,Diagnosedatum\n1,2020-03-04,2020-02-01\n2,2020-05-06,2020-04-01\n"
    let proposal = MappingProposal.propose([InputFile(name: "a.csv", text: csv)])
    let text = try #require(proposal.text)
    #expect(
      text.contains(
        "      # No column says which: `surgery: unknown` stands here until you say it.\n      - {name: surgery,"),
      "\(text)")
    #expect(text.contains("      # No column says which: `diagnosis: unknown` stands here until you say it.\n"))
    #expect(proposal.openQuestions == 2)
    #expect(TableMapping.read(InputFile(name: "mapping.yaml", text: text)).misfits == [])
  }
}

@Suite("The page on tables")
struct MappingPageTests {
  static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Documentation/Tables.md")

  /// `script/tables` runs this with the variable, and it writes the page.
  @Test("has the keys that the notation of a mapping has")
  func tables() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let renewed = StudyPage.renewed(page, MappingPage.tables)
    if ProcessInfo.processInfo.environment["VERLAUF_WRITE_TABLES"] != nil {
      try renewed.write(to: Self.page, atomically: true, encoding: .utf8)
      return
    }
    #expect(page == renewed, "run script/tables")
    for (name, text) in MappingPage.tables { #expect(page.contains(text), "no table \(name)") }
  }

  @Test("shows a mapping that can be read")
  func example() throws {
    let page = try String(contentsOf: Self.page, encoding: .utf8)
    let block = try #require(
      page.components(separatedBy: "```yaml\n").dropFirst().first?.components(separatedBy: "```").first)
    let header =
      "Cohort;No.;Sex;Age;Weight (kg);Histology;Diagnosed;First line;;;Best response;Response (day);Status;Last seen (day)\n"
    let names = ";;;;;;;Drug;Start;End (day);;;;\n"
    let row = "North;1;f;61;64,5;leiomyosarcoma;3.2019;doxorubicin;2.4.2019;85;PR;43;dead;400\n;Total;1;;;;;;;;;;;\n"
    let reading = readTable(["patients.csv": header + names + row], block)
    #expect(reading.misfits == [])
    let patient = try #require(reading.study?.patients.first)
    // Day 85 of a therapy that starts on day 1 is 84 days later.
    #expect(patient.entry("line-1")?.ends.map(\.text) == ["84 d after start of line-1"])
    #expect(patient.diagnosis?.entry.when.map(\.text) == ["2019-03"])
    #expect(patient.death?.when.map(\.text) == ["399 d after start of line-1"])
  }
}
